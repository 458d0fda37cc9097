import Desk

@testable import Console

/// A small office for reducer tests: one agent, two conversations, two people waiting.
enum Scene {
  static let start = Timestamp(milliseconds: 1_795_413_600_000)
  static let me = Agent(id: "zhangmin", name: "张敏", role: .agent, groups: ["invoice"], slots: 3)

  /// A console that is live.
  static func live() -> TestStore {
    var store = connecting()
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot())),
      .streamOpened, .headReached(position(10), at: start))
    return store
  }

  /// A console that has asked for its first snapshot.
  static func connecting() -> TestStore {
    var store = TestStore(State(size: Size(columns: 120, rows: 40), idPrefix: "T", monotonic: 1000))
    store.arrange(.started(drafts: [:], outbox: []))
    return store
  }

  /// A live console with the first conversation open and the keys in the writing field.
  static func writing() -> TestStore {
    var store = live()
    store.arrange(.keyPressed(.character("1")), .keyPressed(.character("i")))
    return store
  }

  static func position(_ sequence: Int64) -> EventPosition { EventPosition(epoch: 1, sequence: sequence) }

  static func snapshot(at sequence: Int64 = 10) -> StaffSnapshot {
    StaffSnapshot(
      position: position(sequence), at: start,
      office: Office(
        id: "demo", name: Localised("示例", "Sample"), region: "330100", calendar: WorkingCalendar(weekly: [:])),
      catalogue: Catalogue(
        groups: [SkillGroup(id: "invoice", name: Localised("发票", "Invoices"))],
        wrapUpCodes: [
          WrapUpCode(code: "red", name: Localised("红字发票", "Credit notes"), group: "invoice", pinyin: "hzfp"),
          WrapUpCode(code: "other", name: Localised("其他", "Other")),
        ],
        breakReasons: [BreakReason(code: "meal", name: Localised("用餐", "Meal"), expectedMinutes: 30)],
        quickReplies: [
          QuickReply(code: "hello", title: "问候", text: "{taxpayer}您好，我是{agent}。", pinyin: "wh"),
          QuickReply(code: "wait", title: "稍等", text: "请稍等。", pinyin: "sd"),
        ]),
      me: Seat(agent: me, choice: .ready, since: start, isConnected: true),
      conversations: [detail("C1", "王*", accepted: 10), detail("C2", "刘*", accepted: 20)],
      floor: floor(["Q1", "Q2"], head: sequence), taxpayerURL: "")
  }

  static func floor(_ waiting: [ConversationID], head: Int64) -> FloorDigest {
    FloorDigest(
      at: start, head: position(head),
      groups: [
        GroupFigures(
          group: "invoice", name: Localised("发票", "Invoices"), waiting: waiting.count, talking: 2, readySeats: 1,
          seats: 1, freeSlots: 1)
      ],
      waiting: waiting.map {
        QueueLine(
          conversation: $0, group: "invoice", taxpayer: "陈*", enteredAt: start, priority: 0, isInFront: false,
          reason: "发票 \($0)")
      })
  }

  static func detail(
    _ id: ConversationID, _ name: String, accepted: Int, messages: Int = 2, stage: Conversation.Stage = .talking
  ) -> ConversationDetail {
    var conversation = Conversation(
      id: id, taxpayer: Taxpayer(id: TaxpayerID(id.rawValue), name: name), openedAt: start)
    conversation.stage = stage
    conversation.agent = me.reference
    conversation.acceptedAt = start.advanced(seconds: accepted)
    let all = (1...messages).map { message(id, $0, .taxpayer, "问题 \($0)") }
    conversation.lastNumber = messages
    conversation.agentReceipt = Receipt(delivered: messages, read: messages)
    return ConversationDetail(conversation: conversation, messages: all)
  }

  static func message(_ id: ConversationID, _ number: Int, _ side: Side, _ text: String, as name: String? = nil)
    -> Message
  {
    Message(
      id: MessageID(name ?? "\(id)-\(number)"), conversation: id, number: number, at: start,
      author: Author(side: side, name: "x", agent: side == .agent ? me.id : nil), body: .text(TextBody(text)))
  }

  static func event(_ sequence: Int64, _ body: EventBody) -> Action {
    .eventArrived(Event(position: position(sequence), at: start, body: body))
  }
}

extension Array<Effect> {
  /// The kinds of the requests among the effects.
  var requests: [OutgoingRequest.Kind] {
    sent.map(\.kind)
  }

  /// The requests among the effects.
  var sent: [OutgoingRequest] {
    compactMap { if case .send(let request) = $0 { request } else { nil } }
  }
}
