import Canvas
import Console
import Desk
import Glyphs

/// The screen of what was promised: tabs and filter at the top, the list to the left, the marked item to the right, or below where it is narrow.
enum PromiseDeskView {
  static func draw(_ painter: inout Painter, _ desk: PromiseDesk) {
    let frame = painter.frame
    let whole = Rect(x: 0, y: 2, width: frame.width, height: max(6, frame.height - 3))
    painter.hits.add(.popup, whole)
    painter.frame.fill(whole, style: painter.style("ui.popup"))
    painter.frame.border(whole, style: painter.style("ui.popup.border"))
    drawTabs(&painter, desk, Rect(x: whole.x + 2, y: whole.y, width: whole.width - 4, height: 1))
    let inner = whole.inset(1, 1)
    let rows = painter.state.rows(of: desk)
    if inner.width >= 96 {
      let left = min(70, inner.width * 11 / 24)
      drawList(&painter, desk, rows, Rect(x: inner.x, y: inner.y, width: left, height: inner.height))
      painter.frame.verticalLine(
        Rect(x: inner.x + left, y: inner.y, width: 1, height: inner.height),
        style: painter.style("ui.border", on: "ui.popup"))
      drawDetail(
        &painter, desk, rows,
        Rect(x: inner.x + left + 2, y: inner.y, width: inner.width - left - 3, height: inner.height))
    } else {
      let top = max(3, min(rows.count + 1, inner.height * 2 / 5))
      drawList(&painter, desk, rows, Rect(x: inner.x, y: inner.y, width: inner.width, height: top))
      painter.rule(Rect(x: inner.x, y: 0, width: inner.width, height: 1), inner.y + top)
      drawDetail(
        &painter, desk, rows,
        Rect(x: inner.x + 1, y: inner.y + top + 1, width: inner.width - 2, height: inner.height - top - 1))
    }
  }

  private static func drawTabs(_ painter: inout Painter, _ desk: PromiseDesk, _ row: Rect) {
    var x = row.x
    for (place, list) in PromiseDesk.List.allCases.enumerated() {
      let isShown = list == desk.list
      let words = PlainText(" \(place + 1) ") + painter.text(name(list)) + count(painter, list) + PlainText(" ")
      let style = painter.style(isShown ? "ui.popup.title" : "ui.popup.dim")
      let width = painter.write(words, x, row.y, style, width: row.maxX - x)
      let command: CommandID = list == .home ? .deskHome : list == .messages ? .deskMessages : .deskTickets
      painter.hits.add(.command(command), Rect(x: x, y: row.y, width: width, height: 1))
      if isShown { painter.select(Rect(x: x, y: row.y, width: width, height: 1), isActive: true) }
      x += width + 1
    }
    if !desk.marks.isEmpty {
      let words = painter.text("已选 \(desk.marks.count)", "\(desk.marks.count) selected")
      x += painter.write(words, x + 1, row.y, painter.style("wait.warning", on: "ui.popup"), width: row.maxX - x) + 2
    }
    guard desk.isFiltering || !desk.filter.isEmpty, row.maxX - x > 12 else { return }
    painter.frame.write("/", at: x + 1, row.y, style: painter.style("ui.hint.key", on: "ui.popup"))
    FieldView.draw(
      &painter, desk.filter, Rect(x: x + 3, y: row.y, width: row.maxX - x - 3, height: 1), isActive: desk.isFiltering,
      scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text(
        "state:open group:税源 due<2d prio:high 发票", "state:open group:tax due<2d prio:high words"))
  }

  static func name(_ list: PromiseDesk.List) -> Localised {
    switch list {
    case .home: Localised("最该办", "Most overdue")
    case .messages: Localised("留言", "Messages")
    case .tickets: Localised("工单", "Tickets")
    }
  }

  private static func count(_ painter: Painter, _ list: PromiseDesk.List) -> PlainText {
    guard let figures = painter.state.replica?.floor.promises else { return "" }
    let (open, late) =
      switch list {
      case .home: (0, 0)
      case .messages: (figures.messages, figures.lateMessages)
      case .tickets: (figures.tickets, figures.lateTickets)
      }
    if open == 0 { return "" }
    let most = open >= PromiseFigures.most ? "+" : ""
    return PlainText(" \(open)\(most)") + (late > 0 ? painter.text(" 超时 \(late)", " late \(late)") : "")
  }

  // MARK: - The list

  private static func drawList(_ painter: inout Painter, _ desk: PromiseDesk, _ rows: [PromiseRow], _ rect: Rect) {
    if rows.isEmpty {
      let words: PlainText =
        desk.failure.map { painter.text($0.text) }
        ?? (desk.loading > 0 ? painter.text("正在载入…", "Loading…") : painter.text("没有待办的事", "Nothing is left to do"))
      painter.write(words, rect.x + 1, rect.y + 1, painter.style("ui.popup.dim"), width: rect.width - 2)
      return
    }
    painter.list(rect, count: rows.count, selected: painter.state.markedPlace(of: desk, in: rows)) {
      painter, index, row in
      drawRow(&painter, rows[index], row, desk)
    }
  }

  /// Whether a row is one of those that are acted on together.
  static func isSelected(_ row: PromiseRow, _ desk: PromiseDesk) -> Bool {
    if case .ticket(let ticket) = row { desk.marks.contains(ticket.id) } else { false }
  }

  private static func drawRow(_ painter: inout Painter, _ item: PromiseRow, _ row: Rect, _ desk: PromiseDesk) {
    let line = painter.state.overdue(item)
    let (time, scope) = dueText(painter, item, line)
    let dim = painter.style("ui.popup.dim")
    var right = row.maxX - 1
    right -= painter.writeRight(time, before: right, row.y, painter.style(scope, on: "ui.popup")) + 1
    let state = stateText(item)
    right -= painter.writeRight(painter.text(state), before: right, row.y, dim) + 1
    // While several are selected all rows stand one cell further in, under each other.
    var x = row.x + (desk.marks.isEmpty ? 1 : 2)
    if isSelected(item, desk) {
      painter.write(painter.symbols.booked, row.x, row.y, painter.style("wait.warning", on: "ui.popup"), width: 2)
    }
    x += painter.write(painter.text(kind(item)), x, row.y, dim, width: 8) + 1
    if line.priority > .normal {
      let style = painter.style(line.priority == .urgent ? "wait.overdue" : "wait.warning", on: "ui.popup")
      x += painter.write(painter.text(line.priority.name), x, row.y, style, width: right - x) + 1
    }
    painter.write(PlainText(line.title), x, row.y, painter.style("ui.popup"), width: right - x)
  }

  static func kind(_ row: PromiseRow) -> Localised {
    switch row {
    case .message: PromiseKind.message.name
    case .ticket: PromiseKind.ticket.name
    case .live(let line):
      if case .appointment = line.work { Localised("预约", "appt.") } else { Localised("会话", "chat") }
    }
  }

  static func stateText(_ row: PromiseRow) -> Localised {
    switch row {
    case .message(let message):
      message.assignee.map { Localised($0.name, $0.name) } ?? (message.state == .open ? unclaimed : message.state.name)
    case .ticket(let ticket):
      ticket.state == .pending || !ticket.state.isOpen
        ? ticket.state.name : ticket.assignee.map { Localised($0.name, $0.name) } ?? unclaimed
    case .live(let line): line.reason
    }
  }

  private static let unclaimed = Localised("待领取", "unclaimed")

  /// How late it is, or how much time there is.
  static func dueText(_ painter: Painter, _ item: PromiseRow, _ line: Overdue) -> (PlainText, String) {
    if line.dueAt == Overdue.never { return ("—", "ui.popup.dim") }
    let late = line.seconds(at: painter.state.clock.now ?? line.dueAt)
    let span = ClockText.span(abs(late))
    if late >= 0 { return (painter.text("超 ", "late ") + painter.text(span), "wait.overdue") }
    return (painter.text("余 ", "in ") + painter.text(span), late > -3_600 ? "wait.warning" : "ui.popup.dim")
  }

  // MARK: - The marked item

  private static func drawDetail(_ painter: inout Painter, _ desk: PromiseDesk, _ rows: [PromiseRow], _ rect: Rect) {
    var body = rect
    if desk.writing != nil || desk.target != nil {
      let height = min(max(4, rect.height / (desk.target == nil ? 3 : 2)), desk.target == nil ? 6 : 12)
      let foot = Rect(x: rect.x, y: rect.maxY - height, width: rect.width, height: height)
      body = Rect(x: rect.x, y: rect.y, width: rect.width, height: max(0, rect.height - height))
      desk.target.map { drawTargets(&painter, desk, $0, foot) } ?? drawWriting(&painter, desk, foot)
    }
    guard let row = painter.state.markedRow(of: desk) else { return }
    let lines = PromiseDetailLines(state: painter.state, width: body.width).lines(desk, row)
    let first = max(0, min(desk.scroll, lines.count - body.height))
    for (offset, line) in lines.dropFirst(first).prefix(body.height).enumerated() {
      painter.write(
        line.text, body.x, body.y + offset, painter.style(line.scope, on: "ui.popup"), width: body.width)
    }
    if lines.count > first + body.height, body.height > 0 {
      painter.writeRight(
        painter.text("↓ PgDn", "↓ PgDn"), before: body.maxX, body.maxY - 1, painter.style("ui.popup.dim"))
    }
  }

  private static func drawWriting(_ painter: inout Painter, _ desk: PromiseDesk, _ rect: Rect) {
    painter.rule(rect, rect.y)
    guard let writing = desk.writing else { return }
    // Whom a note calls is seen before it is sent.
    let called = desk.isSending ? nil : mentions(painter.state, desk)
    let title = desk.isSending ? painter.text("正在提交…", "Sending…") : painter.text(called?.text ?? label(writing))
    let scope = called?.scope ?? "ui.popup.title"
    painter.write(title, rect.x, rect.y, painter.style(scope, on: "ui.popup"), width: rect.width)
    if !desk.pictures.isEmpty {
      painter.writeRight(pictures(painter, desk), before: rect.maxX, rect.y, painter.style("ui.popup.dim"))
    }
    FieldView.draw(
      &painter, desk.words, Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: rect.height - 1),
      isActive: !desk.isSending, scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text(
        "Enter 提交 · Alt-Enter 换行 · Esc 不写了", "Enter sends · Alt-Enter breaks the line · Esc leaves it"))
  }

  /// Whom the note calls, each with the login; that a name is not enough; or that it calls nobody.
  static func mentions(_ state: State, _ desk: PromiseDesk) -> (text: Localised, scope: String)? {
    guard desk.writing == .note else { return nil }
    let mentions = state.mentions(in: desk.words.text)
    if let question = mentions.question { return (question, "wait.overdue") }
    let names = mentions.agents.map { "\($0.name)(\($0.id))" }.joined(separator: " ")
    // Who works here is known once it was told.
    let words = desk.colleagues.isEmpty ? [] : mentions.unknown
    let unknown = words.map { "@" + $0 }.joined(separator: " ")
    switch (names.isEmpty, unknown.isEmpty) {
    case (true, true): return nil
    case (false, true): return (Localised("内部备注，提醒 " + names, "Note, calls " + names), "wait.warning")
    case (true, false):
      return (Localised("内部备注；没有同事叫 " + unknown, "Note; no colleague is called " + unknown), "ui.popup.dim")
    case (false, false):
      let (chinese, english) = ("内部备注，提醒 \(names)；", "Note, calls \(names); ")
      return (Localised(chinese + "没有同事叫 " + unknown, english + "nobody is called " + unknown), "wait.warning")
    }
  }

  /// What goes along, and whether all of it is at the backend.
  private static func pictures(_ painter: Painter, _ desk: PromiseDesk) -> PlainText {
    let count = desk.pictures.count
    let isHere = desk.pictures.allSatisfy { $0.image != nil }
    return isHere
      ? painter.text(" 附图 \(count) 张", " \(count) picture\(count == 1 ? "" : "s")")
      : painter.text(" 附图 \(count) 张，上传中…", " \(count) picture\(count == 1 ? "" : "s"), on the way…")
  }

  static func label(_ writing: PromiseDesk.Writing) -> Localised {
    switch writing {
    case .reply: Localised("答复纳税人", "Answer the taxpayer")
    case .question: Localised("请纳税人补充（停止计时）", "Ask the taxpayer; the clock stands still")
    case .note:
      Localised(
        "内部备注（纳税人看不到；工单中 @姓名或 @登录名 提醒同事）", "Note, not for the taxpayer; in a ticket @name or @login tells a colleague")
    case .result: Localised("办结结果（纳税人可见）", "Result, as the taxpayer reads it")
    case .closing: Localised("关闭原因", "Why it is closed")
    case .ticket: Localised("新工单标题", "Title of the new ticket")
    case .talkTicket: Localised("由会话建工单：标题", "A ticket from the talk: its title")
    case .title: Localised("新标题", "Another title")
    }
  }

  static func label(_ purpose: PromiseDesk.Purpose) -> Localised {
    switch purpose {
    case .group: Localised("转给技能组", "Pass on to")
    case .agent: Localised("派给坐席", "Give to")
    case .change: Localised("修改工单", "Change the ticket")
    case .merge: Localised("并入同一纳税人的工单", "Goes on in another ticket of the taxpayer")
    case .filter: Localised("常用筛选", "Kept filters")
    }
  }

  private static func drawTargets(_ painter: inout Painter, _ desk: PromiseDesk, _ picker: Picker, _ rect: Rect) {
    painter.rule(rect, rect.y)
    painter.write(
      painter.text(label(desk.purpose)), rect.x, rect.y, painter.style("ui.popup.title"), width: rect.width)
    let isFilter = desk.purpose == .filter
    FieldView.draw(
      &painter, picker.field, Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: 1), isActive: true,
      scope: "ui.input", ground: "ui.popup",
      placeholder: isFilter
        ? painter.text("输入名称，可把当前筛选存下", "type a name to keep the filter that holds")
        : desk.purpose == .agent
          ? painter.text("姓名、拼音首字母或登录名", "name, pinyin initials or login") : painter.text("输入名称查找", "type to find"))
    let choices = painter.state.deskChoices
    let list = Rect(x: rect.x, y: rect.y + 2, width: rect.width, height: max(0, rect.height - 2))
    if choices.isEmpty {
      painter.write(
        painter.text(nothing(desk)), list.x + 1, list.y, painter.style("ui.popup.dim"), width: list.width - 2)
    }
    painter.list(list, count: choices.count, selected: picker.selected) { painter, index, row in
      let choice = choices[index]
      var right = row.maxX - 1
      if case .seat(let line) = choice {
        let load = PlainText(" \(line.load)/\(line.slots)")
        right -= painter.writeRight(load, before: right, row.y, painter.style("ui.popup.dim"))
        right = TransferView.drawState(&painter, line, before: right, row.y, ground: "ui.popup")
      } else {
        right -= painter.writeRight(painter.text(choice.facts), before: right, row.y, painter.style("ui.popup.dim"))
      }
      if let agent = choice.agent {
        painter.person(agent, row.x + 1, row.y, before: right - 1)
      } else {
        painter.write(painter.text(choice.name), row.x + 1, row.y, painter.style("ui.popup"), width: right - row.x - 2)
      }
    }
  }

  /// What is said where nothing can be chosen.
  private static func nothing(_ desk: PromiseDesk) -> Localised {
    switch desk.purpose {
    case .filter where desk.filters == nil: Localised("正在载入…", "Loading…")
    case .filter where desk.query.isEmpty:
      Localised("还没有常用筛选：先按 / 筛选，再按 F 存下", "None are kept: filter by /, then keep it by F")
    case .filter: Localised("输入名称并按 Enter，存下当前筛选", "Type a name and press Enter to keep this filter")
    case .merge: Localised("该纳税人没有其他未结工单", "The taxpayer has no other open ticket")
    case .agent where desk.target?.field.isEmpty != false:
      Localised("没有坐席在线；示闲后可派给自己", "No seat is signed in; once ready you can give it to yourself")
    case .group, .agent, .change: Localised("没有符合的", "Nothing matches")
    }
  }
}
