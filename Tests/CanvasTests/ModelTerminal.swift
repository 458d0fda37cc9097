import Glyphs

@testable import Canvas

/// A terminal that does what real ones do: half of a wide glyph overwritten blanks the other half, and one in the last column is dropped.
struct ModelTerminal {
  enum Content: Hashable {
    case glyph(Cluster, Style)
    case secondHalf(Style)
  }

  let width: Int
  var cells: [Content]
  let ambiguous: AmbiguousWidth

  init(width: Int, height: Int, ambiguous: AmbiguousWidth) {
    self.width = width
    self.ambiguous = ambiguous
    cells = Array(repeating: .glyph(Cluster(scalar: " "), Style()), count: width * height)
  }

  mutating func draw(_ difference: FrameDifference) {
    if difference.clears {
      cells = Array(repeating: .glyph(Cluster(scalar: " "), Style()), count: cells.count)
    }
    for run in difference.runs {
      var column = run.column
      for cluster in run.clusters {
        let span = cluster.width(ambiguous)
        guard column + span <= width else { break }
        let index = run.row * width + column
        erase(index)
        if span == 2 { erase(index + 1) }
        cells[index] = .glyph(cluster, run.style)
        if span == 2 { cells[index + 1] = .secondHalf(run.style) }
        column += span
      }
    }
  }

  private mutating func erase(_ index: Int) {
    switch cells[index] {
    case .secondHalf(let style): cells[index - 1] = .glyph(Cluster(scalar: " "), style)
    case .glyph(let cluster, let style):
      if cluster.width(ambiguous) == 2 { cells[index + 1] = .glyph(Cluster(scalar: " "), style) }
    }
  }

  static func showing(_ frame: Frame) -> [Content] {
    var result: [Content] = []
    for row in 0..<frame.height {
      for column in 0..<frame.width {
        let (cluster, style) = frame[column, row]
        if let cluster { result.append(.glyph(cluster, style)) } else { result.append(.secondHalf(style)) }
      }
    }
    return result
  }
}
