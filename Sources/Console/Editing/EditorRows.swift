import Glyphs

/// A field's text broken into screen rows, and the caret among them. Rows break at the edge: what is being written should not jump about.
public struct EditorRows: Hashable, Sendable {
  /// The characters of each row by index, line breaks left out; there is at least one row.
  public private(set) var rows: [Range<Int>]
  /// The caret's row, from 0.
  public private(set) var caretRow: Int
  /// The caret's column in cells, from 0; at most the width.
  public private(set) var caretColumn: Int

  /// Breaks the text for rows of that many cells.
  public init(_ editor: Editor, width: Int, _ ambiguous: AmbiguousWidth) {
    rows = []
    caretRow = 0
    caretColumn = 0
    var start = 0
    var column = 0
    for (index, character) in editor.characters.enumerated() {
      let cells = character == "\n" ? 0 : EditorRows.cells(character, ambiguous)
      if character != "\n", column + cells > width, index > start {
        rows.append(start..<index)
        start = index
        column = 0
      }
      if index == editor.caret { (caretRow, caretColumn) = (rows.count, column) }
      column += cells
      if character == "\n" {
        rows.append(start..<index)
        start = index + 1
        column = 0
      }
    }
    if editor.caret >= editor.characters.count { (caretRow, caretColumn) = (rows.count, column) }
    rows.append(start..<editor.characters.count)
    // A grapheme of hostile marks may be wider than the field.
    caretColumn = min(caretColumn, width)
  }

  /// The index of the character nearest to that place; rows beyond the ends count as the ends.
  public func index(row: Int, column: Int, in editor: Editor, _ ambiguous: AmbiguousWidth) -> Int {
    let range = rows[min(max(0, row), rows.count - 1)]
    var reached = 0
    for index in range {
      let cells = EditorRows.cells(editor.characters[index], ambiguous)
      if reached + cells > column { return index }
      reached += cells
    }
    // The end of a row broken at the edge is the beginning of the next one: stay before the last character.
    let isBroken = range.upperBound < editor.characters.count && editor.characters[range.upperBound] != "\n"
    return isBroken && range.count > 0 ? range.upperBound - 1 : range.upperBound
  }

  /// Cells a grapheme takes as `PlainText` shows it.
  static func cells(_ character: Character, _ ambiguous: AmbiguousWidth) -> Int {
    if let scalar = character.unicodeScalars.first, character.utf8.count <= 3 {
      if scalar.value >= 0x20, scalar.value < 0x7F, character.utf8.count == 1 { return 1 }
      if scalar.value >= 0x4E00, scalar.value <= 0x9FFF { return 2 }
    }
    return PlainText(String(character)).width(ambiguous)
  }
}
