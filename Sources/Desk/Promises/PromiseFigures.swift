/// How much is promised and how much of it is late, for the digest; counted up to `PromiseFigures.most`.
public struct PromiseFigures: Hashable, Codable, Sendable {
  /// Messages left that wait for an answer.
  public var messages: Int
  /// Those that are late.
  public var lateMessages: Int
  /// Tickets that are open.
  public var tickets: Int
  /// Those that are late.
  public var lateTickets: Int

  /// Figures from their parts.
  public init(messages: Int, lateMessages: Int, tickets: Int, lateTickets: Int) {
    self.messages = messages
    self.lateMessages = lateMessages
    self.tickets = tickets
    self.lateTickets = lateTickets
  }

  /// More than this are not counted, so that counting takes as long whatever there is.
  public static let most = 1_000
}
