import Glyphs

/// What must be drawn to turn one frame into another.
public struct FrameDifference: Hashable, Sendable {
  /// Neighbouring glyphs of one style.
  public struct Run: Hashable, Sendable {
    /// The row.
    public var row: Int
    /// The column of the first glyph.
    public var column: Int
    /// The style of all.
    public var style: Style
    /// The glyphs, each beside the one before.
    public var clusters: [Cluster]
  }

  /// Whether the screen is cleared first: the size changed, or there was none before.
  public var clears: Bool
  /// What is drawn, by row and column.
  public var runs: [Run]
  /// Where the real cursor goes; `nil` hides it.
  public var cursor: Cursor?
  /// Whether the cursor moved, appeared or vanished.
  public var movesCursor: Bool
  /// The modes, if they are others than before.
  public var modes: Modes?
  /// Whether other images are shown than before, or elsewhere.
  public var movesImages = false

  /// Whether nothing need be written.
  public var isEmpty: Bool { !clears && runs.isEmpty && !movesCursor && modes == nil && !movesImages }
}

extension Frame {
  /// What must be drawn upon `old` so that this is seen; runs begin and end at glyphs, so that no half glyph is left behind.
  public func difference(from old: Frame?) -> FrameDifference {
    guard let old, old.width == width, old.height == height, old.ambiguous == ambiguous else {
      let blank = Frame(width: width, height: height, ambiguous: ambiguous)
      var whole = difference(from: blank)
      whole.clears = true
      whole.movesCursor = true
      whole.modes = modes
      return whole
    }
    var runs: [FrameDifference.Run] = []
    let sameTables = styles == old.styles && clusters == old.clusters
    for row in 0..<height where !(sameTables && isSame(row: row, old: old)) {
      appendRuns(of: row, old: old, sameTables: sameTables, to: &runs)
    }
    return FrameDifference(
      clears: false, runs: runs, cursor: cursor, movesCursor: cursor != old.cursor,
      modes: modes == old.modes ? nil : modes, movesImages: images != old.images)
  }

  private func appendRuns(of row: Int, old: Frame, sameTables: Bool, to runs: inout [FrameDifference.Run]) {
    let start = row * width
    var column = 0
    var open: FrameDifference.Run?
    while column < width {
      let cell = cells[start + column]
      let span = max(1, Int(cell.span))
      var differs = false
      for offset in 0..<span where !isSame(start + column + offset, old: old, sameTables: sameTables) {
        differs = true
      }
      if differs {
        let style = styles[Int(cell.style)]
        if open?.style == style {
          open?.clusters.append(cluster(of: cell))
        } else {
          if let run = open { runs.append(run) }
          open = FrameDifference.Run(row: row, column: column, style: style, clusters: [cluster(of: cell)])
        }
      } else if let run = open {
        runs.append(run)
        open = nil
      }
      column += span
    }
    if let run = open { runs.append(run) }
  }

  /// Whether the cells of a row are the same; both frames must mean the same by their numbers.
  private func isSame(row: Int, old: Frame) -> Bool {
    let range = row * width..<(row + 1) * width
    return cells[range] == old.cells[range]
  }

  private func isSame(_ index: Int, old: Frame, sameTables: Bool) -> Bool {
    let new = cells[index]
    let before = old.cells[index]
    if sameTables { return new == before }
    guard new.span == before.span, styles[Int(new.style)] == old.styles[Int(before.style)] else { return false }
    if new.glyph & before.glyph & Cell.internedBit == 0 { return new.glyph == before.glyph }
    return cluster(of: new) == old.cluster(of: before)
  }
}
