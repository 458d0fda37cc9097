import Desk
import Testing

@testable import Histories

@Suite("What was acknowledged and told, beside the log")
struct AuditTests {
  private let at = Timestamp(milliseconds: 0)
  private let taxpayer = Taxpayer(id: "t", name: "张*")
  private let agent = AgentReference(id: "a", name: "李华")

  private func position(_ sequence: Int64) -> EventPosition { EventPosition(epoch: 1, sequence: sequence) }

  /// One conversation, opened, accepted, and these messages in it.
  private func log(_ ids: [MessageID]) -> [Event] {
    let opened = Conversation(id: "c", taxpayer: taxpayer, openedAt: at)
    var bodies: [EventBody] = [
      .conversationOpened(opened), .accepted(Accepted(conversation: "c", agent: agent, at: at)),
    ]
    for (index, id) in ids.enumerated() {
      bodies.append(
        .messagePosted(
          Message(
            id: id, conversation: "c", number: index + 1, at: at, author: Author(side: .taxpayer, name: "张*"),
            body: .text(TextBody("您好")))))
    }
    return bodies.enumerated().map { Event(position: position(Int64($0.offset) + 1), at: at, body: $0.element) }
  }

  private func wrote(_ id: MessageID, _ outcome: Attempt.Outcome = .done) -> Attempt {
    Attempt(.say(id, by: "t", text: "您好"), begun: 0, ended: 1, outcome)
  }

  @Test("A log that keeps every promise is found to keep it, unknown outcomes included")
  func sound() {
    let attempts = [wrote("m1"), wrote("m2"), wrote("m3", .unknown), wrote("m4", .unknown), wrote("m5", .refused)]
    #expect(MessageAudit.breaches(in: log(["m1", "m2", "m3"]), of: attempts).isEmpty)
  }

  @Test("An acknowledged message that is missing, one that is there twice, one that nobody wrote, one that was refused")
  func messages() {
    func promises(_ ids: [MessageID], _ attempts: [Attempt]) -> [Breach.Promise] {
      MessageAudit.breaches(in: log(ids), of: attempts).map(\.promise)
    }
    #expect(promises(["m1"], [wrote("m1"), wrote("m2")]) == [.lost])
    #expect(promises(["m1", "m1"], [wrote("m1")]) == [.doubled])
    #expect(promises(["m1", "m9"], [wrote("m1")]) == [.phantom])
    #expect(promises(["m1", "m2"], [wrote("m1"), wrote("m2", .refused)]) == [.phantom])
  }

  @Test("A message that is in the log as somebody else's, elsewhere, or with other words than were acknowledged")
  func altered() {
    func promises(_ attempt: Attempt) -> [Breach.Promise] {
      MessageAudit.breaches(in: log(["m1"]), of: [attempt]).map(\.promise)
    }
    func said(_ by: TaxpayerID = "t", _ text: String = "您好", in place: ConversationID? = nil) -> Attempt {
      Attempt(.say("m1", by: by, text: text), begun: 0, ended: 1, .done, place: place)
    }
    #expect(promises(said()).isEmpty && promises(said(in: "c")).isEmpty)
    #expect(promises(said("t", "你好")) == [.altered])
    #expect(promises(said("u")) == [.altered], "in another's conversation")
    #expect(promises(said(in: "d")) == [.altered], "elsewhere than the answer said")
    #expect(
      promises(Attempt(.write("m1", "c", text: "您好"), begun: 0, ended: 1, .done)) == [.altered],
      "an agent's words as the taxpayer's")
  }

  @Test("An agent's message in another conversation or with another text")
  func misplaced() {
    let message = Message(
      id: "m1", conversation: "c", number: 1, at: at, author: Author(side: .agent, name: "李华", agent: agent.id),
      body: .text(TextBody("您好")))
    let log = [Event(position: position(1), at: at, body: .messagePosted(message))]
    func promises(_ conversation: ConversationID, _ text: String) -> [Breach.Promise] {
      let attempt = Attempt(.write("m1", conversation, text: text), begun: 0, ended: .max, .unknown)
      return MessageAudit.breaches(in: log, of: [attempt]).map(\.promise)
    }
    #expect(promises("c", "您好").isEmpty)
    #expect(promises("d", "您好") == [.altered])
    #expect(promises("c", "再见") == [.altered])
  }

  @Test("What was begun after a refused sync and acknowledged by that backend, and what was not")
  func syncs() {
    func promises(_ begun: Int64, _ ended: Int64, _ outcome: Attempt.Outcome = .done) -> [Breach.Promise] {
      let attempt = Attempt(.end("c", by: "a"), begun: begun, ended: ended, outcome)
      return SyncAudit.breaches(of: [attempt], in: [SyncFault(refused: 100, gone: 200)]).map(\.promise)
    }
    #expect(promises(101, 199) == [.unsynced])
    #expect(promises(99, 150).isEmpty, "it may have been synced before")
    #expect(promises(101, 250).isEmpty, "the next one wrote it")
    #expect(promises(101, 199, .refused).isEmpty && promises(101, .max, .unknown).isEmpty)
  }

  @Test("What a console showed and is not in the log, is there twice, before what was sent earlier, or was not typed")
  func typed() {
    func log(_ texts: [String]) -> [Event] {
      texts.enumerated().map { place, text in
        let message = Message(
          id: MessageID("m\(place)"), conversation: "c", number: place + 1, at: at,
          author: Author(side: .agent, name: "李华", agent: agent.id), body: .text(TextBody(text)))
        return Event(position: position(Int64(place) + 1), at: at, body: .messagePosted(message))
      }
    }
    func promises(_ texts: [String], _ typed: [Typed]) -> [Breach.Promise] {
      ConsoleAudit.breaches(in: log(texts), of: typed).map(\.promise)
    }
    let (one, two) = (Typed(by: "a", "【一】", wasShown: true), Typed(by: "a", "【二】", wasShown: true))
    #expect(promises(["【一】", "【二】"], [one, two]) == [])
    #expect(promises(["【一】"], [one, two]) == [.lost])
    #expect(promises(["【一】"], [one, Typed(by: "a", "【二】")]) == [])
    #expect(promises(["【一】", "【二】", "【一】"], [one, two]) == [.doubled])
    #expect(promises(["【二】", "【一】"], [one, two]) == [.order])
    #expect(promises(["【一】【二】"], [Typed(by: "a", "【一】"), two]) == [])
    #expect(promises(["【一】"], [Typed(by: "b", "【一】", wasShown: true)]) == [.lost])
    // A killed console kept the beginning of what was typed, or the next one read only its end.
    #expect(promises(["【一【二】"], [Typed(by: "a", "【一】"), two]) == [])
    #expect(promises(["一】【二】"], [Typed(by: "a", "【一】"), two]) == [])
    #expect(promises(["【一】", "【三"], [one, Typed(by: "a", "【二】")]) == [.phantom])
    #expect(MessageAudit.breaches(in: log(["【一】"]), of: []).map(\.promise) == [.phantom])
    #expect(MessageAudit.breaches(in: log(["【一】"]), of: [], typists: ["a"]).isEmpty)
  }

  @Test(
    "What went back to the queue by itself: from a lost seat and from a colleague who did not come, not what was passed on"
  )
  func returns() {
    func entry(_ from: AgentReference? = nil, _ reserved: AgentReference? = nil) -> QueueEntry {
      var entry = QueueEntry(group: "g", enteredAt: at, priority: 1, reason: "", ageingPerPrioritySeconds: 60)
      entry.transferredFrom = from
      entry.reservedFor = reserved
      return entry
    }
    func found(_ bodies: [EventBody]) -> Returns? {
      Returns.found(
        in: bodies.enumerated().map { Event(position: position(Int64($0.offset) + 1), at: at, body: $0.element) })["c"]
    }
    let accepted = EventBody.accepted(Accepted(conversation: "c", agent: agent, at: at))
    func queued(_ entry: QueueEntry) -> EventBody { .queued(Queued(conversation: "c", entry: entry)) }
    #expect(found([queued(entry()), accepted, queued(entry())]) == Returns(requeues: 1))
    #expect(found([queued(entry()), accepted, queued(entry(agent)), accepted]) == nil)
    #expect(found([accepted, queued(entry(agent, agent)), accepted]) == nil)
    #expect(found([accepted, queued(entry(agent, agent)), queued(entry(agent)), accepted]) == Returns(lapses: 1))
  }
}
