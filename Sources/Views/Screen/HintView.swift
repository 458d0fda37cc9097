import Canvas
import Console
import Desk
import Glyphs

/// The hint bar: what the keys do here, from the command table; what cannot be done now is left out.
enum HintView {
  static func draw(_ painter: inout Painter) {
    let area = painter.layout.hints
    let place = painter.state.place
    painter.frame.fill(Rect(area), style: painter.style("ui.hint"))
    if painter.state.isChoosingDeclineReason { return drawReasons(&painter) }
    var end = area.x + area.width - 1
    // The way to help is always there; everything else as far as there is room.
    if let help = Command.named(.help), let width = draw(&painter, help, place, endingAt: end) { end -= width + 2 }
    var x = area.x + 1
    for command in painter.state.hints where painter.state.obstacle(to: command.id) == nil && command.id != .help {
      guard let key = command.keys(at: place).first else { continue }
      let width = width(painter, key, command)
      guard x + width <= end else { break }
      draw(&painter, command, key, x)
      x += width + 2
    }
  }

  /// While the reason may be chosen for which somebody is declined, no other key means what it did.
  private static func drawReasons(_ painter: inout Painter) {
    let area = painter.layout.hints
    var x = area.x + 1
    for (key, words) in [
      ("1–\(DeclineReason.allCases.count)", Localised("谢绝的原因", "why not")),
      (Key(.enter).name, Localised("不说明", "without a reason")), (Key(.escape).name, Localised("返回", "back")),
    ] {
      x += painter.frame.write(PlainText(key), at: x, area.y, style: painter.style("ui.hint.key")) + 1
      x += painter.frame.write(painter.text(words), at: x, area.y, style: painter.style("ui.hint.label")) + 2
    }
  }

  private static func draw(_ painter: inout Painter, _ command: Command, _ place: Place, endingAt end: Int) -> Int? {
    guard let key = command.keys(at: place).first else { return nil }
    let width = width(painter, key, command)
    draw(&painter, command, key, end - width)
    return width
  }

  private static func width(_ painter: Painter, _ key: Key, _ command: Command) -> Int {
    PlainText(key.name).width(painter.ambiguous) + 1 + painter.text(command.name).width(painter.ambiguous)
  }

  private static func draw(_ painter: inout Painter, _ command: Command, _ key: Key, _ x: Int) {
    let y = painter.layout.hints.y
    let after = x + painter.frame.write(PlainText(key.name), at: x, y, style: painter.style("ui.hint.key")) + 1
    let end =
      after + painter.frame.write(painter.text(command.name), at: after, y, style: painter.style("ui.hint.label"))
    painter.hits.add(.command(command.id), Rect(x: x, y: y, width: end - x, height: 1))
  }
}
