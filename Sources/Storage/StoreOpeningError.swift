import Desk

/// Why a store did not open, or was not copied; the words say what to do.
public struct StoreOpeningError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do about it.
  public var words: Localised

  /// In English, for logs.
  public var description: String { words.english }

  /// An error with its words.
  public init(_ chinese: String, _ english: String) { words = Localised(chinese, english) }

  /// What the operating system refused, with its own words.
  static func refused(_ chinese: String, _ english: String, _ reason: String) -> StoreOpeningError {
    StoreOpeningError("\(chinese)：\(reason)", "cannot \(english): \(reason)")
  }
}
