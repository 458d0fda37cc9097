/// A rectangle of cells; never of negative size.
public struct Rect: Hashable, Sendable {
  /// Leftmost column.
  public var x: Int
  /// Topmost row.
  public var y: Int
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int

  /// A rectangle; negative sizes become zero.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// The column after the last.
  public var maxX: Int { x + width }
  /// The row after the last.
  public var maxY: Int { y + height }
  /// Whether it holds no cell.
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// Whether the cell lies within.
  public func contains(_ column: Int, _ row: Int) -> Bool { x <= column && column < maxX && y <= row && row < maxY }

  /// The rectangle less so many cells on each side.
  public func inset(_ horizontal: Int, _ vertical: Int) -> Rect {
    Rect(x: x + horizontal, y: y + vertical, width: width - 2 * horizontal, height: height - 2 * vertical)
  }

  /// What both hold.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
  }

  /// The first so many columns, and the rest.
  public func splitLeft(_ columns: Int) -> (Rect, Rect) {
    let taken = min(max(0, columns), width)
    return (
      Rect(x: x, y: y, width: taken, height: height),
      Rect(x: x + taken, y: y, width: width - taken, height: height)
    )
  }

  /// The last so many columns, and the rest before them: (rest, taken).
  public func splitRight(_ columns: Int) -> (Rect, Rect) { splitLeft(width - min(max(0, columns), width)) }

  /// The first so many rows, and the rest.
  public func splitTop(_ rows: Int) -> (Rect, Rect) {
    let taken = min(max(0, rows), height)
    return (
      Rect(x: x, y: y, width: width, height: taken),
      Rect(x: x, y: y + taken, width: width, height: height - taken)
    )
  }

  /// The last so many rows, and the rest above them: (rest, taken).
  public func splitBottom(_ rows: Int) -> (Rect, Rect) { splitTop(height - min(max(0, rows), height)) }

  /// A rectangle of at most that size in the middle of this one.
  public func centred(width: Int, height: Int) -> Rect {
    let inner = (width: min(width, self.width), height: min(height, self.height))
    return Rect(
      x: x + (self.width - inner.width) / 2, y: y + (self.height - inner.height) / 2, width: inner.width,
      height: inner.height)
  }
}
