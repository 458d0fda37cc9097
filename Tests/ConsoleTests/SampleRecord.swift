import Desk

@testable import Console

/// A small conversation as the log has it, with silences long and short.
enum SampleRecord {
  static let start = Timestamp(milliseconds: 1_795_413_600_000)
  static let agent = AgentReference(id: "zhang", name: "张敏")
  static let colleague = AgentReference(id: "li", name: "李华")
  static let id: ConversationID = "C1"

  /// The bodies with the seconds since the beginning at which they came.
  static let bodies: [(seconds: Double, body: EventBody)] = {
    let conversation = Conversation(id: id, taxpayer: Taxpayer(id: "t1", name: "林*燕"), openedAt: start)
    return [
      (0, .conversationOpened(conversation)),
      (0, said(1, .taxpayer, "发票开不出来", 0)),
      (1, said(2, .assistant, "请查看额度", 1)),
      (30, .queued(Queued(conversation: id, entry: entry(30)))),
      (30, notice(3, .escalated, "发票", 30)),
      (90, .accepted(Accepted(conversation: id, agent: agent, at: at(90)))),
      (90, notice(4, .accepted, "张敏", 90)),
      (98, said(5, .agent, "您好，请稍等", 98)),
      (
        99, .receiptAdvanced(ReceiptAdvance(conversation: id, side: .taxpayer, receipt: Receipt(delivered: 5, read: 5)))
      ),
      (100, .noted(Noted(conversation: id, note: StaffNote(at: at(100), author: agent, text: "第三次来问")))),
      (101, .held(Held(conversation: id, since: at(101)))),
      (101, notice(6, .held, "", 101)),
      (161, .held(Held(conversation: id, since: nil))),
      (161, notice(7, .resumed, "", 161)),
      (162, said(8, .agent, "额度已调整", 162)),
      (170, said(9, .taxpayer, "好了，谢谢", 170)),
      (212, said(10, .agent, "不客气", 212)),
      (220, .ended(Ended(conversation: id, reason: .byTaxpayer, at: at(220)))),
      (220, notice(11, .endedByTaxpayer, "", 220)),
      (225, .rated(Rated(conversation: id, rating: Rating(stars: 5, comment: "耐心")))),
      (225, notice(12, .rated, "5", 225)),
      (240, .wrappedUp(WrappedUp(conversation: id, wrapUp: WrapUp(code: "done", summary: "调整额度", at: at(240))))),
    ]
  }()

  static func at(_ seconds: Double) -> Timestamp { start.advanced(milliseconds: Int64(seconds * 1000)) }

  static func record(_ bodies: [(seconds: Double, body: EventBody)] = bodies) -> ConversationRecord {
    var conversation = Conversation(id: id, taxpayer: Taxpayer(id: "t1", name: "林*燕"), openedAt: start)
    let events = bodies.enumerated().map { place, entry in
      Event(
        position: EventPosition(epoch: 1, sequence: Int64(place * 3 + 7)), at: at(entry.seconds), body: entry.body)
    }
    for event in events { conversation.apply(event.body, at: event.at) }
    return ConversationRecord(
      conversation: conversation, events: events,
      groups: [
        SkillGroup(id: "invoice", name: Localised("发票", "Invoices")),
        SkillGroup(id: "declare", name: Localised("申报", "Declarations")),
      ], wrapUpCodes: [WrapUpCode(code: "done", name: Localised("已解决", "Solved"))])
  }

  static func entry(_ seconds: Double) -> QueueEntry {
    QueueEntry(
      group: "invoice", enteredAt: at(seconds), priority: 0, reason: "发票开不出来", ageingPerPrioritySeconds: 60)
  }

  static func said(_ number: Int, _ side: Side, _ text: String, _ seconds: Double) -> EventBody {
    let author: Author =
      switch side {
      case .taxpayer: Author(side: .taxpayer, name: "林*燕")
      case .agent: Author(side: .agent, name: agent.name, agent: agent.id)
      case .assistant, .system: Author(side: side, name: "")
      }
    return .messagePosted(message(number, author, .text(TextBody(text)), seconds))
  }

  static func notice(_ number: Int, _ code: MessageNotice.Code, _ argument: String, _ seconds: Double) -> EventBody {
    .messagePosted(message(number, .system, .notice(MessageNotice(code, argument)), seconds))
  }

  private static func message(_ number: Int, _ author: Author, _ body: MessageBody, _ seconds: Double) -> Message {
    Message(
      id: MessageID("m\(number)"), conversation: id, number: number, at: at(seconds), author: author, body: body)
  }
}
