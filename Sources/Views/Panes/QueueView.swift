import Canvas
import Console
import Desk
import Glyphs

/// The queue by skill group, with waits that tick.
enum QueueView {
  private enum Row {
    case group(QueueSection)
    case line(QueueLine)
    case second(QueueLine)
  }

  static func draw(_ painter: inout Painter) {
    let state = painter.state
    let area = painter.layout.queue
    let isFocused = state.focus == .queue && state.popup == nil
    // Before anything is known there is no figure.
    let waiting = state.replica.map { " \($0.floor.waitingCount)" } ?? ""
    painter.title(painter.text("排队\(waiting)", "Queue\(waiting)"), area, isFocused: isFocused)
    var body = area.droppingTop(1)
    if state.queue.isFiltering || !state.queue.filter.isEmpty {
      drawFilter(&painter, body)
      body = body.droppingTop(1)
    }
    let rows = rows(of: state, painter.layout.queueRows)
    guard rows.contains(where: { if case .line = $0 { true } else { false } }) else {
      drawNobody(&painter, body, rows)
      return
    }
    let first = firstRow(rows, state.queue.selected, height: body.height)
    for (offset, row) in rows.dropFirst(first).prefix(body.height).enumerated() {
      draw(&painter, row, Area(x: body.x, y: body.y + offset, width: body.width, height: 1), isFocused: isFocused)
    }
  }

  private static func rows(of state: State, _ height: Int) -> [Row] {
    state.queueSections.flatMap { section in
      [.group(section)] + section.lines.flatMap { height == 2 ? [Row.line($0), .second($0)] : [.line($0)] }
    }
  }

  /// Keeps the marked line in sight, with its group's heading where that fits.
  private static func firstRow(_ rows: [Row], _ selected: ConversationID?, height: Int) -> Int {
    let place =
      rows.firstIndex { if case .line(let line) = $0 { line.conversation == selected } else { false } } ?? 0
    return max(0, min(place - height / 2, rows.count - height))
  }

  private static func drawNobody(_ painter: inout Painter, _ body: Area, _ rows: [Row]) {
    for (offset, row) in rows.prefix(body.height).enumerated() {
      draw(&painter, row, Area(x: body.x, y: body.y + offset, width: body.width, height: 1), isFocused: false)
    }
    let words =
      painter.state.replica == nil
      ? (painter.state.failure == nil ? painter.text("正在载入…", "Loading…") : "")
      : !painter.state.queue.filter.isEmpty
        ? painter.text("没有符合的人", "Nobody matches")
        : painter.state.queueSections.contains { $0.figures.waiting > 0 }
          ? painter.text("您的组无人排队", "Nobody waits in your groups") : painter.text("无人排队", "Nobody waits")
    let y = body.y + rows.count + 1
    guard y < body.y + body.height else { return }
    painter.write(words, body.x + 2, y, painter.style("ui.text.dim"), width: body.width - 3)
  }

  private static func drawFilter(_ painter: inout Painter, _ area: Area) {
    let filter = painter.state.queue.filter
    painter.frame.write("/", at: area.x + 1, area.y, style: painter.style("ui.hint.key"))
    FieldView.draw(
      &painter, filter, Rect(x: area.x + 3, y: area.y, width: area.width - 4, height: 1),
      isActive: painter.state.queue.isFiltering && painter.state.popup == nil, scope: "ui.input")
  }

  private static func draw(_ painter: inout Painter, _ row: Row, _ area: Area, isFocused: Bool) {
    switch row {
    case .group(let section): draw(&painter, section, area)
    case .line(let line): draw(&painter, line, area, isFocused: isFocused)
    case .second(let line): drawReason(&painter, line, area, isFocused: isFocused)
    }
  }

  private static func draw(_ painter: inout Painter, _ section: QueueSection, _ area: Area) {
    let figures = section.figures
    let dim = painter.style("ui.text.dim")
    var right = area.x + area.width - 1
    if let since = figures.longestWaitSince, figures.waiting > 0 {
      let (wait, scope) = painter.wait(since: since)
      right -=
        painter.writeRight(wait, before: right, area.y, painter.style(section.isMine ? scope : "ui.text.dim")) + 1
    }
    let seats =
      area.width >= 34
      ? painter.text(" 示闲坐席 \(figures.readySeats)/\(figures.seats)", " seats \(figures.readySeats)/\(figures.seats)")
      : PlainText("")
    right -= painter.writeRight(seats, before: right, area.y, dim)
    let style = section.isMine ? painter.style("ui.text.strong") : dim
    painter.write(
      painter.text(figures.name) + PlainText(" \(figures.waiting)"), area.x + 1, area.y, style,
      width: right - area.x - 2)
  }

  private static func draw(_ painter: inout Painter, _ line: QueueLine, _ area: Area, isFocused: Bool) {
    let isMarked = line.conversation == painter.state.queue.selected
    let right = area.x + area.width - 1
    let isAccepting = painter.state.queue.accepting == line.conversation
    let (wait, scope) =
      isAccepting ? (painter.text("接入中", "taking"), "link.behind") : painter.wait(since: line.enteredAt)
    let waitWidth = painter.writeRight(wait, before: right, area.y, painter.style(scope))
    var x = area.x + 1
    let marker = isMarked ? painter.symbols.marker : line.isInFront ? painter.symbols.front : " "
    painter.frame.write(marker, at: x, area.y, style: painter.style(line.isInFront ? "wait.overdue" : "ui.hint.key"))
    x += 2
    let end = right - waitWidth - 1
    let nameStyle = painter.style(isMarked ? "ui.text.strong" : "ui.text")
    let name = PlainText(line.taxpayer).padded(to: 7, painter.ambiguous)
    x += painter.write(name, x, area.y, nameStyle, width: end - x)
    if let reserved = line.reservedFor {
      let isMine = reserved.id == painter.state.replica?.me.agent.id
      let words =
        isMine ? painter.text("转给您", "for you") : painter.text("转\(reserved.name)", "for \(reserved.name)")
      x += painter.write(words, x, area.y, painter.style(isMine ? "wait.overdue" : "wait.warning"), width: end - x) + 1
    }
    if let called = line.offeredTo {
      let isMine = called.id == painter.state.replica?.me.agent.id
      let words = isMine ? painter.text("呼叫您", "calls you") : painter.text("呼叫\(called.name)", "calls \(called.name)")
      x += painter.write(words, x, area.y, painter.style(isMine ? "wait.overdue" : "wait.warning"), width: end - x) + 1
    }
    if let lost = line.lostBy {
      let words = painter.text("\(lost.name)断线", "\(lost.name) was lost")
      x += painter.write(words, x, area.y, painter.style("wait.overdue"), width: end - x) + 1
    }
    let rest = painter.layout.queueRows == 2 ? line.enterprise ?? "" : line.reason
    // Less than a word says nothing.
    if end - x >= 4 { painter.write(PlainText(rest), x, area.y, painter.style("ui.text.dim"), width: end - x) }
    finish(&painter, line, area, isMarked: isMarked, isFocused: isFocused)
  }

  private static func drawReason(_ painter: inout Painter, _ line: QueueLine, _ area: Area, isFocused: Bool) {
    painter.write(
      PlainText(line.reason), area.x + 3, area.y, painter.style("ui.text.dim"), width: area.width - 4)
    finish(
      &painter, line, area, isMarked: line.conversation == painter.state.queue.selected, isFocused: isFocused)
  }

  private static func finish(
    _ painter: inout Painter, _ line: QueueLine, _ area: Area, isMarked: Bool, isFocused: Bool
  ) {
    if isMarked { painter.select(Rect(area), isActive: isFocused) }
    painter.hits.add(.queueLine(line.conversation), Rect(area))
  }
}
