/// The real cursor; input methods open their window beside it.
public struct Cursor: Hashable, Sendable {
  /// Its column.
  public var x: Int
  /// Its row.
  public var y: Int

  /// A cursor at that cell.
  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}
