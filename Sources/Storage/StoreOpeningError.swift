/// Why a store did not open; the text says what to do.
public struct StoreOpeningError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do about it.
  public var description: String

  /// An error with its words.
  public init(_ description: String) { self.description = description }
}
