/// What happened to the player. Before any other action of a wake-up the runtime says what time it is with `ticked`.
public enum ReplayAction: Equatable, Sendable {
  /// The monotonic clock, in milliseconds.
  case ticked(milliseconds: Int64)
  /// The terminal has another size.
  case resized(Size)
  /// A key.
  case keyPressed(Key)
  /// The mouse, at that cell.
  case pointed(PointerEvent.Kind, column: Int, row: Int)
  /// The program was asked to stop from outside.
  case terminationAsked
}
