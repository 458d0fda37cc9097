import Canvas
import Console
import Glyphs
import Views

/// The plain lines of a state on a full screen, in reading order, for screen readers: the end is always in sight.
enum LinearFrame {
  static func draw(_ state: State) -> Frame {
    let ambiguous: AmbiguousWidth = state.preferences.isAmbiguousWide ? .wide : .narrow
    var frame = Frame(width: state.size.columns, height: state.size.rows, ambiguous: ambiguous)
    guard frame.width > 1, frame.height > 0 else { return frame }
    let rows = LinearView.lines(state).flatMap { $0.wrapped(to: frame.width - 1, ambiguous) }.suffix(frame.height)
    for (place, row) in rows.enumerated() { frame.write(row, at: 0, place, style: Style()) }
    let last = max(0, rows.count - 1)
    frame.cursor = Cursor(x: min(frame.width - 1, rows.last?.width(ambiguous) ?? 0), y: last)
    return frame
  }
}
