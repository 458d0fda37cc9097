import Canvas
import Glyphs
import QuickCodes

extension Painter {
  /// Cells a code takes with its margin: two modules a row where half blocks are one cell wide, two cells a module elsewhere.
  func size(of code: QuickCode) -> (width: Int, height: Int) {
    let side = code.size + 2 * QuickCode.margin
    return symbols.isWide ? (side * 2, side) : (side, (side + 1) / 2)
  }

  /// Draws a code in the middle of a rectangle; returns whether there is room for it.
  @discardableResult
  mutating func draw(_ code: QuickCode, in rect: Rect) -> Bool {
    let size = size(of: code)
    guard size.width <= rect.width, size.height <= rect.height else { return false }
    let x = rect.x + (rect.width - size.width) / 2
    let dark = style("ui.code")
    // Where a theme with few colours reverses already, it is turned back.
    let light = Style(
      foreground: dark.foreground, background: dark.background,
      attributes: dark.attributes.symmetricDifference([.reverse]))
    let side = code.size + 2 * QuickCode.margin
    func isLight(_ column: Int, _ row: Int) -> Bool {
      row < side && !code[column - QuickCode.margin, row - QuickCode.margin]
    }
    for row in 0..<size.height {
      for column in 0..<side {
        if symbols.isWide {
          frame.write("  ", at: x + column * 2, rect.y + row, style: isLight(column, row) ? light : dark)
          continue
        }
        if row * 2 + 1 == side, dark.foreground != .terminalDefault, dark.attributes.isEmpty {
          // The last row has half a cell of margin; below it the ground goes on.
          let ground = frame[x + column, rect.y + row].style.background
          frame.write("▀", at: x + column, rect.y + row, style: Style(foreground: dark.foreground, background: ground))
          continue
        }
        // As much as can be is the cell's own colour: the glyphs of many fonts leave gaps between rows.
        let (glyph, style): (PlainText, Style) =
          switch (isLight(column, row * 2), isLight(column, row * 2 + 1)) {
          case (true, true): (" ", light)
          case (true, false): ("▄", light)
          case (false, true): ("▀", light)
          case (false, false): (" ", dark)
          }
        frame.write(glyph, at: x + column, rect.y + row, style: style)
      }
    }
    return true
  }
}
