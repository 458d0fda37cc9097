import Canvas
import Console
import Desk
import Glyphs

/// The supervisor's wall 值班墙: figures above, panes below.
enum WallView {
  static func draw(_ painter: inout Painter, _ board: WallBoard) {
    let alerts = painter.state.wallAlerts(board)
    let layout = WallLayout(
      painter.state.size, showing: board.pane, groups: painter.state.wallQueues.count,
      slot: painter.state.wallSlot(board), hasAlerts: !alerts.isEmpty)
    let whole = Rect(x: 0, y: 2, width: painter.frame.width, height: painter.frame.height - 3)
    painter.frame.fill(whole, style: painter.style("ui.background"))
    painter.hits.add(.popup, whole)
    WallBandView.draw(&painter, layout.band)
    if layout.alerts.height > 0 { WallAlertsView.drawBand(&painter, alerts, layout.alerts) }
    if layout.tabs.height > 0 { drawTabs(&painter, board, layout.tabs) }
    for (pane, area) in layout.panes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      if board.watch != nil, !layout.isWhole || pane == .seats || pane == .talks { continue }
      draw(&painter, board, pane, area)
    }
    if let group = board.staffing { StaffingView.draw(&painter, group, lender: board.lender) }
    if let watch = board.watch { WatchView.draw(&painter, watch, layout.watch) }
    if let replay = board.replay, replay.player == nil {
      let inner = painter.popup(width: 40, height: 3, title: painter.text("回放", "Replay"))
      painter.write(
        painter.text("正在载入实录…", "Loading the record…"), inner.x, inner.y, painter.style("ui.popup.dim"),
        width: inner.width)
    }
    if let form = board.form { WallFormView.draw(&painter, form) }
  }

  private static func drawTabs(_ painter: inout Painter, _ board: WallBoard, _ area: Area) {
    var x = area.x + 1
    for (place, pane) in WallBoard.Pane.allCases.enumerated() {
      let isShown = pane == board.pane
      let words = PlainText(" \(place + 1) ") + painter.text(pane.shortName) + " "
      let width = painter.write(
        words, x, area.y, painter.style(isShown ? "ui.title.focused" : "ui.title"), width: area.width - x)
      let rect = Rect(x: x, y: area.y, width: width, height: 1)
      painter.hits.add(.command(.wallPane(pane)), rect)
      if isShown { painter.select(rect, isActive: true) }
      x += width + (area.width >= 100 ? 1 : 0)
    }
  }

  private static func draw(_ painter: inout Painter, _ board: WallBoard, _ pane: WallBoard.Pane, _ area: Area) {
    let isFocused = board.pane == pane && board.watch == nil
    painter.title(
      title(painter, board, pane, area.width), area, isFocused: isFocused, right: right(painter, board, pane),
      rightScope: board.isFiltering && pane == .seats ? "ui.match" : pane == .heat ? "ui.text.strong" : "ui.title")
    painter.hits.add(.command(.wallPane(pane)), Rect(x: area.x, y: area.y, width: area.width, height: 1))
    let body = area.droppingTop(1)
    guard body.height > 0 else { return }
    switch pane {
    case .queues: WallQueuesView.draw(&painter, board, body, isFocused: isFocused)
    case .seats: WallSeatsView.draw(&painter, board, body, isFocused: isFocused)
    case .talks where board.past != nil: WallPastView.draw(&painter, board, body, isFocused: isFocused)
    case .talks: WallTalksView.draw(&painter, board, body, isFocused: isFocused)
    case .heat: WallHeatView.draw(&painter, body, marked: isFocused ? painter.state.wallHour(board) : nil)
    case .alerts: WallAlertsView.draw(&painter, board, body, isFocused: isFocused)
    case .blocks: WallBlocksView.draw(&painter, board, body, isFocused: isFocused)
    case .figures: WallFiguresView.draw(&painter, board, body, isFocused: isFocused)
    case .promises: WallPromisesView.draw(&painter, board, body, isFocused: isFocused)
    case .announcements: WallPromisesView.drawAnnouncements(&painter, board, body, isFocused: isFocused)
    }
  }

  private static func title(
    _ painter: Painter, _ board: WallBoard, _ pane: WallBoard.Pane, _ width: Int
  ) -> PlainText {
    let name =
      PlainText(String((WallBoard.Pane.allCases.firstIndex(of: pane) ?? 0) + 1) + " ") + painter.text(pane.name)
    switch pane {
    case .queues, .promises, .heat: return name
    case .seats:
      let seats = painter.state.wallSeats(board)
      let all = name + PlainText(" \(seats.count)")
      let room = width - right(painter, board, pane).width(painter.ambiguous) - 6
      return all + states(painter, seats, room - all.width(painter.ambiguous))
    case .talks where board.past != nil: return name + WallPastView.title(painter, board)
    case .alerts:
      return name + (board.thresholds.map { PlainText(" \($0.alerts.count)/\($0.thresholds.count)") } ?? "")
    case .blocks: return name + (board.blocks.map { PlainText(" \($0.count)") } ?? "")
    case .figures: return name + painter.symbols.separator + painter.text(painter.state.wallSubjectName(board))
    case .talks: return name + behind(painter, board) + (board.lines.map(count) ?? "")
    case .announcements: return name + PlainText(" \(painter.state.wallAnnouncements.count)")
    }
  }

  /// How many consoles are away and how many seats are in each state, as many as there is room for.
  private static func states(_ painter: Painter, _ seats: [WallSeatRow], _ room: Int) -> PlainText {
    let gone = seats.count { $0.line.awaySince != nil }
    var counts = gone > 0 ? [painter.text("断线 \(gone)", "gone \(gone)")] : []
    for presence in Presence.allCases {
      let count = seats.count { $0.line.presence == presence && $0.line.awaySince == nil }
      if count > 0 { counts.append(painter.text(presence.name) + PlainText(" \(count)")) }
    }
    guard counts.count > 1 else { return "" }
    var words: PlainText = ""
    for count in counts {
      let longer = words + (words.isEmpty ? painter.symbols.separator : " ") + count
      guard longer.width(painter.ambiguous) <= room else { break }
      words = longer
    }
    return words
  }

  /// How many conversations there are; of a long list also how many of them are shown.
  private static func count(_ lines: ConversationLines) -> PlainText {
    PlainText(lines.lines.count < lines.total ? " \(lines.lines.count)/\(lines.total)" : " \(lines.total)")
  }

  /// What is looked into: a group's or a seat's conversations.
  private static func behind(_ painter: Painter, _ board: WallBoard) -> PlainText {
    guard let replica = painter.state.replica else { return "" }
    let group = board.behind.group.flatMap { id in replica.catalogue.groups.first { $0.id == id }?.name }
    let agent = board.behind.agent.flatMap { id in replica.floor.seats.first { $0.agent.id == id }?.agent.name }
    let words = group.map { painter.text($0) } ?? agent.map { PlainText($0) }
    let stage = board.behind.stage.map { painter.text($0.name) }
    return [words, stage].compactMap(\.self).reduce(PlainText("")) { $0 + painter.symbols.separator + $1 }
  }

  private static func right(_ painter: Painter, _ board: WallBoard, _ pane: WallBoard.Pane) -> PlainText {
    if pane == .heat, board.pane == .heat, board.watch == nil, let hour = painter.state.wallHour(board) {
      return WallHeatView.words(painter, hour)
    }
    if pane == .talks {
      let order = board.past.map(\.order.name) ?? board.talkOrder.name
      return board.past != nil || board.talks.count > 1 ? painter.text(order) : ""
    }
    guard pane == .seats else { return "" }
    if board.isFiltering || !board.filter.isEmpty {
      return PlainText("/" + board.filter.text + (board.isFiltering ? "_" : ""))
    }
    return painter.text(board.order.name)
  }
}

extension Painter {
  /// Rows of a pane of the wall, one marked and kept in sight.
  mutating func rows(
    _ area: Area, of pane: WallBoard.Pane, count: Int, marked: Int, isFocused: Bool,
    _ draw: (inout Painter, Int, Rect) -> Void
  ) {
    let first = max(0, min(marked - area.height / 2, count - area.height))
    for (offset, index) in (first..<max(first, min(count, first + area.height))).enumerated() {
      let row = Rect(x: area.x, y: area.y + offset, width: area.width, height: 1)
      draw(&self, index, row)
      if index == marked, isFocused { select(row, isActive: true) }
      hits.add(.wallRow(pane, index), row)
    }
  }

  /// A word for an empty pane.
  mutating func empty(_ area: Area, _ words: PlainText) {
    write(words, area.x + 1, area.y, style("ui.text.dim"), width: area.width - 2)
  }
}
