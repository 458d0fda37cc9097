import Canvas
import Console
import Glyphs

/// A text field: rows around the caret, and the real cursor on it.
enum FieldView {
  /// Draws the rows of a field that are in sight; returns the first of them.
  @discardableResult
  static func draw(
    _ painter: inout Painter, _ editor: Editor, _ rect: Rect, isActive: Bool, scope: String,
    ground: String? = nil,
    placeholder: PlainText = ""
  ) -> Int {
    let style = ground.map { painter.style(scope, on: $0) } ?? painter.style(scope)
    if editor.isEmpty, !placeholder.isEmpty {
      let dim = ground.map { painter.style("ui.input.placeholder", on: $0) } ?? painter.style("ui.input.placeholder")
      painter.write(placeholder, rect.x, rect.y, dim, width: rect.width)
    }
    return write(editor, on: &painter.frame, rect, style: style, isActive: isActive)
  }

  /// Writes the rows of a field that are in sight; returns the first of them.
  @discardableResult
  static func write(_ editor: Editor, on frame: inout Frame, _ rect: Rect, style: Style, isActive: Bool) -> Int {
    let rows = EditorRows(editor, width: max(2, rect.width - 1), frame.ambiguous)
    let first = max(0, min(rows.caretRow - rect.height / 2, rows.rows.count - rect.height))
    for (offset, row) in rows.rows.dropFirst(first).prefix(rect.height).enumerated() {
      frame.write(PlainText(String(editor.characters[row])), at: rect.x, rect.y + offset, style: style, within: rect)
    }
    if isActive { frame.cursor = Cursor(x: rect.x + rows.caretColumn, y: rect.y + rows.caretRow - first) }
    return first
  }
}
