/// What the mouse did.
public struct PointerEvent: Hashable, Sendable {
  /// The kinds of doing.
  public enum Kind: Hashable, Sendable {
    /// The main button went down.
    case pressed
    /// Pressed twice within the terminal's double-click time.
    case pressedTwice
    /// The wheel turned away from the user.
    case wheelUp
    /// The wheel turned towards the user.
    case wheelDown
  }

  /// What it did.
  public var kind: Kind
  /// What lay under it.
  public var target: HitTarget

  /// An event from its parts.
  public init(_ kind: Kind, on target: HitTarget) {
    self.kind = kind
    self.target = target
  }
}
