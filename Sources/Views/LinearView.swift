import Console
import Desk
import Glyphs

/// The same state as plain lines, for screen readers and dumb terminals: everything in reading order, nothing by place or colour alone.
public enum LinearView {
  /// The lines of a state: the seat, the queue, one's conversations, the talk, what is being written.
  public static func lines(_ state: State) -> [PlainText] {
    panes(state) + LinearSheet.completion(state) + LinearPopup.lines(state)
  }

  /// The field that keys write into, among those lines; `nil` when they do something else.
  public static func field(_ state: State) -> LinearField? {
    if state.popup != nil { return LinearPopup.field(state, after: panes(state).count) }
    guard state.focus == .composer, let current = state.current, state.canWrite(in: current.conversation) else {
      return nil
    }
    return LinearField(line: panes(state).count - 1, label: draftLabel(state), state.talk.editor)
  }

  private static func panes(_ state: State) -> [PlainText] {
    var lines = seat(state) + announcement(state) + offer(state)
    lines += state.notices.map { words(state, "提示：", "Notice: ") + PlainText($0.text.text(state.preferences.language)) }
    if let ahead = NoticeView.typedAhead(state) { lines.append(PlainText(ahead.text(state.preferences.language))) }
    lines += queue(state)
    lines += conversations(state)
    return lines + talk(state)
  }

  private static func words(_ state: State, _ chinese: String, _ english: String) -> PlainText {
    PlainText(state.preferences.language == .chinese ? chinese : english)
  }

  private static func seat(_ state: State) -> [PlainText] {
    let connection =
      switch state.connection {
      case .connecting: words(state, "正在连接", "connecting")
      case .catchingUp: words(state, "同步中，\(state.unseenCount) 条未见", "catching up, \(state.unseenCount) unseen")
      case .live: words(state, "在线", "live")
      case .lost where state.needsSignIn: words(state, "登录失效，请 zuoxi login", "session ended, run zuoxi login")
      case .lost: words(state, "断线", "connection lost")
      }
    guard let replica = state.replica else { return [words(state, "连接：", "Connection: ") + connection] }
    let presence = PlainText(replica.me.choice.name.text(state.preferences.language))
    return [
      words(state, "连接：", "Connection: ") + connection,
      words(state, "坐席：", "Seat: ") + PlainText(replica.me.agent.name) + " " + presence
        + words(state, "，接待 ", ", slots ") + PlainText("\(state.slotsTaken)/\(replica.me.agent.slots)"),
    ]
  }

  private static func announcement(_ state: State) -> [PlainText] {
    state.unreadAnnouncements.prefix(1).map { announcement in
      words(state, "公告：", "Announcement: ") + PlainText(announcement.by.name + " " + announcement.text)
        + words(state, "，Ctrl-R 已阅", ", Ctrl-R when read")
    }
  }

  private static func offer(_ state: State) -> [PlainText] {
    state.offers.map { offered in
      let left = state.secondsLeft(of: offered.offer)
      if state.isChoosingDeclineReason, offered == state.offer { return reasons(state) }
      return words(state, "接待提示：", "Offer: ") + PlainText(offered.line.taxpayer + " " + offered.line.reason)
        + words(state, "，剩余 \(left) 秒，F5 接入，Alt-D 谢绝", ", \(left) s left, F5 takes, Alt-D declines")
    }
  }

  /// Why the offer in front is let pass.
  private static func reasons(_ state: State) -> PlainText {
    DeclineReason.allCases.reduce(words(state, "谢绝原因：", "Why decline: ")) { line, reason in
      line + PlainText("\(reason.rawValue) \(reason.name.text(state.preferences.language)), ")
    } + words(state, "Enter 不说明，Esc 返回", "Enter none, Esc back")
  }

  private static func queue(_ state: State) -> [PlainText] {
    guard let replica = state.replica else { return [] }
    var lines = [words(state, "排队 ", "Queue ") + PlainText("\(replica.floor.waitingCount)")]
    for section in state.queueSections {
      let name = PlainText(section.figures.name.text(state.preferences.language))
      lines.append(name + PlainText(" \(section.figures.waiting)"))
      for line in section.lines {
        let isMarked = line.conversation == state.queue.selected
        let mark: PlainText = isMarked ? words(state, "选中 ", "marked ") : ""
        let wait = PlainText(ClockText.wait(state.clock.seconds(since: line.enteredAt)))
        let lost = line.lostBy.map { words(state, "，\($0.name) 断线", ", \($0.name) was lost") } ?? ""
        lines.append(
          mark + PlainText(line.taxpayer) + words(state, "，等待 ", ", waits ") + wait + lost + words(state, "，", ", ")
            + PlainText(line.reason))
      }
    }
    return lines
  }

  private static func conversations(_ state: State) -> [PlainText] {
    var lines = [words(state, "我的会话 ", "My chats ") + PlainText("\(state.load)")]
    for (index, detail) in state.myConversations.enumerated() {
      let isOpen = detail.conversation.id == state.selected
      var line = PlainText("\(index + 1). ") + PlainText(detail.conversation.taxpayer.name)
      if isOpen { line += words(state, "，当前", ", open") }
      let unread = state.unread(detail)
      if unread > 0 { line += words(state, "，未读 \(unread)", ", \(unread) unread") }
      if let left = state.wrapUpSecondsLeft(detail.conversation) {
        line += words(state, "，话后整理，剩余 \(left) 秒", ", wrap-up, \(left) s left")
      }
      if state.isConsulted(in: detail.conversation) { line += words(state, "，应邀会商", ", asked by a colleague") }
      if let invitation = detail.conversation.invitation, invitation.isOpen {
        line +=
          words(state, "，", ", ")
          + PlainText(CallText.line(invitation, in: detail.conversation, state.clock).text(state.preferences.language))
      }
      if let since = detail.conversation.unansweredSince {
        line +=
          words(state, "，等回复 ", ", waits for a reply ") + PlainText(ClockText.wait(state.clock.seconds(since: since)))
      }
      lines.append(line)
    }
    return lines
  }

  private static func talk(_ state: State) -> [PlainText] {
    guard let current = state.current, let replica = state.replica else { return [] }
    let maker = TalkLines(
      current, width: 512, language: state.preferences.language, ambiguous: state.ambiguous,
      utcOffsetMinutes: replica.office.calendar.utcOffsetMinutes, me: replica.me.agent.id)
    var lines = [words(state, "会话 ", "Talk with ") + PlainText(current.conversation.taxpayer.name)]
    var items = maker.lines(limit: 40)
    for message in state.pending(in: current.conversation.id) { items += maker.lines(of: message) }
    for line in items where line.kind != .blank {
      lines.append((line.time.isEmpty ? "" : line.time + " ") + line.text + mark(state, line.mark))
    }
    if let typed = state.talk.typed {
      lines.append(words(state, "对方正在输入：", "They type: ") + PlainText(typed.text))
    }
    if state.canWrite(in: current.conversation) {
      lines.append(draftLabel(state) + PlainText(state.talk.editor.text))
    }
    return lines
  }

  private static func draftLabel(_ state: State) -> PlainText { words(state, "草稿：", "Draft: ") }

  private static func mark(_ state: State, _ mark: TalkMark?) -> PlainText {
    switch mark {
    case nil: ""
    case .waiting: words(state, "（在发件箱）", " (in the outbox)")
    case .sending: words(state, "（正在发送）", " (sending)")
    case .posted: words(state, "（已发送）", " (sent)")
    case .delivered: words(state, "（已送达）", " (delivered)")
    case .read: words(state, "（已读）", " (read)")
    case .failed: words(state, "（未发出）", " (not sent)")
    }
  }
}
