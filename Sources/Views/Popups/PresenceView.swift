import Canvas
import Console
import Desk
import Glyphs

/// The choice of state.
enum PresenceView {
  static func draw(_ painter: inout Painter, selected: Int) {
    let choices = painter.state.presenceChoices
    let inner = painter.popup(width: 48, height: choices.count + 2, title: painter.text("坐席状态", "State of the seat"))
    painter.list(inner, count: choices.count, selected: selected) { painter, index, full in
      let me = painter.state.replica?.me
      if let digit = choices[index].digit(inRow: index) {
        painter.frame.write(
          PlainText("\(digit)"), at: full.x, full.y, style: painter.style("ui.hint.key", on: "ui.popup"))
      }
      let row = Rect(x: full.x + 2, y: full.y, width: full.width - 2, height: full.height)
      switch choices[index] {
      case .presence(let presence, let reason):
        let isNow = me?.choice == presence && me?.reason == reason
        painter.frame.write(
          isNow ? painter.symbols.dot : " ", at: row.x, row.y,
          style: painter.style("state.\(presence.rawValue)", on: "ui.popup"))
        var x = row.x + 2
        x +=
          painter.frame.write(
            painter.text(presence.name), at: x, row.y,
            style: painter.style("state.\(presence.rawValue)", on: "ui.popup")) + 1
        guard let name = painter.state.breakName(reason) else { return }
        painter.write(painter.text(name), x, row.y, painter.style("ui.popup"), width: row.maxX - x - 9)
        let minutes =
          painter.state.replica?.catalogue.breakReasons.first { $0.code == reason }?.expectedMinutes ?? 0
        painter.writeRight(
          painter.text("约 \(minutes) 分钟", "\(minutes) min"), before: row.maxX, row.y, painter.style("ui.popup.dim"))
      case .signOut:
        painter.frame.write(
          painter.text("签出并离开", "Sign out and leave"), at: row.x + 2, row.y,
          style: painter.style("state.signedOut", on: "ui.popup"))
      }
    }
  }
}
