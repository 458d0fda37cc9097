/// Where everything stands in the player on a screen of that size.
public struct ReplayLayout: Hashable, Sendable {
  /// Whether there is not enough room for anything.
  public var isTooSmall: Bool
  /// Whose conversation, where the play stands; two rows.
  public var header: Area
  /// The conversation.
  public var talk: Area
  /// Figures about all of it, title included; empty where there is no room.
  public var figures: Area
  /// The time line with its marks; three rows, title included.
  public var line: Area
  /// The part of the time line that stands for the record.
  public var bar: Area
  /// Key hints; one row.
  public var hints: Area

  /// Lays a screen out.
  public init(_ size: Size) {
    isTooSmall = size.columns < Size.smallest.columns || size.rows < Size.smallest.rows
    let right = size.columns < 104 ? 0 : size.columns < 150 ? 32 : 42
    let height = size.rows - 6
    header = Area(x: 0, y: 0, width: size.columns, height: 2)
    talk = Area(x: 0, y: 2, width: size.columns - (right > 0 ? right + 1 : 0), height: height)
    figures = Area(x: size.columns - right, y: 2, width: right, height: right > 0 ? height : 0)
    line = Area(x: 0, y: 2 + height, width: size.columns, height: 3)
    bar = Area(x: 9, y: line.y + 2, width: size.columns - 18, height: 1)
    hints = Area(x: 0, y: size.rows - 1, width: size.columns, height: 1)
  }

  /// The column of the bar that stands for a place of a record.
  public func column(of offset: Int64, in length: Int64) -> Int {
    guard length > 0, bar.width > 1 else { return bar.x }
    return bar.x + Int(min(offset, length) * Int64(bar.width - 1) / length)
  }

  /// The place of a record that a column of the bar stands for.
  func offset(of column: Int, in length: Int64) -> Int64 {
    guard bar.width > 1 else { return 0 }
    return Int64(min(max(0, column - bar.x), bar.width - 1)) * length / Int64(bar.width - 1)
  }
}
