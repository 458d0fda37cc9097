import Canvas
import Console
import Glyphs

/// The plain lines of a state on a full screen, in reading order, for screen readers, and the real cursor where one types. In sight is the end, or the caret
/// when it stands further up.
public enum LinearFrame {
  /// Draws a state.
  public static func draw(_ state: State) -> Frame {
    let ambiguous: AmbiguousWidth = state.preferences.isAmbiguousWide ? .wide : .narrow
    var frame = Frame(width: state.size.columns, height: state.size.rows, ambiguous: ambiguous)
    guard frame.width > 1, frame.height > 0 else { return frame }
    let field = LinearView.field(state)
    var rows: [PlainText] = []
    var caret: (row: Int, column: Int)?
    for (index, line) in LinearView.lines(state).enumerated() {
      let wrapped = line.wrappedLines(to: frame.width - 1, ambiguous)
      if let field, field.line == index {
        let place = CaretPlace(offset: field.caret, in: wrapped, ambiguous)
        caret = (rows.count + place.line, place.column)
      }
      rows += wrapped.map(\.text)
    }
    let first = max(0, min(rows.count - frame.height, caret?.row ?? .max))
    for (place, row) in rows.dropFirst(first).prefix(frame.height).enumerated() {
      frame.write(row, at: 0, place, style: Style())
    }
    // Where no key writes, the cursor stands before the last line and not in a field.
    let (row, column) = caret ?? (max(0, rows.count - 1), 0)
    frame.cursor = Cursor(x: min(frame.width - 1, column), y: row - first)
    return frame
  }
}
