import Desk
import NIOCore
import Testing

@testable import Server

@Suite(.onEveryEngine) struct FloorTests {
  private let now = Timestamp(milliseconds: 1_800_000_000_000)
  private let zhang = Agent(id: "zhang", name: "张敏", role: .agent, groups: ["g"], slots: 2)

  private func state(seats: [Seat] = []) -> OfficeState {
    OfficeState(
      office: Office(id: "o", name: Localised("厅", "Hall"), region: "", calendar: WorkingCalendar(weekly: [:])),
      catalogue: Catalogue(groups: [SkillGroup(id: "g", name: Localised("组", "Group"))]), seats: seats,
      conversations: [])
  }

  private func seat(_ choice: Presence) -> Seat { Seat(agent: zhang, choice: choice, since: now, isConnected: true) }

  /// Applies bodies as the log would hold them; gives the last one's audience.
  @discardableResult
  private func apply(_ bodies: [EventBody], to state: inout OfficeState, at moment: Timestamp? = nil) -> Audience {
    var audience = Audience.nobody
    for (index, body) in bodies.enumerated() {
      let event = Event(
        position: EventPosition(epoch: 1, sequence: Int64(index + 1)), at: moment ?? now, body: body)
      audience = state.apply(event).audience
    }
    return audience
  }

  private func opened(_ id: ConversationID, by taxpayer: TaxpayerID) -> EventBody {
    .conversationOpened(Conversation(id: id, taxpayer: Taxpayer(id: taxpayer, name: "张*"), openedAt: now))
  }

  private func queued(_ id: ConversationID, after seconds: Int = 0, inFront: Bool = false) -> EventBody {
    .queued(
      Queued(
        conversation: id,
        entry: QueueEntry(
          group: "g", enteredAt: now.advanced(seconds: seconds), priority: 0, isInFront: inFront, reason: "r",
          ageingPerPrioritySeconds: 120)))
  }

  private func accepted(_ id: ConversationID) -> EventBody {
    .accepted(Accepted(conversation: id, agent: zhang.reference, at: now))
  }

  @Test func notesAreForStaffAlone() {
    var state = state()
    let note = StaffNote(at: now, author: zhang.reference, text: "悄悄话")
    let audience = apply(
      [opened("c1", by: "t1"), queued("c1"), accepted("c1"), .noted(Noted(conversation: "c1", note: note))], to: &state)
    #expect(audience.includes(.staff("zhang")))
    #expect(!audience.includes(.visitor("t1")) && !audience.includes(.staff("li")))
  }

  @Test func figuresFollowEvents() {
    var state = state(seats: [seat(.ready)])
    apply([opened("c1", by: "t1"), queued("c1"), opened("c2", by: "t2"), queued("c2", after: 5)], to: &state)
    var group = state.digest(at: now, head: EventPosition(epoch: 1, sequence: 4)).groups[0]
    #expect(group.waiting == 2 && group.freeSlots == 2 && group.readySeats == 1 && group.longestWaitSince == now)
    apply([accepted("c1")], to: &state)
    let digest = state.digest(at: now, head: EventPosition(epoch: 1, sequence: 5))
    group = digest.groups[0]
    #expect(group.waiting == 1 && group.talking == 1 && group.freeSlots == 1)
    #expect(digest.seats.first?.load == 1)
    #expect(digest.waiting.map(\.conversation) == ["c2"])
  }

  @Test func aSeatThatIsBusyOrAwayHasNoFreeSlots() {
    let busy = state(seats: [seat(.busy)]).digest(at: now, head: EventPosition(epoch: 1, sequence: 1)).groups[0]
    #expect(busy.seats == 1 && busy.readySeats == 0 && busy.freeSlots == 0 && busy.expectedWaitSeconds == nil)
    var lost = seat(.ready)
    lost.awaySince = now
    var empty = state(seats: [seat(.signedOut)])
    apply([opened("c1", by: "t1"), queued("c1")], to: &empty)
    #expect(empty.standings(at: now)["t1"]?.isUnstaffed == true, "who waits is told that nobody is there")
    let away = state(seats: [lost]).digest(at: now, head: EventPosition(epoch: 1, sequence: 1)).groups[0]
    #expect(away.seats == 1 && away.readySeats == 0 && away.freeSlots == 0 && away.expectedWaitSeconds == nil)
  }

  @Test func whoeverLostASeatStandsInFront() {
    var state = state(seats: [seat(.ready)])
    apply(
      [opened("c1", by: "t1"), queued("c1"), opened("c2", by: "t2"), queued("c2", after: 60, inFront: true)], to: &state
    )
    let standings = state.standings(at: now.advanced(seconds: 90))
    #expect(standings["t2"]?.position == 1 && standings["t1"]?.position == 2)
    #expect(standings["t1"]?.waitedSeconds == 90 && standings["t1"]?.isUnstaffed == nil)
  }

  @Test func theWaitExpectedFollowsHowLongTalksTook() {
    var state = state(seats: [seat(.ready)])
    let before = state.digest(at: now, head: EventPosition(epoch: 1, sequence: 1)).groups[0].expectedWaitSeconds
    for number in 1...30 {
      let id = ConversationID("c\(number)")
      apply([opened(id, by: "t1"), queued(id), accepted(id)], to: &state)
      apply([.ended(Ended(conversation: id, reason: .byAgent, at: now.advanced(seconds: 1_200)))], to: &state)
      apply([.wrappedUp(WrappedUp(conversation: id, wrapUp: WrapUp(code: nil, summary: "", at: now)))], to: &state)
    }
    apply(
      [opened("x", by: "t1"), queued("x"), accepted("x"), opened("y", by: "t2"), queued("y"), accepted("y")], to: &state
    )
    let after = state.digest(at: now, head: EventPosition(epoch: 1, sequence: 1)).groups[0].expectedWaitSeconds
    #expect(before == 10)
    #expect((after ?? 0) > 500, "one ahead in two slots of twenty minutes")
  }

  @Test func anEventReachesItsTaxpayerAndWhoHasTheTalkOnly() {
    var state = state(seats: [seat(.ready)])
    let message = Message(
      id: "m", conversation: "c1", number: 1, at: now, author: Author(side: .taxpayer, name: "张*"),
      body: .text(TextBody("x")))
    let alone = apply([opened("c1", by: "t1"), .messagePosted(message)], to: &state)
    #expect(alone == Audience(staff: .none, taxpayer: "t1", watched: "c1"))
    #expect(apply([queued("c1"), accepted("c1"), .messagePosted(message)], to: &state).staff == .some(["zhang"]))
    let lost = apply([queued("c1", inFront: true)], to: &state)
    #expect(lost == Audience(staff: .some(["zhang"]), taxpayer: "t1", watched: "c1"), "who loses it is told")
    #expect(apply([.messagePosted(message)], to: &state).staff == .none)
  }

  @Test func whatStaffWriteStaysWithStaff() {
    var state = state()
    let wrapUp = WrappedUp(conversation: "c1", wrapUp: WrapUp(code: "x", summary: "s", at: now))
    apply([opened("c1", by: "t1"), queued("c1"), accepted("c1")], to: &state)
    apply([.ended(Ended(conversation: "c1", reason: .byAgent, at: now))], to: &state)
    let audience = apply([.wrappedUp(wrapUp)], to: &state)
    #expect(audience == Audience(staff: .some(["zhang"]), taxpayer: nil, watched: "c1"))
    #expect(!audience.includes(.visitor("t1")))
    let rated = apply([.rated(Rated(conversation: "c1", rating: Rating(stars: 5)))], to: &state)
    #expect(rated.includes(.visitor("t1")), "known after it is closed")
    #expect(apply([.seatChanged(seat(.busy))], to: &state) == Audience(staff: .some(["zhang"]), taxpayer: nil))
  }

  @Test func theLogsTailKnowsWhoHadATalkAtEachMoment() throws {
    func event(_ sequence: Int64, _ body: EventBody) -> Event {
      Event(position: EventPosition(epoch: 1, sequence: sequence), at: now, body: body)
    }
    var row = Conversation(id: "c1", taxpayer: Taxpayer(id: "t1", name: "张*"), openedAt: now)
    row.stage = .talking
    row.agent = AgentReference(id: "li", name: "李华")
    let presence = EventBody.taxpayerPresence(TaxpayerPresence(conversation: "c1", isPresent: true))
    let entries = LogTail.entries([
      event(1, presence), event(2, queued("c1", inFront: true)), event(3, presence), event(4, accepted("c1")),
      event(5, presence),
    ]) { _ in row }
    #expect(entries.map(\.audience.staff) == [.none, .all, .none, .some(["zhang"]), .some(["zhang"])])
    #expect(entries.allSatisfy { $0.audience.taxpayer == "t1" })
  }

  @Test func theLogsTailTellsWhoJoinedUpToTheEnd() {
    func event(_ sequence: Int64, _ body: EventBody) -> Event {
      Event(position: EventPosition(epoch: 1, sequence: sequence), at: now, body: body)
    }
    var row = Conversation(id: "c1", taxpayer: Taxpayer(id: "t1", name: "张*"), openedAt: now)
    row.stage = .wrapUp
    row.agent = AgentReference(id: "zhang", name: "张敏")
    let wang = AgentReference(id: "wang", name: "王强")
    // Joined long before the tail.
    let entries = LogTail.entries([
      event(1, .taxpayerPresence(TaxpayerPresence(conversation: "c1", isPresent: true))),
      event(2, .ended(Ended(conversation: "c1", reason: .byAgent, at: now))),
      event(3, .joined(Joined(conversation: "c1", supervisor: wang, since: nil))),
      event(4, .wrappedUp(WrappedUp(conversation: "c1", wrapUp: WrapUp(code: nil, summary: "", at: now)))),
    ]) { _ in row }
    #expect(entries.map { $0.audience.includes(.supervisor("wang")) } == [true, true, true, false])
    #expect(entries.map { $0.audience.includes(.visitor("t1")) } == [true, true, false, false])
  }

  private func entry(_ sequence: Int64, bytes: Int) -> EventRing.Entry {
    EventRing.Entry(
      sequence: sequence, audience: Audience(staff: .all, taxpayer: nil),
      record: ByteBuffer(repeating: 0, count: bytes))
  }

  @Test func aRingHoldsNoMoreBytesThanItMay() {
    var ring = EventRing(entries: 10_000, bytes: 100_000)
    for sequence in 1...5_000 { ring.append(entry(Int64(sequence), bytes: 4_096)) }
    #expect((1...24).contains(ring.count))
    #expect(ring.records(after: 4_999, head: 5_000, for: .staff("a"))?.count == 1)
    #expect(ring.records(after: Int64(5_000 - ring.count), head: 5_000, for: .staff("a"))?.count == ring.count)
    #expect(ring.records(after: 4_000, head: 5_000, for: .staff("a")) == nil)
    ring.append(entry(5_001, bytes: 200_000))
    #expect(ring.count == 1, "the last one stays, however long")
  }

  @Test func aRingGivesWhatCameAfterOrSaysThatItCannot() {
    var ring = EventRing(entries: 3, bytes: .max)
    for sequence in 1...5 {
      ring.append(entry(Int64(sequence), bytes: 1))
    }
    #expect(ring.records(after: 2, head: 5, for: .staff("a"))?.count == 3)
    #expect(ring.records(after: 4, head: 5, for: .staff("a"))?.count == 1)
    #expect(ring.records(after: 5, head: 5, for: .staff("a"))?.isEmpty == true)
    #expect(ring.records(after: 1, head: 5, for: .staff("a")) == nil)
    #expect(ring.records(after: 2, head: 5, for: .visitor("t"))?.isEmpty == true)
  }
}
