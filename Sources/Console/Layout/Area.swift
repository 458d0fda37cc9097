/// A rectangle of cells.
public struct Area: Hashable, Sendable {
  /// First column.
  public var x: Int
  /// First row.
  public var y: Int
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int

  /// A rectangle from its parts; nothing is narrower or lower than nothing.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// Without its first rows, where a title stands.
  public func droppingTop(_ rows: Int) -> Area {
    Area(x: x, y: y + rows, width: width, height: height - rows)
  }

  /// Without those columns at the left and right.
  public func inset(_ columns: Int) -> Area {
    Area(x: x + columns, y: y, width: width - 2 * columns, height: height)
  }
}
