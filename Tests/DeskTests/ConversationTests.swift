import Desk
import Foundation
import Testing

struct ConversationTests {
  private let now = Timestamp(milliseconds: 1_795_000_000_000)
  private let agent = AgentReference(id: "zhang", name: "张敏")

  private func message(_ number: Int, _ side: Side, seconds: Int = 0) -> EventBody {
    .messagePosted(
      Message(
        id: MessageID("m\(number)"), conversation: "c1", number: number, at: now.advanced(seconds: seconds),
        author: Author(side: side, name: ""), body: .text(TextBody("第\(number)"))))
  }

  private func apply(_ bodies: [EventBody]) -> Conversation {
    var conversation = Conversation(id: "c1", taxpayer: Taxpayer(id: "t", name: "张*"), openedAt: now)
    for body in bodies { conversation.apply(body, at: now) }
    return conversation
  }

  private var accepted: EventBody { .accepted(Accepted(conversation: "c1", agent: agent, at: now)) }

  @Test("Who owes an answer: set by the first unanswered words, cleared by the agent's")
  func unanswered() {
    let asked = apply([
      accepted, message(1, .agent), message(2, .taxpayer, seconds: 5), message(3, .taxpayer, seconds: 9),
    ])
    #expect(asked.unansweredSince == now.advanced(seconds: 5))
    let answered = apply([accepted, message(1, .agent), message(2, .taxpayer), message(3, .agent, seconds: 9)])
    #expect(answered.unansweredSince == nil)
    #expect(answered.firstReplyAt == now)
  }

  @Test("Words sent are words read by whoever sent them, and receipts never go back")
  func receipts() {
    let conversation = apply([
      message(1, .taxpayer), accepted, message(2, .agent),
      .receiptAdvanced(ReceiptAdvance(conversation: "c1", side: .taxpayer, receipt: Receipt(delivered: 0, read: 0))),
    ])
    #expect(conversation.taxpayerReceipt == Receipt(delivered: 1, read: 1))
    #expect(conversation.agentReceipt == Receipt(delivered: 2, read: 2))
    #expect(
      Receipt(delivered: 1, read: 0).merged(with: Receipt(delivered: 0, read: 4)) == Receipt(delivered: 4, read: 4))
  }

  @Test("A hold told of again, after an answer that was faster, is counted once and ends no later one")
  func holdsRetold() {
    func held(_ since: Int?) -> EventBody {
      .held(Held(conversation: "c1", since: since.map { now.advanced(seconds: $0) }))
    }
    let told: [(EventBody, Int)] = [(held(10), 10), (held(nil), 14), (held(20), 20)]
    var conversation = apply([accepted])
    for (body, second) in told { conversation.apply(body, at: now.advanced(seconds: second)) }
    let faster = conversation
    for (body, second) in told { conversation.apply(body, at: now.advanced(seconds: second)) }
    #expect(conversation == faster)
    #expect(faster.heldSeconds == 4 && faster.heldSince == now.advanced(seconds: 20))
  }

  @Test("Events of other conversations and messages applied before change nothing")
  func foreign() {
    var conversation = apply([message(1, .taxpayer)])
    let before = conversation
    conversation.apply(message(1, .agent), at: now)
    conversation.apply(.accepted(Accepted(conversation: "c2", agent: agent, at: now)), at: now)
    conversation.apply(.officeChanged(OfficeChange(kind: "catalogue")), at: now)
    #expect(conversation == before)
  }

  @Test("A talk that is over is not put on hold by news from before its end")
  func lateHold() {
    let ended = EventBody.ended(Ended(conversation: "c1", reason: .byAgent, at: now))
    let late = apply([accepted, ended, .held(Held(conversation: "c1", since: now))])
    #expect(late.heldSince == nil)
    #expect(apply([accepted, .held(Held(conversation: "c1", since: now))]).heldSince == now)
  }

  @Test("A talk ends in wrap-up, everything else is closed")
  func ends() {
    let ended = EventBody.ended(Ended(conversation: "c1", reason: .byTaxpayer, at: now))
    #expect(apply([accepted, ended]).stage == .wrapUp)
    #expect(apply([ended]).stage == .closed)
    #expect(apply([ended]).closedAt == now)
  }

  @Test("Being taken told once more, after an answer that was faster than the stream, leaves what was answered since")
  func acceptedTwice() {
    #expect(apply([accepted, message(1, .agent), accepted]).unansweredSince == nil)
    #expect(apply([accepted]).unansweredSince == now)
  }

  @Test("The end told once more, after an answer that was faster than the stream, does not close the wrap-up")
  func endedTwice() {
    let ended = EventBody.ended(Ended(conversation: "c1", reason: .byAgent, at: now))
    #expect(apply([accepted, ended, ended]).stage == .wrapUp)
  }

  @Test("Who waits again is with nobody, and is in front of all who came the same day")
  func requeued() {
    func entry(_ seconds: Int, priority: Int, front: Bool = false) -> QueueEntry {
      QueueEntry(
        group: "g", enteredAt: now.advanced(seconds: seconds), priority: priority, isInFront: front, reason: "",
        ageingPerPrioritySeconds: 120)
    }
    let again = apply([accepted, .queued(Queued(conversation: "c1", entry: entry(0, priority: 0, front: true)))])
    #expect(again.stage == .waiting)
    #expect(again.agent == nil && again.acceptedAt == nil)
    #expect(entry(3600, priority: 0, front: true).rank < entry(0, priority: 9).rank)
    // One step of priority is worth two minutes, so low priority ages past it.
    #expect(entry(100, priority: 1).rank < entry(0, priority: 0).rank)
    #expect(entry(130, priority: 1).rank > entry(0, priority: 0).rank)
  }

  @Test("Every kind of event comes back from JSON")
  func json() throws {
    let bodies: [EventBody] = [
      .conversationOpened(apply([message(1, .taxpayer)])), message(1, .agent), accepted,
      .receiptAdvanced(ReceiptAdvance(conversation: "c1", side: .agent, receipt: Receipt(delivered: 2, read: 1))),
      .ended(Ended(conversation: "c1", reason: .idle, at: now)),
      .wrappedUp(WrappedUp(conversation: "c1", wrapUp: WrapUp(code: nil, summary: "", at: now))),
      .rated(Rated(conversation: "c1", rating: Rating(stars: 5))),
      .taxpayerPresence(TaxpayerPresence(conversation: "c1", isPresent: false)),
      .articleVoted(ArticleVote(conversation: "c1", message: "m", article: "K1", isUseful: true)),
      .messagePosted(
        Message(
          id: "m2", conversation: "c1", number: 2, at: now, author: .system,
          body: .image(
            ImageCard(
              ImageReference(id: "i1", mediaType: "image/png", width: 2, height: 1, size: 9, name: "截图.png"),
              words: "看")))),
      .held(Held(conversation: "c1", since: now)),
      .noted(
        Noted(
          conversation: "c1",
          note: StaffNote(at: now, author: AgentReference(id: "zhang", name: "张敏"), text: "要核实"))),
      .linkOpened(
        LinkOpened(conversation: "c1", code: "L1", opening: LinkOpening(number: 2, count: 1, at: now))),
      .messagePosted(
        Message(
          id: "m3", conversation: "c1", number: 3, at: now, author: .system,
          body: .invitation(InvitationCard("i1", kind: .remoteAssist)))),
      .invitationChanged(
        InvitationChange(
          conversation: "c1",
          invitation: Invitation(
            id: "i1", kind: .remoteAssist, proposedBy: .agent, number: 3, at: now, due: now, usesRoom: true))),
      .seatChanged(
        Seat(agent: Agent(id: "zhang", name: "张敏", role: .agent, groups: ["g"], slots: 5), since: now)),
      .officeChanged(OfficeChange(kind: "knowledge")),
    ]
    for (index, body) in bodies.enumerated() {
      let event = Event(position: EventPosition(epoch: 7, sequence: Int64(index + 1)), at: now, body: body)
      let data = try JSONEncoder().encode(event)
      #expect(try JSONDecoder().decode(Event.self, from: data) == event)
    }
  }

  @Test("A hold told by an answer and then again by the stream is counted once")
  func holdTwice() {
    var conversation = Conversation(id: "c1", taxpayer: Taxpayer(id: "t", name: "张*"), openedAt: now)
    conversation.stage = .talking
    let events: [(Timestamp, Timestamp?)] = [
      (now, now), (now.advanced(seconds: 9), nil), (now.advanced(seconds: 20), now.advanced(seconds: 20)),
    ]
    for (at, since) in events + events {
      conversation.apply(.held(Held(conversation: "c1", since: since)), at: at)
    }
    #expect(conversation.heldSeconds == 9 && conversation.heldSince == now.advanced(seconds: 20))
  }

  @Test(
    "A position is read only when it is one", arguments: ["", "1", "1.", ".1", "1.2.3", "-1.2", "1.-2", "a.b", "1.2 "])
  func badPositions(_ text: String) {
    #expect(EventPosition(text) == nil)
    #expect(EventPosition("12.345") == EventPosition(epoch: 12, sequence: 345))
  }
}
