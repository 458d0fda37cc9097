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
