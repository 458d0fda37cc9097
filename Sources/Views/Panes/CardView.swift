import Canvas
import Console
import Desk
import Glyphs

/// The taxpayer's card and what may help; without a conversation, the colleagues on the floor.
enum CardView {
  static func draw(_ painter: inout Painter) {
    let area = painter.layout.card
    guard area.width > 0 else { return }
    let isFocused = painter.state.focus == .card && painter.state.popup == nil
    painter.hits.add(.card, Rect(area))
    guard let detail = painter.state.current else {
      drawFloor(&painter, area)
      return
    }
    painter.title(painter.text("纳税人", "Taxpayer"), area, isFocused: isFocused)
    let body = area.droppingTop(1)
    let maker = CardLines(state: painter.state, width: area.width - 1)
    let lines = maker.lines(detail)
    draw(&painter, lines, labels: maker.labels, in: body, ground: "ui.background")
    let left = body.height - lines.count - 1
    if left >= 5 { drawFloor(&painter, Area(x: area.x, y: body.y + lines.count + 1, width: area.width, height: left)) }
  }

  static func draw(_ painter: inout Painter, _ lines: [CardLine], labels: Int, in area: Area, ground: String) {
    for (offset, line) in lines.prefix(area.height).enumerated() {
      let y = area.y + offset
      switch line {
      case .heading(let words):
        painter.write(
          words, area.x + 1, y, painter.style("ui.title.focused", on: ground), width: area.width - 2)
      case .field(let label, let value, let scope):
        painter.write(label, area.x + 1, y, painter.style("card.label", on: ground), width: labels)
        painter.write(
          value, area.x + 1 + labels, y, painter.style(scope, on: ground), width: area.width - 2 - labels)
      case .more(let words, let scope):
        painter.write(words, area.x + 1, y, painter.style(scope, on: ground), width: area.width - 2)
      case .blank: break
      }
    }
  }

  private static func drawFloor(_ painter: inout Painter, _ area: Area) {
    let seats = painter.state.replica?.floor.seats ?? []
    painter.title(painter.text("坐席 \(seats.count)", "Seats \(seats.count)"), area, isFocused: false)
    let body = area.droppingTop(1)
    if seats.isEmpty, painter.state.replica != nil {
      painter.write(
        painter.text("还没有人签入", "Nobody has signed in"), body.x + 1, body.y, painter.style("ui.text.dim"),
        width: body.width - 2)
    }
    for (offset, seat) in seats.prefix(body.height).enumerated() {
      let y = body.y + offset
      let right = body.x + body.width - 1
      let isAway = seat.awaySince != nil
      var end = right
      if isAway {
        end = TransferView.drawState(&painter, seat, before: right, y, ground: "ui.background") - 1
      } else {
        let time = PlainText(ClockText.wait(painter.state.clock.seconds(since: seat.since)))
        end -= painter.writeRight(time, before: right, y, painter.style("ui.text.dim")) + 1
      }
      let load = PlainText("\(seat.load)/\(seat.slots)")
      end -= painter.writeRight(load, before: end, y, painter.style("ui.text.dim")) + 1
      if !isAway {
        let state = painter.text(seat.presence.name)
        end -= painter.writeRight(state, before: end, y, painter.style("state.\(seat.presence.rawValue)")) + 1
      }
      let isMe = seat.agent.id == painter.state.replica?.me.agent.id
      painter.write(
        PlainText(seat.agent.name), body.x + 1, y, painter.style(isMe ? "ui.text.strong" : "ui.text"),
        width: end - body.x - 1)
    }
  }
}
