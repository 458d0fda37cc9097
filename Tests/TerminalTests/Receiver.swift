import Glyphs

/// The receiving end of a pseudo-terminal: as much of a terminal as curses and our own sequences use.
struct Receiver {
  let width: Int
  let height: Int
  private(set) var cells: [[String]]
  private(set) var column = 0
  private(set) var row = 0
  private var saved = (column: 0, row: 0)
  private var last: Unicode.Scalar = " "

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    cells = Array(repeating: Array(repeating: " ", count: width), count: height)
  }

  var lines: [String] { cells.map { $0.joined() } }

  mutating func take(_ bytes: [UInt8]) {
    var scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\u{1B}": escape(&scalars)
      case "\r": column = 0
      case "\n": row = min(height - 1, row + 1)
      case "\u{8}": column = max(0, min(width - 1, column) - 1)
      default: if scalar.value >= 0x20 { put(scalar) }
      }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let span = PlainText(String(scalar)).width()
    last = scalar
    guard column < width, column + span <= width else { return }
    blank(column)
    if span == 2 { blank(column + 1) }
    cells[row][column] = String(scalar)
    if span == 2 { cells[row][column + 1] = "" }
    column += span
  }

  private mutating func blank(_ column: Int) {
    if cells[row][column].isEmpty, column > 0 { cells[row][column - 1] = " " }
    if column + 1 < width, cells[row][column + 1].isEmpty { cells[row][column + 1] = " " }
    cells[row][column] = " "
  }

  private mutating func escape(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    guard let kind = scalars.popFirst() else { return }
    switch kind {
    case "7": saved = (column, row)
    case "8": (column, row) = saved
    case "(": scalars = scalars.dropFirst()
    case "]":
      while let next = scalars.popFirst() {
        if next == "\u{07}" { return }
        if next == "\u{1B}" {
          scalars = scalars.dropFirst()
          return
        }
      }
    case "[":
      var text = ""
      while let next = scalars.popFirst() {
        guard next.value < 0x40 else {
          sequence(next, text)
          return
        }
        text.unicodeScalars.append(next)
      }
    default: break
    }
  }

  private mutating func sequence(_ final: Unicode.Scalar, _ text: String) {
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let first = max(1, numbers.first ?? 1)
    switch final {
    case "H":
      row = min(height, first) - 1
      column = min(width, max(1, numbers.dropFirst().first ?? 1)) - 1
    case "d": row = min(height, first) - 1
    case "G": column = min(width, first) - 1
    case "A": row = max(0, row - first)
    case "B": row = min(height - 1, row + first)
    case "C": column = min(width - 1, column + first)
    case "D": column = max(0, min(width - 1, column) - first)
    case "K":
      let range = numbers.first == 1 ? 0...min(column, width - 1) : column...max(column, width - 1)
      for place in range where place < width { blank(place) }
    case "b": for _ in 0..<first { put(last) }
    case "P":
      cells[row].removeSubrange(column..<min(width, column + first))
      cells[row] += Array(repeating: " ", count: width - cells[row].count)
    case "@":
      cells[row].insert(contentsOf: Array(repeating: " ", count: first), at: column)
      cells[row].removeLast(cells[row].count - width)
    case "X": for place in column..<min(width, column + first) { blank(place) }
    case "J":
      let kept = numbers.first == 2 ? -1 : row
      for line in cells.indices where line > kept { cells[line] = Array(repeating: " ", count: width) }
      if kept >= 0 { for place in column..<width { blank(place) } }
    default: break
    }
  }
}
