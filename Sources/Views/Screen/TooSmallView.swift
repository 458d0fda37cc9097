import Canvas
import Console
import Glyphs

/// Says that the terminal is too small, in whatever room there is.
enum TooSmallView {
  static func draw(_ painter: inout some Painting) {
    let size = Size(columns: painter.frame.width, rows: painter.frame.height)
    let need = "\(Size.smallest.columns)×\(Size.smallest.rows)"
    let lines = [
      painter.text("窗口太小", "The window is too small"),
      painter.text("现在 \(size.columns)×\(size.rows)，至少 \(need)", "\(size.columns)×\(size.rows) now, at least \(need)"),
      painter.text("请放大窗口或缩小字体", "Enlarge it or use a smaller font"),
    ]
    let top = max(0, (size.rows - lines.count) / 2)
    for (row, line) in lines.enumerated() {
      let short = line.truncated(to: size.columns, painter.ambiguous)
      let x = max(0, (size.columns - short.width(painter.ambiguous)) / 2)
      painter.frame.write(short, at: x, top + row, style: painter.style(row == 0 ? "ui.text.strong" : "ui.text"))
    }
  }
}
