import Canvas
import Glyphs
import QuickCodes

extension Painter {
  /// Cells a code takes with its margin: two modules a row where half blocks are one cell wide, two cells a module elsewhere.
  func size(of code: QuickCode) -> (width: Int, height: Int) {
    let side = code.size + 2 * QuickCode.margin
    return symbols.isWide ? (side * 2, side) : (side, (side + 1) / 2)
  }

  /// Draws a code in the middle of a rectangle; returns whether there is room for it. What is light is drawn, so that it can be read off
  /// dark terminals with any number of colours.
  @discardableResult
  mutating func draw(_ code: QuickCode, in rect: Rect) -> Bool {
    let size = size(of: code)
    guard size.width <= rect.width, size.height <= rect.height else { return false }
    let x = rect.x + (rect.width - size.width) / 2
    let style = style("ui.code")
    let side = code.size + 2 * QuickCode.margin
    func isLight(_ column: Int, _ row: Int) -> Bool {
      row < side && !code[column - QuickCode.margin, row - QuickCode.margin]
    }
    for row in 0..<size.height {
      for column in 0..<side {
        if symbols.isWide {
          let ground = isLight(column, row) ? style.adding(.reverse) : style
          frame.write("  ", at: x + column * 2, rect.y + row, style: ground)
        } else {
          let glyph: PlainText =
            switch (isLight(column, row * 2), isLight(column, row * 2 + 1)) {
            case (true, true): "█"
            case (true, false): "▀"
            case (false, true): "▄"
            case (false, false): " "
            }
          frame.write(glyph, at: x + column, rect.y + row, style: style)
        }
      }
    }
    return true
  }
}
