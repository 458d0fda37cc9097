import Console
import Desk
import Glyphs

/// The wall as plain lines: its figures, the pane that has the keys with the marked row named, a watched talk, what is being asked.
enum LinearWall {
  static func lines(_ state: State, _ board: WallBoard) -> [PlainText] {
    if let form = board.form { return self.lines(state, form) }
    if let replay = board.replay {
      guard let player = replay.player else { return [text(state, "正在载入实录…", "Loading the record…")] }
      return ReplayText.lines(player.timeline, state.preferences.language)
    }
    if let group = board.staffing {
      return StaffingView.lines(state, group, lender: board.lender).map { LinearPopup.text(state, $0) }
    }
    if let watch = board.watch { return self.lines(state, watch) }
    let rows = rows(state, board)
    let name = LinearPopup.text(state, board.pane.name) + PlainText(" \(rows.count)") + about(state, board)
    return [figures(state)] + alerts(state, board) + [name] + LinearPopup.rows(state, rows, state.wallRow(board))
  }

  /// What the rows are sorted by, or how they are counted.
  private static func about(_ state: State, _ board: WallBoard) -> PlainText {
    if let order = board.orderName { return text(state, "，", ", ") + LinearPopup.text(state, order) }
    guard board.pane == .figures else { return "" }
    return text(state, "，今天按进线，近一小时按发生", ", today by arrival, the last hour by event")
  }

  private static func text(_ state: State, _ chinese: String, _ english: String) -> PlainText {
    LinearPopup.text(state, Localised(chinese, english))
  }

  private static func figures(_ state: State) -> PlainText {
    guard let floor = state.replica?.floor else { return "" }
    let longest = floor.longestWaitSince.map { ClockText.wait(state.clock.seconds(since: $0)) } ?? "—"
    let ready = floor.seats.count(where: \.isReady)
    return text(
      state, "排队 \(floor.waitingCount)，最长 \(longest)，示闲 \(ready)/\(floor.seats.count)",
      "Waiting \(floor.waitingCount), longest \(longest), ready \(ready) of \(floor.seats.count)")
  }

  /// Alerts that nobody looks after.
  private static func alerts(_ state: State, _ board: WallBoard) -> [PlainText] {
    let alerts = state.wallAlerts(board)
    guard !alerts.isEmpty else { return [] }
    return alerts.map { text(state, "告警：", "Alert: ") + line(state, $0) }
  }

  private static func line(_ state: State, _ alert: StandingAlert) -> PlainText {
    let offset = state.replica?.office.calendar.utcOffsetMinutes ?? 480
    let time = ClockText.moment(alert.since, at: state.clock.now, utcOffsetMinutes: offset)
    let group = alert.group.flatMap { id in state.replica?.catalogue.groups.first { $0.id == id }?.name }
    return LinearPopup.text(state, alert.level.name) + " " + (group.map { LinearPopup.text(state, $0) + " " } ?? "")
      + LinearPopup.text(state, Threshold.figureName(alert.name)) + " "
      + LinearPopup.text(state, Threshold.words(alert.name, alert.value)) + text(state, "，\(time) 起", ", since \(time)")
  }

  private static func watched(_ state: State, _ watched: WallWatched) -> PlainText {
    let ranges = PlainText(" (" + WatchedRanges(watched.threshold).text + ")")
    if let alert = watched.alert {
      let who = alert.handledBy.map { text(state, "，\($0.name) 在处理", ", \($0.name) looks after it") } ?? ""
      return line(state, alert) + ranges + who
    }
    let group = watched.threshold.group.flatMap { id in state.replica?.catalogue.groups.first { $0.id == id }?.name }
    return text(state, "正常 ", "well ") + (group.map { LinearPopup.text(state, $0) + " " } ?? "")
      + LinearPopup.text(state, Threshold.figureName(watched.threshold.name)) + " "
      + LinearPopup.text(state, Threshold.words(watched.threshold.name, watched.value)) + ranges
  }

  private static func past(_ state: State, _ fact: ConversationFacts) -> PlainText {
    let offset = state.replica?.office.calendar.utcOffsetMinutes ?? 480
    let time = ClockText.hoursMinutes(fact.arrivedAt, utcOffsetMinutes: offset)
    let stars = fact.stars.map { text(state, "，\($0) 星", ", \($0) stars") } ?? ""
    let moves = fact.moves > 0 ? text(state, "，转 \(fact.moves) 次", ", moved \(fact.moves) times") : ""
    return PlainText(time + " ") + LinearPopup.text(state, fact.outcome.name)
      + PlainText(" " + (fact.agent.map { WallPastView.person(state, $0) } ?? "")) + stars + moves
  }

  private static func rows(_ state: State, _ board: WallBoard) -> [PlainText] {
    switch board.pane {
    case .talks where board.past != nil: return (board.past?.facts ?? []).map { past(state, $0) }
    case .alerts: return state.wallWatched(board).map { watched(state, $0) }
    case .blocks:
      return (board.blocks ?? []).map { block in
        let offset = state.replica?.office.calendar.utcOffsetMinutes ?? 480
        return PlainText(block.name + " ")
          + BlockListView.until(block, at: state.clock.now, utcOffset: offset, state.preferences.language)
          + PlainText(" " + block.by.name + " " + block.reason)
      }
    case .figures:
      return state.wallFigureRows(board).map { row in
        let today = row.today.map { LinearPopup.text(state, $0) } ?? "—"
        let hour = row.lastHour.map { text(state, "，近一小时 ", ", last hour ") + LinearPopup.text(state, $0) } ?? ""
        return LinearPopup.text(state, row.figure.name) + " " + today + hour
      }
    case .queues:
      return state.wallQueues.map { queue in
        let wait = queue.longestWaitSince.map { ClockText.wait(state.clock.seconds(since: $0)) } ?? "—"
        let shut =
          state.replica?.office.closure(of: queue.group) == nil ? PlainText("") : text(state, "，已关闭", ", closed")
        return LinearPopup.text(state, queue.name)
          + text(
            state, " 排队 \(queue.waiting)，最长 \(wait)，示闲 \(queue.readySeats)，空位 \(queue.freeSlots)",
            ": \(queue.waiting) waiting, longest \(wait), \(queue.readySeats) ready, \(queue.freeSlots) free") + shut
      }
    case .seats:
      return state.wallSeats(board).map { seat in
        let time = ClockText.wait(state.clock.seconds(since: seat.line.since))
        let unanswered = seat.more?.waitsSince.map { since -> PlainText in
          let wait = ClockText.wait(state.clock.seconds(since: since))
          return since == seat.more?.heldSince
            ? text(state, "，挂起 \(wait)", ", on hold \(wait)") : text(state, "，未回复 \(wait)", ", unanswered \(wait)")
        }
        let away = seat.line.awaySince == nil ? PlainText("") : text(state, "，断线", ", connection lost")
        return PlainText(seat.line.agent.name + " ") + LinearPopup.text(state, seat.line.presence.name)
          + PlainText(" \(time) \(seat.line.load)/\(seat.line.slots)") + (unanswered ?? "") + away
      }
    case .talks:
      return board.talks.map { line in
        let wait = ClockText.wait(state.clock.seconds(since: line.waitsSince ?? line.since))
        return LinearPopup.text(state, WallTalksView.stage(line).0)
          + PlainText(" \(wait) \(line.taxpayer) \(line.agent?.name ?? "") \(WallTalksView.words(line))")
      }
    case .promises:
      return state.wallPromises.map { promise in
        LinearPopup.text(state, promise.name)
          + text(state, " \(promise.open)，超时 \(promise.late)", ": \(promise.open), \(promise.late) late")
      }
    case .heat:
      return (state.wallFigures.service?.heat ?? []).suffix(24).map { hour in
        let level = hour.serviceLevel.map { "\(Int(($0 * 100).rounded()))%" } ?? "—"
        return text(
          state, "\(hour.day) \(hour.hour) 时：\(hour.offered) 人，服务水平 \(level)",
          "\(hour.day) \(hour.hour):00, \(hour.offered) people, service level \(level)")
      }
    case .announcements:
      return state.wallAnnouncements.map { announcement in
        let left = state.unread(announcement).map(\.name).joined(separator: " ")
        return PlainText(announcement.text.split(whereSeparator: \.isNewline).joined(separator: " "))
          + text(
            state, "，已阅 \(announcement.readBy.count)，未阅 \(left)",
            ", read by \(announcement.readBy.count), not by \(left)")
      }
    }
  }

  private static func lines(_ state: State, _ watch: WatchedTalk) -> [PlainText] {
    let head = text(state, "监看", "Watching")
    guard let detail = watch.detail else { return [head] }
    let maker = TalkLines(
      detail, width: max(20, state.size.columns), language: state.preferences.language, ambiguous: state.ambiguous,
      utcOffsetMinutes: state.replica?.office.calendar.utcOffsetMinutes ?? 480)
    let typed = watch.typed.map { [text(state, "输入中：", "typing: ") + PlainText($0.text)] } ?? []
    return [head + PlainText(" \(detail.conversation.taxpayer.name) \(detail.conversation.agent?.name ?? "")")]
      + detail.messages.suffix(12).flatMap { maker.words(of: $0) } + typed
  }

  private static func lines(_ state: State, _ form: WallForm) -> [PlainText] {
    let head = [
      LinearPopup.text(state, WallFormView.title(state, form.act)),
      LinearPopup.text(state, WallFormView.about(form.act)),
    ]
    let written = [LinearPopup.typed(state) + PlainText(form.words.text)]
    guard form.isChoice else { return head + written }
    return head + written
      + LinearPopup.rows(state, state.choices(of: form).map { LinearPopup.text(state, $0.name) }, form.selected)
  }
}
