import Canvas
import Glyphs

/// A glyph that curses would count wrongly: an ideograph newer than libc's tables, or an ambiguous one where the terminal takes two cells. Curses is
/// given blanks in its place, and the glyph is drawn over them afterwards with the cursor put back.
struct Overlay: Hashable {
  var row: Int
  var column: Int
  var cluster: Cluster
  var style: Style

  /// The bytes that draw it: save the cursor, go there, style, glyph, restore.
  var bytes: String {
    "\u{1B}7\u{1B}[\(row + 1);\(column + 1)H" + Overlay.select(style) + cluster.string + "\u{1B}8"
  }

  private static func select(_ style: Style) -> String {
    var codes = ["0"]
    let names: [(Attributes, String)] = [
      (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"), (.strike, "9"),
    ]
    for (attribute, code) in names where style.attributes.contains(attribute) { codes.append(code) }
    codes.append(color(style.foreground, base: 30))
    codes.append(color(style.background, base: 40))
    return "\u{1B}[" + codes.joined(separator: ";") + "m"
  }

  private static func color(_ color: Color, base: Int) -> String {
    switch color {
    case .terminalDefault: String(base + 9)
    case .rgb(let red, let green, let blue): "\(base + 8);2;\(red);\(green);\(blue)"
    case .indexed(let index): index < 8 ? String(base + Int(index)) : "\(base + 8);5;\(index)"
    }
  }
}
