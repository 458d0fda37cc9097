import Canvas
import Console
import Desk
import Glyphs

/// Two rows at the top: connection, seat, waiting, clock; office, agent, the taxpayer's page.
enum HeaderView {
  /// A part of the header; where room is short those of the highest rank go first.
  private struct Part {
    var rank: Int
    var pieces: [(PlainText, scope: String)]

    func width(_ ambiguous: AmbiguousWidth) -> Int { pieces.reduce(0) { $0 + $1.0.width(ambiguous) } }
  }

  static func draw(_ painter: inout Painter) {
    let area = painter.layout.header
    painter.frame.fill(Rect(area), style: painter.style("ui.header"))
    defer {
      if painter.state.alarms.flashUntil != nil {
        painter.frame.restyle(Rect(area)) { $0.adding([.reverse]) }
      }
    }
    let brand = painter.text(" 征纳互动 ", " Zuoxi ")
    let x = painter.frame.write(brand, at: area.x, area.y, style: painter.style("ui.header.brand")) + 1
    let clock = clockPart(painter)
    let clockWidth = painter.writeRight(
      clock, before: area.width - 1, area.y, painter.style("ui.header.value"))
    draw(&painter, parts(painter), from: x, to: area.width - clockWidth - 2, row: area.y)
    draw(&painter, secondParts(painter), from: 1, to: area.width - 1, row: area.y + 1)
  }

  private static func draw(_ painter: inout Painter, _ parts: [Part], from: Int, to end: Int, row: Int) {
    let gap = end - from > 100 ? 4 : 2
    var shown = parts
    // What matters least gives way first: shortened where something of it can still be read, else left out.
    while shown.count > 1, case let over = width(shown, gap, painter.ambiguous) - (end - from), over > 0,
      let worst = shown.indices.max(by: { shown[$0].rank < shown[$1].rank })
    {
      let left = shown[worst].width(painter.ambiguous) - over
      if shown[worst].pieces.count == 1, left >= 12 {
        shown[worst].pieces[0].0 = shown[worst].pieces[0].0.truncated(to: left, painter.ambiguous)
      } else {
        shown.remove(at: worst)
      }
    }
    var x = from
    for part in shown {
      for (words, scope) in part.pieces {
        x += painter.write(words, x, row, painter.style(scope, on: "ui.header"), width: end - x)
      }
      x += gap
    }
  }

  private static func width(_ parts: [Part], _ gap: Int, _ ambiguous: AmbiguousWidth) -> Int {
    parts.reduce(0) { $0 + $1.width(ambiguous) } + gap * max(0, parts.count - 1)
  }

  private static func parts(_ painter: Painter) -> [Part] {
    var parts = [Part(rank: 0, pieces: [connection(painter)])]
    guard let replica = painter.state.replica else { return parts }
    parts.append(Part(rank: 1, pieces: seat(painter, replica)))
    if let reason = painter.state.breakName(replica.me.reason), replica.me.choice == .onBreak {
      parts.append(Part(rank: 5, pieces: [(painter.text(reason), "state.\(replica.me.choice.rawValue)")]))
    }
    let slots = replica.me.agent.slots
    let load = painter.state.slotsTaken
    parts.append(
      Part(
        rank: 3,
        pieces: [
          (painter.text("接待 ", "Slots "), "ui.header.label"),
          (PlainText("\(load)/\(slots)"), load >= slots ? "wait.warning" : "ui.header.value"),
        ]))
    let waiting = replica.floor.waitingCount
    parts.append(
      Part(
        rank: 2,
        pieces: [
          (painter.text("排队 ", "Waiting "), "ui.header.label"),
          (PlainText("\(waiting)"), waiting > 0 ? "ui.header.value" : "ui.header.label"),
        ]))
    if let since = replica.floor.longestWaitSince, waiting > 0 {
      parts.append(
        Part(rank: 4, pieces: [(painter.text("最长 ", "Longest "), "ui.header.label"), painter.wait(since: since)]))
    }
    return parts
  }

  private static func secondParts(_ painter: Painter) -> [Part] {
    guard let replica = painter.state.replica else { return [] }
    var parts: [Part] = []
    if let reason = painter.state.storageFailure {
      parts.append(
        Part(
          rank: 0,
          pieces: [
            (painter.text("无法保存草稿和发件箱：", "Drafts and outbox cannot be kept: "), "link.lost"),
            (PlainText(reason), "link.lost"),
          ]))
    }
    if let announcement = painter.state.unreadAnnouncements.first {
      let words = announcement.text.split(whereSeparator: \.isNewline).joined(separator: " ")
      parts.append(
        Part(
          rank: 0,
          pieces: [
            (painter.text(" 公告 ", " Announcement "), "ui.badge"),
            (
              PlainText(" " + announcement.by.name + " " + words).truncated(
                to: max(20, painter.frame.width / 2), painter.ambiguous), "ui.header.value"
            ),
            (PlainText(" Ctrl-R ") + painter.text("已阅", "read"), "ui.hint.key"),
          ]))
    }
    for alarm in painter.state.alarms.alarms where alarm.kind != .offer {
      let scope = alarm.isSilenced ? "ui.header.label" : "link.lost"
      parts.append(Part(rank: 1, pieces: [(PlainText("! ") + painter.text(alarm.words), scope)]))
    }
    parts.append(Part(rank: 4, pieces: [(painter.text(replica.office.name), "ui.header.label")]))
    let failed = painter.state.outbox.count { $0.mark.isFailed }
    let pending = painter.state.outbox.count - failed
    if pending > 0 {
      parts.append(
        Part(rank: 2, pieces: [(painter.text("发件箱 \(pending)", "Outbox \(pending)"), "link.behind")]))
    }
    if failed > 0 {
      parts.append(Part(rank: 1, pieces: [(painter.text("未发出 \(failed)", "Not sent \(failed)"), "link.lost")]))
    }
    if let promises = replica.floor.promises, promises.messages + promises.tickets > 0 {
      parts.append(Part(rank: 2, pieces: pieces(painter, promises)))
    }
    if painter.state.preferences.isDemo, !replica.taxpayerURL.isEmpty {
      parts.append(
        Part(
          rank: 3,
          pieces: [
            (painter.text("纳税人页面 ", "Taxpayer page "), "ui.header.label"),
            (PlainText(replica.taxpayerURL), "ui.header.value"),
          ]))
    }
    return parts
  }

  /// Messages left and tickets, and how many of them are late.
  private static func pieces(_ painter: Painter, _ promises: PromiseFigures) -> [(PlainText, scope: String)] {
    let late = promises.lateMessages + promises.lateTickets
    let most = max(promises.messages, promises.tickets) >= PromiseFigures.most ? "+" : ""
    let open = (
      painter.text(
        "留言 \(promises.messages) 工单 \(promises.tickets)\(most)",
        "Messages \(promises.messages), tickets \(promises.tickets)\(most)"), scope: "ui.header.value"
    )
    guard late > 0 else { return [open] }
    return [open, (painter.text(" 超时 \(late)", ", late \(late)"), scope: "wait.overdue")]
  }

  /// The connection in words, with whatever time they tell.
  static func connection(_ painter: Painter) -> (PlainText, scope: String) {
    let state = painter.state
    let dot = painter.symbols.dot + " "
    let ring = painter.symbols.ring + " "
    switch state.connection {
    case .connecting:
      return (ring + painter.text("正在连接", "Connecting"), "link.behind")
    case .catchingUp:
      let count = state.unseenCount
      let words =
        count == 0
        ? painter.text("同步中", "Catching up") : painter.text("同步中 \(count) 条未见", "Catching up, \(count) unseen")
      return (ring + words, "link.behind")
    case .live:
      let silent = state.clock.heardAt.map { (state.clock.monotonic - $0) / 1000 } ?? 0
      if silent >= 12 {
        return (ring + painter.text("无响应 \(silent) 秒", "Silent for \(silent) s"), "link.behind")
      }
      let lag = state.clock.lag
      let words = lag >= 500 ? painter.text("在线 迟 \(lag) 毫秒", "Live, \(lag) ms late") : painter.text("在线", "Live")
      return (dot + words, lag >= 2000 ? "link.behind" : "link.live")
    case .lost(let since, let retryAt):
      let seconds = (state.clock.monotonic - since) / 1000
      guard let retryAt else {
        return (ring + lostForGood(painter), "link.lost")
      }
      let next = max(0, (retryAt - state.clock.monotonic + 999) / 1000)
      return (
        ring + painter.text("断线 \(seconds) 秒，\(next) 秒后重连", "Lost \(seconds) s, retry in \(next) s"), "link.lost"
      )
    }
  }

  private static func lostForGood(_ painter: Painter) -> PlainText {
    if painter.state.needsSignIn { return painter.text("登录失效，请 zuoxi login", "Session ended: zuoxi login") }
    guard case .refused(let problem) = painter.state.failure else { return painter.text("断线", "Lost") }
    return PlainText(problem.detail(painter.language))
  }

  private static func seat(_ painter: Painter, _ replica: Replica) -> [(PlainText, scope: String)] {
    let me = replica.me
    var words = painter.text(me.choice.name)
    if let wanted = painter.state.presenceRequested {
      words += painter.symbols.arrow + painter.text(wanted.choice.name)
    }
    let time = PlainText(" " + ClockText.wait(painter.state.clock.seconds(since: me.since)))
    return [
      (PlainText(me.agent.name) + " ", "ui.header.value"), (words, "state.\(me.choice.rawValue)"),
      (time, "ui.header.label"),
    ]
  }

  private static func clockPart(_ painter: Painter) -> PlainText {
    guard let now = painter.state.clock.now else { return "--:--:--" }
    return PlainText(ClockText.hoursMinutesSeconds(now, utcOffsetMinutes: painter.utcOffset))
  }
}
