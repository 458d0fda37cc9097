import Console
import Terminal

/// Tells single presses from double ones.
struct Pointer {
  /// Two presses on one cell within this many milliseconds are a double one.
  static let doubleTime: Int64 = 400
  private var last: (x: Int, y: Int, at: Int64)?

  /// What the mouse did in the console's words; `nil` for what nothing is made of.
  mutating func kind(of mouse: TerminalMouse, now: Int64) -> PointerEvent.Kind? {
    switch mouse.act {
    case .wheelUp: return .wheelUp
    case .wheelDown: return .wheelDown
    case .press(0):
      if let last, last.x == mouse.x, last.y == mouse.y, now - last.at <= Self.doubleTime {
        self.last = nil
        return .pressedTwice
      }
      last = (mouse.x, mouse.y, now)
      return .pressed
    case .press, .release, .drag: return nil
    }
  }
}
