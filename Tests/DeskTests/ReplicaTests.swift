import Desk
import Testing

struct ReplicaTests {
  private static let now = Timestamp(milliseconds: 1_795_000_000_000)
  private static let me = Agent(id: "zhang", name: "张敏", role: .agent, groups: ["g"], slots: 5)

  private static func message(_ number: Int) -> Message {
    Message(
      id: MessageID("m\(number)"), conversation: "c1", number: number, at: now,
      author: Author(side: .taxpayer, name: "张*"), body: .text(TextBody("第\(number)")))
  }

  /// The talk `c1` with `numbers` of its messages at hand.
  private static func detail(_ numbers: ClosedRange<Int>) -> ConversationDetail {
    var conversation = Conversation(id: "c1", taxpayer: Taxpayer(id: "t", name: "张*"), openedAt: now)
    conversation.apply(.accepted(Accepted(conversation: "c1", agent: me.reference, at: now)), at: now)
    for number in 1...numbers.upperBound { conversation.apply(.messagePosted(message(number)), at: now) }
    return ConversationDetail(conversation: conversation, messages: numbers.map(message))
  }

  private static func replica(_ details: [ConversationDetail]) -> Replica {
    let head = EventPosition(epoch: 1, sequence: 10)
    return Replica(
      StaffSnapshot(
        position: head, at: now,
        office: Office(id: "hd", name: Localised("示范", "Sample"), region: "", calendar: WorkingCalendar(weekly: [:])),
        catalogue: Catalogue(), me: Seat(agent: me, since: now), conversations: details,
        floor: FloorDigest(at: now, head: head), taxpayerURL: ""))
  }

  private static func event(_ sequence: Int64, _ body: EventBody, epoch: Int64 = 1) -> Event {
    Event(position: EventPosition(epoch: epoch, sequence: sequence), at: now, body: body)
  }

  @Test("An event is applied once; an older one or one of another epoch is not")
  func once() {
    var replica = Self.replica([Self.detail(1...2)])
    let event = Self.event(11, .messagePosted(Self.message(3)))
    #expect(replica.apply(event).isEmpty)
    #expect(replica.apply(event).isEmpty)
    #expect(replica.conversations["c1"]?.messages.map(\.number) == [1, 2, 3])
    #expect(replica.apply(Self.event(12, .messagePosted(Self.message(4)), epoch: 2)) == [.snapshot])
    #expect(replica.position == EventPosition(epoch: 1, sequence: 11))
  }

  @Test("A message that leaves a gap asks for the conversation, and what is fetched closes it")
  func gap() {
    var replica = Self.replica([Self.detail(1...2)])
    #expect(replica.apply(Self.event(11, .messagePosted(Self.message(5)))) == [.conversation("c1")])
    #expect(replica.conversations["c1"]?.messages.map(\.number) == [1, 2])
    replica.merge(Self.detail(1...5))
    #expect(replica.conversations["c1"]?.messages.map(\.number) == [1, 2, 3, 4, 5])
  }

  @Test("An answer that comes after the conversation has left does not bring it back; taken again, it is back")
  func overtaken() {
    var replica = Self.replica([Self.detail(1...2)])
    let late = Self.detail(1...2)
    let wrapUp = WrapUp(code: nil, summary: "", at: Self.now)
    #expect(replica.apply(Self.event(11, .wrappedUp(WrappedUp(conversation: "c1", wrapUp: wrapUp)))).isEmpty)
    replica.merge(late)
    #expect(replica.conversations.isEmpty)
    replica.merge(Self.detail(1...3))
    #expect(replica.conversations["c1"]?.messages.map(\.number) == [1, 2, 3])
  }

  @Test("A conversation that left and was taken again while answers ran ahead of the stream is here")
  func aheadOfStream() {
    var replica = Self.replica([Self.detail(1...2)])
    // The answer to what was written meanwhile knows messages up to 5; the stream has yet to tell that the talk left and came back.
    replica.merge(Self.detail(1...5))
    let entry = QueueEntry(
      group: "g", enteredAt: Self.now, priority: 0, isInFront: true, reason: "", ageingPerPrioritySeconds: 60)
    _ = replica.apply(Self.event(11, .queued(Queued(conversation: "c1", entry: entry))))
    #expect(replica.conversations.isEmpty)
    let accepted = Accepted(conversation: "c1", agent: Self.me.reference, at: Self.now)
    #expect(replica.apply(Self.event(12, .accepted(accepted))) == [.conversation("c1")])
    for number in 3...5 { _ = replica.apply(Self.event(Int64(10 + number), .messagePosted(Self.message(number)))) }
    replica.merge(Self.detail(1...5))
    #expect(replica.conversations["c1"]?.messages.map(\.number) == [1, 2, 3, 4, 5])
  }

  @Test("What was told of a conversation before its older answer came is not forgotten")
  func awaited() {
    var replica = Self.replica([])
    let accepted = Accepted(conversation: "c1", agent: Self.me.reference, at: Self.now)
    #expect(replica.apply(Self.event(11, .accepted(accepted))) == [.conversation("c1")])
    let gone = TaxpayerPresence(conversation: "c1", isPresent: false)
    #expect(replica.apply(Self.event(12, .taxpayerPresence(gone))).isEmpty)
    var answer = Self.detail(1...2)
    answer.conversation.stage = .talking
    replica.merge(answer)
    #expect(replica.conversations["c1"]?.conversation.isTaxpayerPresent == false)
  }

  @Test("What is fetched and does not meet what is here replaces it, so that no gap hides in between")
  func apart() {
    var replica = Self.replica([Self.detail(1...3)])
    replica.merge(Self.detail(50...60))
    #expect(replica.conversations["c1"]?.messages.map(\.number) == Array(50...60))
    #expect(replica.conversations["c1"]?.conversation.lastNumber == 60)
    // Earlier ones that meet the first are joined.
    replica.merge(Self.detail(40...50))
    #expect(replica.conversations["c1"]?.messages.map(\.number) == Array(40...60))
    #expect(replica.conversations["c1"]?.conversation.lastNumber == 60)
  }

  @Test("A slow answer does not undo what events told since")
  func slowAnswer() {
    let slow = Self.detail(1...3)
    var replica = Self.replica([slow])
    let away = EventBody.taxpayerPresence(TaxpayerPresence(conversation: "c1", isPresent: false))
    #expect(replica.apply(Self.event(11, away)).isEmpty)
    replica.merge(slow)
    #expect(replica.conversations["c1"]?.conversation.isTaxpayerPresent == false)
  }

  @Test("A conversation taken at another console of mine is asked for; one that is lost or closed goes")
  func comesAndGoes() {
    var replica = Self.replica([])
    let accepted = EventBody.accepted(Accepted(conversation: "c1", agent: Self.me.reference, at: Self.now))
    #expect(replica.apply(Self.event(11, accepted)) == [.conversation("c1")])
    replica.merge(Self.detail(1...2))
    let entry = QueueEntry(
      group: "g", enteredAt: Self.now, priority: 0, isInFront: true, reason: "", ageingPerPrioritySeconds: 0)
    #expect(replica.apply(Self.event(12, .queued(Queued(conversation: "c1", entry: entry)))).isEmpty)
    #expect(replica.conversations.isEmpty)
    let colleague = AgentReference(id: "li", name: "李华")
    let other = EventBody.accepted(Accepted(conversation: "c1", agent: colleague, at: Self.now))
    #expect(replica.apply(Self.event(13, other)).isEmpty)
    #expect(replica.apply(Self.event(14, .officeChanged(OfficeChange(kind: "catalogue")))) == [.snapshot])
    #expect(
      replica.apply(Self.event(15, .officeChanged(OfficeChange(kind: "thresholds")))) == [],
      "what is watched stands in no snapshot")
  }

  @Test("A heartbeat moves the position forward only, and an older digest changes nothing")
  func heartbeat() {
    var replica = Self.replica([])
    replica.reach(EventPosition(epoch: 1, sequence: 20))
    replica.reach(EventPosition(epoch: 1, sequence: 15))
    replica.reach(EventPosition(epoch: 2, sequence: 99))
    #expect(replica.position == EventPosition(epoch: 1, sequence: 20))
    replica.apply(FloorDigest(at: Self.now.advanced(seconds: -1), head: replica.position, seats: []))
    #expect(replica.floor.at == Self.now)
  }
}
