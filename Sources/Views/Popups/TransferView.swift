import Canvas
import Console
import Desk
import Glyphs

/// Passing a talk on 转接: groups with their queues and colleagues with their load, as they are now; then the note.
enum TransferView {
  static func draw(_ painter: inout Painter, _ form: TransferForm) {
    let targets = painter.state.targets(of: form)
    let isConsult = form.purpose == .consult
    let height = min(painter.frame.height - 2, 10 + min(12, max(4, targets.count)))
    let name = painter.state.replica?.conversations[form.conversation]?.conversation.taxpayer.name ?? ""
    let inner = painter.popup(
      width: painter.popupWidth, height: height,
      title: (isConsult ? painter.text("会商 ", "Consult: ") : painter.text("转接 ", "Transfer: ")) + PlainText(name))
    let isChoosing = form.field == .target
    painter.frame.write("/", at: inner.x, inner.y, style: painter.style("ui.popup.title"))
    FieldView.draw(
      &painter, form.filter, Rect(x: inner.x + 2, y: inner.y, width: inner.width - 2, height: 1), isActive: isChoosing,
      scope: "ui.input", ground: "ui.popup",
      placeholder: isConsult ? painter.text("同事", "a colleague") : painter.text("技能组或同事", "a group or a colleague"))
    let noteRows = 3
    let list = Rect(
      x: inner.x, y: inner.y + 1, width: inner.width, height: max(1, inner.height - noteRows - 3))
    if targets.isEmpty {
      painter.write(
        isConsult && form.filter.isEmpty
          ? painter.text("现在没有其他坐席在线", "No other seat is signed in now") : painter.text("没有符合的", "Nothing matches"),
        list.x, list.y, painter.style("ui.popup.dim"), width: list.width)
    }
    painter.list(list, count: targets.count, selected: isChoosing ? form.selected : -1) { painter, index, row in
      drawRow(&painter, targets[index], row, isChosen: !isChoosing && targets[index] == form.target)
    }
    painter.rule(inner, list.maxY)
    let label =
      isConsult
      ? painter.text("问题（纳税人看不到）", "Question (not for the taxpayer)")
      : painter.text("备注（纳税人看不到）", "Note (not for the taxpayer)")
    painter.write(
      label, inner.x, list.maxY + 1, painter.style(isChoosing ? "ui.popup.dim" : "ui.popup.title"), width: inner.width)
    let field = Rect(x: inner.x, y: list.maxY + 2, width: inner.width, height: max(1, inner.maxY - list.maxY - 2))
    FieldView.draw(
      &painter, form.note, field, isActive: !isChoosing && !form.isSending, scope: "ui.input", ground: "ui.popup",
      placeholder: isConsult
        ? painter.text("要问什么；可留空。Enter 请对方来看", "What to ask; may stay empty. Enter calls them in")
        : painter.text(
          "已做了什么、要对方做什么；可留空。Enter 转出", "What was done, what is asked; may stay empty. Enter passes it on"))
  }

  private static func drawRow(_ painter: inout Painter, _ target: TransferTarget, _ row: Rect, isChosen: Bool) {
    let style = painter.style(isChosen ? "ui.text.strong" : "ui.popup", on: "ui.popup")
    let dim = painter.style("ui.popup.dim")
    switch target {
    case .group(let figures):
      painter.write(painter.text("组 ", "grp "), row.x, row.y, dim, width: 4)
      let facts = painter.text(
        "排队 \(figures.waiting) · 示闲 \(figures.readySeats) · 空位 \(figures.freeSlots)",
        "waiting \(figures.waiting), ready \(figures.readySeats), free \(figures.freeSlots)")
      let wait = figures.expectedWaitSeconds.map {
        painter.text(" · 预计 ", ", expect ") + PlainText(ClockText.wait($0))
      }
      let taken = painter.writeRight(facts + (wait ?? ""), before: row.maxX, row.y, dim)
      painter.write(painter.text(figures.name), row.x + 4, row.y, style, width: row.width - taken - 5)
    case .seat(let line):
      let load = PlainText(" \(line.load)/\(line.slots)")
      var right = row.maxX - painter.writeRight(load, before: row.maxX, row.y, dim)
      right = drawState(&painter, line, before: right, row.y, ground: "ui.popup")
      painter.person(line.agent, row.x + 4, row.y, before: right - 1, style)
    }
  }

  /// A seat's state and time in it; of one whose console is away, how long its conversations are still kept. Returns where it begins.
  static func drawState(_ painter: inout Painter, _ line: SeatLine, before maxX: Int, _ y: Int, ground: String) -> Int {
    var right = maxX
    let dim = ground == "ui.popup" ? painter.style("ui.popup.dim") : painter.style("ui.text.dim")
    if let since = line.awaySince {
      let grace = painter.state.replica?.office.settings.seatGraceSeconds ?? 180
      let left = painter.state.secondsLeft(until: since.advanced(seconds: grace))
      let words = painter.text("断线 保留 ", "away, kept ") + PlainText(ClockText.wait(left))
      return right - painter.writeRight(words, before: right, y, painter.style("wait.overdue", on: ground))
    }
    let time = PlainText(" " + ClockText.wait(painter.state.clock.seconds(since: line.since)))
    right -= painter.writeRight(time, before: right, y, dim)
    let scope = "state.\(line.presence.rawValue)"
    return right
      - painter.writeRight(painter.text(line.presence.name), before: right, y, painter.style(scope, on: ground))
  }

  /// A target in one line.
  static func words(_ target: TransferTarget, _ language: Language) -> PlainText {
    switch target {
    case .group(let figures):
      let facts = Localised(
        "，排队 \(figures.waiting)，空位 \(figures.freeSlots)", ", waiting \(figures.waiting), free \(figures.freeSlots)")
      return PlainText(figures.name.text(language) + facts.text(language))
    case .seat(let line):
      let away = line.awaySince == nil ? "" : Localised(" 断线", " away").text(language)
      return PlainText("\(line.agent.name) \(line.presence.name.text(language))\(away) \(line.load)/\(line.slots)")
    }
  }
}

/// A note for other staff.
enum NoteView {
  static func draw(_ painter: inout Painter, _ form: NoteForm) {
    let name = painter.state.replica?.conversations[form.conversation]?.conversation.taxpayer.name ?? ""
    let inner = painter.popup(
      width: painter.popupWidth, height: 8, title: painter.text("备注 ", "Note: ") + PlainText(name))
    FieldView.draw(
      &painter, form.text, Rect(x: inner.x, y: inner.y, width: inner.width, height: inner.height), isActive: true,
      scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text("写给同事看，纳税人看不到。Enter 保存", "For colleagues; the taxpayer does not see it. Enter keeps it")
    )
  }
}
