import Desk
import Testing

@testable import Histories

@Suite("What readers were told, beside the log")
struct ReaderAuditTests {
  private static let at = Timestamp(milliseconds: 0)
  private static let agent = AgentReference(id: "a", name: "李华")

  private static func position(_ sequence: Int64) -> EventPosition { EventPosition(epoch: 1, sequence: sequence) }

  private static func message(_ number: Int, _ text: String = "您好") -> EventBody {
    .messagePosted(
      Message(
        id: MessageID("m\(number)"), conversation: "c", number: number, at: at,
        author: Author(side: .taxpayer, name: "张*"), body: .text(TextBody(text))))
  }

  private static func event(_ sequence: Int64, _ body: EventBody) -> Event {
    Event(position: position(sequence), at: at, body: body)
  }

  /// One conversation of t's, opened, accepted by a, and four messages in it; written up, and one more.
  private static let log: [Event] = {
    let opened = Conversation(id: "c", taxpayer: Taxpayer(id: "t", name: "张*"), openedAt: at)
    let wrapped = WrappedUp(conversation: "c", wrapUp: WrapUp(code: nil, summary: "", at: at))
    let bodies: [EventBody] =
      [.conversationOpened(opened), .accepted(Accepted(conversation: "c", agent: agent, at: at))]
      + (1...4).map { message($0) } + [.wrappedUp(wrapped), message(5)]
    return bodies.enumerated().map { event(Int64($0.offset) + 1, $0.element) }
  }()

  /// Told these events of the log, then that it goes up to `head`.
  private func promises(
    _ reader: Reading.Reader, _ told: [Int64], start: Int64 = 1, head: Int64? = nil, settled: Int64? = nil
  ) -> [Breach.Promise] {
    var items = told.map { Reading.Item.event(Reading.Told(Self.log[Int($0) - 1])) }
    if let head { items.append(.head(Self.position(head))) }
    return promises(reader, items, start: start, settled: settled)
  }

  private func promises(
    _ reader: Reading.Reader, _ items: [Reading.Item], start: Int64 = 1, settled: Int64? = nil
  ) -> [Breach.Promise] {
    let piece = Reading.Piece(start: Self.position(start), items)
    return ReaderAudit.breaches(
      in: Self.log, of: [Reading(reader, pieces: [piece])], settled: settled.map(Self.position)
    ).map(\.promise)
  }

  @Test("Told everything in order, and not", arguments: [Reading.Reader.agent("a"), .taxpayer("t")])
  func order(reader: Reading.Reader) {
    #expect(promises(reader, [2, 3, 4, 5, 6]).isEmpty)
    #expect(promises(reader, [4, 5, 6], start: 3).isEmpty)
    #expect(promises(reader, [2, 3, 5, 6]) == [.gap])
    #expect(promises(reader, [2, 3, 3, 4, 5, 6]) == [.order])
    #expect(promises(reader, [2, 4, 3, 5, 6]) == [.order])
  }

  @Test("A stream whose heads go on past what it never told", arguments: [Reading.Reader.agent("a"), .taxpayer("t")])
  func heads(reader: Reading.Reader) {
    #expect(promises(reader, [2, 3]).isEmpty, "what came last may have been on its way")
    #expect(promises(reader, [2, 3], head: 3).isEmpty)
    #expect(promises(reader, [2, 3], head: 5) == [.gap, .gap])
    let isTaxpayer = reader == .taxpayer("t")
    #expect(promises(reader, [2, 3, 4, 5, 6], head: 7) == (isTaxpayer ? [] : [.gap]), "what staff write is for staff")
    #expect(promises(reader, [2, 3, 4, 5, 6], head: 9).contains(.phantom), "a head beyond the log's")
    let late = [4, 5].map { Reading.Item.event(Reading.Told(Self.log[$0 - 1])) }
    #expect(promises(reader, [late[0], .head(Self.position(5)), late[1]], start: 3) == [.order], "told after the head")
  }

  @Test("A stream that tells nothing more, although all have had time", arguments: [Int64(3), 6])
  func silence(settled: Int64) {
    #expect(promises(.agent("a"), [2, 3, 4, 5, 6], settled: settled).isEmpty)
    #expect(promises(.agent("a"), [2], head: 2, settled: settled) == [.gap])
    let absent = ReaderAudit.breaches(
      in: Self.log, of: [Reading(.taxpayer("t"))], settled: Self.position(settled))
    #expect(absent.map(\.promise) == [.gap], "took no snapshot")
  }

  @Test("An event that is not in the log, as of a commit lost in a fail-over")
  func phantom() {
    let lost = Reading.Item.event(Reading.Told(Self.event(9, Self.message(6))))
    #expect(promises(.agent("a"), [lost], start: 7) == [.phantom])
    #expect(promises(.taxpayer("t"), [lost], start: 8) == [.phantom])
  }

  @Test("The right position with another content")
  func content() {
    let other = Reading.Item.event(Reading.Told(Self.event(6, Self.message(4, "再见"))))
    #expect(promises(.taxpayer("t"), [other], start: 5) == [.altered])
  }

  @Test("An event told to somebody it does not concern")
  func disclosed() {
    #expect(promises(.agent("b"), [3], start: 2) == [.disclosed], "a colleague's conversation")
    #expect(promises(.taxpayer("u"), [3], start: 2) == [.disclosed], "somebody else's conversation")
    #expect(promises(.taxpayer("t"), [7], start: 6) == [.disclosed], "what staff write about them")
    #expect(promises(.agent("a"), [8], start: 7).isEmpty, "it was theirs")
    #expect(promises(.agent("a"), [], start: 7, head: 8).isEmpty, "they have done with it")
  }
}
