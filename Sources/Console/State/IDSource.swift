import Desk

/// Counts out ids under a prefix that the runtime draws once per start; reducers stay free of chance.
public struct IDSource: Hashable, Sendable {
  /// Letters and digits; unlike that of any other start.
  public var prefix: String
  /// Ids given so far.
  public private(set) var count: Int

  /// A source that has given none.
  public init(prefix: String) {
    self.prefix = prefix
    count = 0
  }

  /// The next request's id.
  public mutating func nextRequest() -> RequestID { RequestID(next()) }

  /// The next message's id.
  public mutating func nextMessage() -> MessageID { MessageID(next()) }

  private mutating func next() -> String {
    count += 1
    return "\(prefix)-\(count)"
  }
}
