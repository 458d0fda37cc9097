import Desk

/// Names one intention, so that doing it twice does it once: 1–128 of `A–Z a–z 0–9 . _ -`.
public struct IdempotencyKey: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The key as it stands in the header.
  public let rawValue: String

  /// Takes a key of the allowed form; `nil` for any other text.
  public init?(_ text: String) {
    let isAllowed = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard isAllowed, (1...128).contains(text.utf8.count) else { return nil }
    rawValue = text
  }

  /// A new key, from the time and a source of chance.
  public init(at time: Timestamp, using random: inout some RandomNumberGenerator) {
    rawValue = SortableID.make(at: time, using: &random)
  }

  /// The key of the intention to send that message; the same after a restart.
  public init(sending message: MessageID) {
    self = IdempotencyKey(message.rawValue) ?? IdempotencyKey(hexOf: message.rawValue)
  }

  /// The key of the intention to bring that message's picture to the backend; the same after a restart.
  public init(bringing message: MessageID) {
    self = IdempotencyKey(message.rawValue + ".file") ?? IdempotencyKey(hexOf: message.rawValue + ".file")
  }

  private init(hexOf text: String) {
    let digits = Array("0123456789abcdef")
    rawValue = "x" + String(text.utf8.prefix(63).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// The key itself.
  public var description: String { rawValue }

  /// Reads a key.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let key = IdempotencyKey(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an idempotency key")
    }
    self = key
  }

  /// Writes the key.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
