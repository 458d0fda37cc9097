import Wire

/// Names an exchange under way.
public struct TransferID: Hashable, Sendable {
  let number: UInt64
}

/// What became of an exchange.
public enum TransferEvent: Hashable, Sendable {
  /// A stream's head has come; the body follows.
  case opened(TransferID, WireResponse)
  /// More of a stream's body.
  case received(TransferID, [UInt8])
  /// So much of a large body is on its way, 0–1; told as it moves on.
  case sent(TransferID, Double)
  /// The exchange is over: the answer whole, or a stream's end with an empty body.
  case finished(TransferID, WireResponse)
  /// The exchange failed.
  case failed(TransferID, TransferFailure)
}

/// Why an exchange failed before an answer was whole.
public struct TransferFailure: Error, Hashable, Sendable {
  /// What went wrong.
  public enum Kind: Hashable, Sendable {
    /// The host's name is unknown.
    case resolve
    /// Nobody listens there, or the way is shut.
    case connect
    /// The other side could not prove who it is.
    case tls
    /// It took too long, or a stream fell silent.
    case timeout
    /// The answer was longer than is taken.
    case tooLarge
    /// The connection ended in mid-answer.
    case closed
    /// The address is not an http or https one.
    case address
    /// The name leads to a private, local or reserved network, and the exchange was for the internet alone.
    case refused
    /// Anything else.
    case other
  }

  /// What went wrong.
  public var kind: Kind
  /// libcurl's own words, for logs.
  public var message: String

  /// A failure from its parts.
  public init(kind: Kind, message: String) {
    self.kind = kind
    self.message = message
  }
}

/// A descriptor to wait on beside the exchanges, such as the terminal.
public struct WatchedDescriptor: Hashable, Sendable {
  /// The descriptor.
  public var descriptor: Int32
  /// Whether to wake when it can be read.
  public var wantsRead: Bool
  /// Whether to wake when it can be written.
  public var wantsWrite: Bool

  /// A descriptor watched for reading by default.
  public init(_ descriptor: Int32, wantsRead: Bool = true, wantsWrite: Bool = false) {
    self.descriptor = descriptor
    self.wantsRead = wantsRead
    self.wantsWrite = wantsWrite
  }
}
