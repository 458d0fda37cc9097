import Desk

/// A word to the agent at the edge of the screen; goes by itself.
public struct Notice: Hashable, Sendable {
  /// How much it matters.
  public enum Weight: Hashable, Sendable {
    /// Good to know.
    case information
    /// Went well.
    case success
    /// Needs a look.
    case warning
    /// Did not work.
    case failure
  }

  /// How much it matters.
  public var weight: Weight
  /// The words.
  public var text: Localised
  /// Goes at this monotonic time, in milliseconds.
  public var until: Int64

  /// A notice from its parts.
  public init(_ weight: Weight, _ text: Localised, until: Int64) {
    self.weight = weight
    self.text = text
    self.until = until
  }
}
