import Canvas
import Console
import Glyphs

/// The hint bar: what the keys do here, from the command table; what cannot be done now is left out.
enum HintView {
  static func draw(_ painter: inout Painter) {
    let area = painter.layout.hints
    let place = painter.state.place
    painter.frame.fill(Rect(area), style: painter.style("ui.hint"))
    var x = area.x + 1
    for command in Command.hints(at: place) where painter.state.obstacle(to: command.id) == nil {
      guard let key = command.keys(at: place).first else { continue }
      let keyText = PlainText(key.name)
      let name = painter.text(command.name)
      let width = keyText.width(painter.ambiguous) + 1 + name.width(painter.ambiguous)
      guard x + width <= area.x + area.width else { continue }
      painter.hits.add(.command(command.id), Rect(x: x, y: area.y, width: width, height: 1))
      x += painter.frame.write(keyText, at: x, area.y, style: painter.style("ui.hint.key")) + 1
      x += painter.frame.write(name, at: x, area.y, style: painter.style("ui.hint.label")) + 2
    }
  }
}
