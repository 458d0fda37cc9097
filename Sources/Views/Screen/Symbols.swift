import Console
import Glyphs

/// The few signs the screen uses, with ASCII where signs of ambiguous width take two cells.
struct Symbols {
  let isWide: Bool

  init(_ ambiguous: AmbiguousWidth) { isWide = ambiguous == .wide }

  var dot: PlainText { isWide ? "*" : "●" }
  var ring: PlainText { isWide ? "o" : "○" }
  var bar: PlainText { isWide ? "|" : "▎" }
  var marker: PlainText { isWide ? ">" : "▸" }
  var front: PlainText { isWide ? "^" : "↑" }
  var below: PlainText { isWide ? "v" : "↓" }
  var separator: PlainText { isWide ? " - " : " · " }
  var arrow: PlainText { isWide ? "->" : "→ " }

  var booked: PlainText { isWide ? "#" : "■" }
  var held: PlainText { isWide ? "?" : "▣" }
  var free: PlainText { isWide ? "." : "□" }

  /// A cell that is fuller the more there is.
  func shade(_ count: Int, of most: Int, width: Int) -> PlainText {
    let steps = Array(isWide ? ".:+#" : "░▒▓█")
    let step = count <= 0 ? 0 : min(3, count * 4 / max(1, most + 1))
    return PlainText(String(repeating: String(steps[step]), count: width))
  }

  /// Counts as a line of cells, the highest full.
  func spark(_ counts: [Int]) -> PlainText {
    let steps = Array(isWide ? " .:-=+*#" : "▁▂▃▄▅▆▇█")
    let most = max(1, counts.max() ?? 0)
    return PlainText(String(counts.map { $0 <= 0 ? steps[0] : steps[min(7, ($0 * 7 + most - 1) / most)] }))
  }

  /// So many of so many, as cells.
  func gauge(_ full: Int, of count: Int) -> PlainText {
    let full = min(max(0, full), count)
    let (on, off) = isWide ? ("#", "-") : ("▮", "▯")
    return PlainText(String(repeating: on, count: full) + String(repeating: off, count: max(0, count - full)))
  }

  func mark(_ mark: TalkMark) -> (PlainText, scope: String) {
    switch mark {
    case .waiting: ("~", "talk.mark.pending")
    case .sending: (">", "talk.mark.pending")
    case .posted: (isWide ? "." : "·", "talk.mark.sent")
    case .delivered: (isWide ? "v" : "✓", "talk.mark.delivered")
    case .read: (isWide ? "vv" : "✓✓", "talk.mark.read")
    case .failed: ("!", "talk.mark.failed")
    }
  }
}
