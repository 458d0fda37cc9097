/// A small frame at its place upon a larger one.
public struct FramePatch: Sendable {
  /// What stands there; its cursor becomes the larger frame's.
  public var frame: Frame
  /// The column of its first cell.
  public var x: Int
  /// The row of its first cell.
  public var y: Int

  /// A patch from its parts.
  public init(_ frame: Frame, x: Int, y: Int) {
    self.frame = frame
    self.x = x
    self.y = y
  }
}

extension Frame {
  /// Puts a patch in its place and says what must be drawn for it, looking at nothing else. `nil`, and nothing is changed, where it does not fit: beyond an edge, across a wide glyph, or where an
  /// image is shown.
  public mutating func paste(_ patch: FramePatch) -> FrameDifference? {
    let small = patch.frame
    let rect = Rect(x: patch.x, y: patch.y, width: small.width, height: small.height)
    guard rect.intersection(bounds) == rect, small.ambiguous == ambiguous, images.isEmpty, canHold(rect) else {
      return nil
    }
    var runs: [FrameDifference.Run] = []
    let numbers = small.styles.map { number(of: $0) }
    for row in 0..<small.height {
      var open: FrameDifference.Run?
      for column in 0..<small.width {
        let cell = small.cells[row * small.width + column]
        let index = (patch.y + row) * width + patch.x + column
        let isInterned = cell.glyph & Cell.internedBit != 0
        let new = Cell(
          glyph: isInterned ? glyph(of: small.cluster(of: cell)) : cell.glyph, style: numbers[Int(cell.style)],
          span: cell.span)
        let isSame = cells[index] == new
        if !isSame { cells[index] = new }
        // A second half goes with its first.
        if cell.span == 0 { continue }
        if isSame {
          if let run = open { runs.append(run) }
          open = nil
        } else if open?.style == small.styles[Int(cell.style)] {
          open?.clusters.append(small.cluster(of: cell))
        } else {
          if let run = open { runs.append(run) }
          open = FrameDifference.Run(
            row: patch.y + row, column: patch.x + column, style: small.styles[Int(cell.style)],
            clusters: [small.cluster(of: cell)])
        }
      }
      if let run = open { runs.append(run) }
    }
    let place = small.cursor.map { Cursor(x: $0.x + patch.x, y: $0.y + patch.y) }
    defer { cursor = place }
    return FrameDifference(clears: false, runs: runs, cursor: place, movesCursor: place != cursor, modes: nil)
  }

  /// Whether no wide glyph lies across its left or right edge.
  private func canHold(_ rect: Rect) -> Bool {
    for row in rect.y..<rect.maxY {
      let start = row * width
      if rect.x > 0, rect.x < width, cells[start + rect.x].span == 0 { return false }
      if rect.maxX < width, cells[start + rect.maxX].span == 0 { return false }
    }
    return true
  }
}
