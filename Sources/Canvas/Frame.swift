import Glyphs

/// A whole screen as a value: cells, cursor and terminal modes. No glyph is ever cut in half.
public struct Frame: Sendable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// How many cells ambiguous characters take on the terminal this is for.
  public let ambiguous: AmbiguousWidth
  /// The real cursor; `nil` hides it.
  public var cursor: Cursor?
  /// Images shown above the cells, on terminals that were given them.
  public var images: [ImageRegion] = []
  /// What the terminal is asked besides.
  public var modes = Modes()

  var cells: [Cell]
  private(set) var styles: [Style] = [Style()]
  private(set) var clusters: [Cluster] = []
  private var styleNumbers: [Style: UInt16] = [Style(): 0]
  private var clusterNumbers: [Cluster: UInt32] = [:]

  /// An empty screen in the terminal's own colours.
  public init(width: Int, height: Int, ambiguous: AmbiguousWidth = .narrow) {
    self.width = max(0, width)
    self.height = max(0, height)
    self.ambiguous = ambiguous
    cells = [Cell](repeating: Cell(glyph: 0x20, style: 0, span: 1), count: self.width * self.height)
  }

  /// All of it.
  public var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

  /// Fills a rectangle with blanks of that style.
  public mutating func fill(_ rect: Rect, style: Style) {
    let area = rect.intersection(bounds)
    guard !area.isEmpty else { return }
    let blank = Cell(glyph: 0x20, style: number(of: style), span: 1)
    for row in area.y..<area.maxY {
      mendEdges(row: row, from: area.x, to: area.maxX)
      let start = row * width
      for column in area.x..<area.maxX { cells[start + column] = blank }
    }
  }

  /// Writes one line of text from that cell on, cut at the edge of `within` (the whole frame by default) and never through a glyph. Returns the cells
  /// written.
  @discardableResult
  public mutating func write(_ text: PlainText, at x: Int, _ y: Int, style: Style, within: Rect? = nil) -> Int {
    let area = (within ?? bounds).intersection(bounds)
    guard y >= area.y, y < area.maxY, !area.isEmpty else { return 0 }
    let number = number(of: style)
    var column = x
    for cluster in text.clusters {
      let span = cluster.width(ambiguous)
      if column >= area.maxX { break }
      if column + span > area.maxX { break }
      if column >= area.x { put(cluster, span: span, style: number, column: column, row: y) }
      column += span
    }
    return max(0, column - x)
  }

  /// Gives every cell of a rectangle the style that `change` makes of its own; the glyphs stay. A wide glyph across an edge follows its first half.
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let area = rect.intersection(bounds)
    guard !area.isEmpty else { return }
    var known: [UInt16: UInt16] = [:]
    for row in area.y..<area.maxY {
      for column in area.x..<area.maxX {
        let index = row * width + column
        if cells[index].span == 0, column > 0 {
          cells[index].style = cells[index - 1].style
          continue
        }
        let old = cells[index].style
        let new = known[old] ?? number(of: change(styles[Int(old)]))
        known[old] = new
        cells[index].style = new
      }
      if area.maxX < width {
        let after = row * width + area.maxX
        if cells[after].span == 0 { cells[after].style = cells[after - 1].style }
      }
    }
  }

  /// What stands in a cell: the cluster (`nil` for the second half of a wide glyph) and its style.
  public subscript(x: Int, y: Int) -> (cluster: Cluster?, style: Style) {
    guard bounds.contains(x, y) else { return (nil, Style()) }
    let cell = cells[y * width + x]
    return (cell.span == 0 ? nil : cluster(of: cell), styles[Int(cell.style)])
  }

  /// The rows as text, without styles; what goldens hold.
  public func lines() -> [String] {
    (0..<height).map { row in
      var line = String.UnicodeScalarView()
      for column in 0..<width {
        let cell = cells[row * width + column]
        if cell.span != 0 { line.append(contentsOf: cluster(of: cell).string.unicodeScalars) }
      }
      return String(line)
    }
  }

  /// Takes storage of its own, so that the next change copies nothing.
  public mutating func standAlone() { cells.withUnsafeMutableBufferPointer { _ in } }

  func cluster(of cell: Cell) -> Cluster {
    if cell.glyph & Cell.internedBit != 0 { return clusters[Int(cell.glyph & ~Cell.internedBit)] }
    return Cluster(scalar: Unicode.Scalar(cell.glyph) ?? " ")
  }

  private mutating func put(_ cluster: Cluster, span: Int, style: UInt16, column: Int, row: Int) {
    mendEdges(row: row, from: column, to: column + span)
    let index = row * width + column
    cells[index] = Cell(glyph: glyph(of: cluster), style: style, span: UInt8(span))
    if span == 2 { cells[index + 1] = Cell(glyph: 0x20, style: style, span: 0) }
  }

  /// Blanks the halves that would be left of wide glyphs across either edge.
  private mutating func mendEdges(row: Int, from: Int, to: Int) {
    let start = row * width
    if from > 0, from < width, cells[start + from].span == 0 { blank(start + from - 1) }
    if to < width, cells[start + to].span == 0 { blank(start + to) }
  }

  private mutating func blank(_ index: Int) {
    cells[index].glyph = 0x20
    cells[index].span = 1
  }

  mutating func glyph(of cluster: Cluster) -> UInt32 {
    if cluster.marks.isEmpty { return cluster.base.value }
    if let number = clusterNumbers[cluster] { return number | Cell.internedBit }
    let number = UInt32(clusters.count)
    clusters.append(cluster)
    clusterNumbers[cluster] = number
    return number | Cell.internedBit
  }

  mutating func number(of style: Style) -> UInt16 {
    if let number = styleNumbers[style] { return number }
    guard styles.count < Int(UInt16.max) else { return 0 }
    let number = UInt16(styles.count)
    styles.append(style)
    styleNumbers[style] = number
    return number
  }
}

extension Frame: Equatable {
  /// Whether both show the same; how they are stored does not matter.
  public static func == (left: Frame, right: Frame) -> Bool {
    left.width == right.width && left.height == right.height && left.ambiguous == right.ambiguous
      && left.difference(from: right).isEmpty
  }
}
