import Canvas
import Console
import Desk
import Glyphs

/// An offer 接待提示 over everything else, with its countdown. It takes no keys but its own, so that whoever is writing goes on writing.
enum OfferView {
  static func draw(_ painter: inout Painter) {
    let state = painter.state
    guard let offered = state.offer else { return }
    // Over the talk, so that the queue's waits stay in sight.
    let talk = painter.layout.talk
    let width = min(60, max(44, talk.width - 2))
    let more = state.offers.count - 1
    let reason = PlainText(offered.line.reason).wrapped(to: width - 4, painter.ambiguous).prefix(2)
    let told = state.isChoosingDeclineReason ? [] : consequence(painter).wrapped(to: width - 4, painter.ambiguous)
    let keys = state.isChoosingDeclineReason ? reasonRows(painter, width - 4).count : 1
    let height = 3 + max(1, reason.count) + 1 + told.count + keys
    let rect = Rect(
      x: max(0, min(talk.x + (talk.width - width) / 2, painter.frame.width - width)), y: 2, width: width,
      height: min(height, painter.frame.height - 3))
    let shadow = Rect(x: rect.x + 2, y: rect.y + 1, width: rect.width, height: rect.height)
    painter.frame.restyle(shadow) { Style(foreground: $0.foreground, background: $0.background, attributes: [.dim]) }
    painter.frame.fill(rect, style: painter.style("ui.popup"))
    let title = more > 0 ? painter.text("接待提示 +\(more)", "Offer, \(more) more") : painter.text("接待提示", "Offer")
    painter.frame.border(
      rect, style: painter.style("wait.warning", on: "ui.popup"), title: title,
      titleStyle: painter.style("notice.warning"))
    painter.hits.add(.popup, rect)
    let inner = rect.inset(2, 1)
    drawPerson(&painter, offered, inner)
    for (offset, line) in reason.enumerated() {
      painter.frame.write(line, at: inner.x, inner.y + 1 + offset, style: painter.style("ui.popup"))
    }
    var y = inner.maxY - keys - told.count
    drawTime(&painter, offered.offer, Rect(x: inner.x, y: y - 1, width: inner.width, height: 1))
    for line in told {
      painter.frame.write(line, at: inner.x, y, style: painter.style("ui.popup.dim"))
      y += 1
    }
    drawKeys(&painter, Rect(x: inner.x, y: y, width: inner.width, height: keys))
  }

  /// What happens when nobody answers.
  private static func consequence(_ painter: Painter) -> PlainText {
    painter.text("不应答则转呼下一位，您转小休", "Unanswered: the next seat, and a break for you")
  }

  private static func drawPerson(_ painter: inout Painter, _ offered: Offered, _ inner: Rect) {
    let line = offered.line
    let groups = painter.state.replica?.catalogue.groups ?? []
    let group = groups.first { $0.id == line.group }.map { painter.text($0.name) } ?? PlainText(line.group.rawValue)
    let (wait, scope) = painter.wait(since: line.enteredAt)
    var right = inner.maxX
    right -= painter.writeRight(wait, before: right, inner.y, painter.style(scope, on: "ui.popup")) + 1
    right -= painter.writeRight(group, before: right, inner.y, painter.style("ui.popup.dim")) + 1
    var x = inner.x
    x +=
      painter.write(
        PlainText(line.taxpayer), x, inner.y, painter.style("ui.text.strong", on: "ui.popup"), width: right - x) + 1
    painter.write(PlainText(line.enterprise ?? ""), x, inner.y, painter.style("ui.popup.dim"), width: right - x)
  }

  /// What is left of the time as a bar and in seconds.
  private static func drawTime(_ painter: inout Painter, _ offer: Offer, _ row: Rect) {
    let left = painter.state.secondsLeft(of: offer)
    let whole = max(1, offer.deadline.seconds(since: offer.at))
    let isShort = left <= 5
    let words = painter.text(" \(left) 秒", " \(left) s")
    let scope = isShort ? "wait.overdue" : "wait.warning"
    let room = row.width - painter.writeRight(words, before: row.maxX, row.y, painter.style(scope, on: "ui.popup"))
    let cells = min(room, room * left / whole)
    let sign = painter.symbols.isWide ? "=" : "━"
    let bar = PlainText(String(repeating: sign, count: max(0, cells)))
    painter.frame.write(bar, at: row.x, row.y, style: painter.style(scope, on: "ui.popup"))
  }

  private static func drawKeys(_ painter: inout Painter, _ area: Rect) {
    if painter.state.isChoosingDeclineReason { return drawReasons(&painter, area) }
    var x = area.x
    let isText = painter.state.place.isText
    for (id, key, name) in [
      (CommandID.acceptOffer, PlainText("F5"), painter.text("接入", "Take")),
      (.declineOffer, PlainText(isText ? "Alt-D" : "D"), painter.text("谢绝", "Decline")),
    ] {
      let start = x
      x += painter.frame.write(key, at: x, area.y, style: painter.style("ui.hint.key", on: "ui.popup")) + 1
      x += painter.frame.write(name, at: x, area.y, style: painter.style("ui.popup"))
      painter.hits.add(.command(id), Rect(x: start, y: area.y, width: x - start, height: 1))
      x += 4
    }
  }

  /// Why it is let pass: a digit each, Enter for none.
  private static func drawReasons(_ painter: inout Painter, _ area: Rect) {
    for (offset, row) in reasonRows(painter, area.width).enumerated() {
      var x = area.x
      for (key, name) in row {
        let y = area.y + offset
        x += painter.write(key, x, y, painter.style("ui.hint.key", on: "ui.popup"), width: area.maxX - x) + 1
        x += painter.write(name, x, y, painter.style("ui.popup"), width: area.maxX - x) + 2
      }
    }
  }

  /// The keys and what they say, as many in a row as there is room for.
  private static func reasonRows(_ painter: Painter, _ width: Int) -> [[(PlainText, PlainText)]] {
    let keys = DeclineReason.allCases.map { ("\($0.rawValue)", $0.name) } + [("Enter", Localised("不说明", "none"))]
    var rows: [[(PlainText, PlainText)]] = [[]]
    var taken = 0
    for (key, name) in keys {
      let entry = (PlainText(key), painter.text(name))
      let needed = entry.0.width(painter.ambiguous) + 1 + entry.1.width(painter.ambiguous)
      if taken > 0, taken + needed > width {
        rows.append([])
        taken = 0
      }
      rows[rows.count - 1].append(entry)
      taken += needed + 2
    }
    return rows
  }
}
