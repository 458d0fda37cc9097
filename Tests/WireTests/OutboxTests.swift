import Desk
import Testing

@testable import Wire

@Suite("What was written is sent once, in order")
struct OutboxTests {
  private func item(_ id: String, in conversation: String = "C1") -> OutboxItem {
    OutboxItem(
      conversation: ConversationID(conversation), draft: MessageDraft(id: MessageID(id), text: "第 \(id) 条"),
      at: Timestamp(milliseconds: 0))
  }

  private func ids(_ items: [OutboxItem]) -> [String] { items.map(\.draft.id.rawValue) }

  @Test("One at a time in a conversation, conversations beside each other")
  func order() {
    var outbox = Outbox([.queued(item("a")), .queued(item("b")), .queued(item("x", in: "C2"))])
    #expect(ids(outbox.due(now: 0)) == ["a", "x"])
    #expect(ids(outbox.due(now: 0)).isEmpty)
    outbox.apply(.delivered("a"))
    #expect(ids(outbox.due(now: 0)) == ["b"])
  }

  @Test("A failure that may pass is tried again, later, before anything behind it")
  func retries() throws {
    var outbox = Outbox([.queued(item("a")), .queued(item("b"))])
    _ = outbox.due(now: 0)
    #expect(outbox.failed("a", .unreachable(reason: "reset"), now: 100, chance: 0.5) == nil)
    #expect(ids(outbox.due(now: 100)).isEmpty)
    let deadline = try #require(outbox.deadline)
    #expect(ids(outbox.due(now: deadline)) == ["a"])
    #expect(outbox.failed("a", .unexpected(status: 503, retryAfter: 9), now: 1_000, chance: 0) == nil)
    #expect(outbox.deadline.map { $0 >= 10_000 } == true)
    outbox.hurry(now: 2_000)
    #expect(ids(outbox.due(now: 2_000)) == ["a"])
  }

  @Test("A refusal is for good and stays to be seen; what follows goes on")
  func refusals() throws {
    var outbox = Outbox([.queued(item("a")), .queued(item("b"))])
    _ = outbox.due(now: 0)
    let record = outbox.failed("a", .refused(Problem(.tooLarge)), now: 0, chance: 0)
    outbox.apply(try #require(record))
    #expect(outbox.entries[0].standing == .refused(Problem(.tooLarge)))
    #expect(ids(outbox.due(now: 0)) == ["b"])
    outbox.apply(.delivered("b"))
    #expect(Outbox(outbox.records).entries.map(\.standing) == [.refused(Problem(.tooLarge))])
    outbox.apply(.retried("a"))
    #expect(ids(outbox.due(now: 0)) == ["a"])
    outbox.apply(.discarded("a"))
    #expect(outbox.entries.isEmpty)
  }

  @Test("A request of which a part was lost on its way is sent again; one that nobody can read is refused in the end")
  func unread() throws {
    var outbox = Outbox([.queued(item("a"))])
    for attempt in 1...5 {
      _ = outbox.due(now: .max)
      #expect(outbox.failed("a", .unexpected(status: 400, retryAfter: nil), now: 0, chance: 0) == nil, "\(attempt)")
    }
    _ = outbox.due(now: .max)
    let refusal = outbox.failed("a", .unexpected(status: 400, retryAfter: nil), now: 0, chance: 0)
    outbox.apply(try #require(refusal))
    #expect(outbox.due(now: .max).isEmpty)
    // Whoever wants it sent again gets as many tries.
    outbox.apply(.retried("a"))
    _ = outbox.due(now: .max)
    #expect(outbox.failed("a", .unexpected(status: 400, retryAfter: nil), now: 0, chance: 0) == nil)
    // A backend's own refusal is for good.
    _ = outbox.due(now: .max)
    #expect(outbox.failed("a", .refused(Problem(.badRequest)), now: 0, chance: 0) != nil)
  }

  @Test("A session that ended does not cost the message")
  func signedOut() {
    var outbox = Outbox([.queued(item("a"))])
    _ = outbox.due(now: 0)
    #expect(outbox.failed("a", .refused(Problem(.tokenExpired)), now: 0, chance: 0) == nil)
    #expect(outbox.entries[0].standing == .queued)
  }

  @Test("A message that came back as an event needs no answer")
  func seenAsEvent() throws {
    var outbox = Outbox([.queued(item("a"))])
    _ = outbox.due(now: 0)
    outbox.apply(try #require(outbox.delivery(of: "a")))
    #expect(outbox.delivery(of: "a") == nil)
    #expect(outbox.failed("a", .unreachable(reason: "too late"), now: 0, chance: 0) == nil)
    #expect(outbox.entries.isEmpty)
  }

  @Test("Requests after a restart are the same to the byte")
  func restart() throws {
    let bytes = try OutboxJournal.line(.queued(item("a"))) + OutboxJournal.line(.queued(item("b")))
    var before = Outbox(OutboxJournal.read(bytes).records)
    var after = Outbox(OutboxJournal.read(bytes).records)
    #expect(before.due(now: 0).map(\.endpoint.request) == after.due(now: 5).map(\.endpoint.request))
  }
}
