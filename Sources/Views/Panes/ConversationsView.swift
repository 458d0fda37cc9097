import Canvas
import Console
import Desk
import Glyphs

/// One's own conversations: unread marks, and how long each waits for a reply.
enum ConversationsView {
  static func draw(_ painter: inout Painter) {
    let state = painter.state
    let area = painter.layout.conversations
    let isFocused = state.focus == .conversations && state.popup == nil
    let load = state.replica == nil ? "" : " \(state.load)"
    painter.title(painter.text("我的会话\(load)", "My chats\(load)"), area, isFocused: isFocused)
    let body = area.droppingTop(1)
    let all = state.myConversations
    guard !all.isEmpty else {
      painter.write(
        painter.text("还没有会话", "None yet"), body.x + 2, body.y, painter.style("ui.text.dim"), width: body.width - 3)
      return
    }
    let rows = painter.layout.conversationRows
    let room = max(1, body.height / rows)
    let place = all.firstIndex { $0.conversation.id == state.selected } ?? 0
    let first = max(0, min(place - room / 2, all.count - room))
    let overdue = state.mostOverdue
    for (offset, detail) in all.dropFirst(first).prefix(room).enumerated() {
      let line = Area(x: body.x, y: body.y + offset * rows, width: body.width, height: rows)
      draw(&painter, detail, number: first + offset + 1, line, isOverdue: detail.conversation.id == overdue)
      if detail.conversation.id == state.selected { painter.select(Rect(line), isActive: isFocused) }
      painter.hits.add(.conversationLine(detail.conversation.id), Rect(line))
    }
  }

  private static func draw(
    _ painter: inout Painter, _ detail: ConversationDetail, number: Int, _ area: Area, isOverdue: Bool
  ) {
    let conversation = detail.conversation
    let unread = painter.state.unread(detail)
    var right = area.x + area.width - 1
    right -= drawClock(&painter, conversation, right, area.y, isOverdue: isOverdue)
    if unread > 0 {
      right -= painter.writeRight(PlainText(" \(min(unread, 99)) "), before: right, area.y, painter.style("unread")) + 1
    }
    var x = area.x + 1
    x +=
      painter.frame.write(
        PlainText(number < 10 ? "\(number)" : "+"), at: x, area.y, style: painter.style("ui.hint.key")) + 1
    let isSelected = conversation.id == painter.state.selected
    let strong = unread > 0 || isSelected
    x +=
      painter.write(
        PlainText(conversation.taxpayer.name), x, area.y, painter.style(strong ? "ui.text.strong" : "ui.text"),
        width: right - x) + 1
    if conversation.stage == .talking, !conversation.isTaxpayerPresent {
      x += painter.write(painter.text("离开", "away"), x, area.y, painter.style("wait.warning"), width: right - x) + 1
    }
    let isTwoRows = area.height == 2
    let enterprise = PlainText(conversation.taxpayer.enterprise?.name ?? "")
    let (excerpt, scope) = excerpt(painter, detail)
    let beside = isTwoRows ? enterprise : excerpt
    painter.write(beside, x, area.y, painter.style(isTwoRows ? "ui.text.dim" : scope), width: right - x)
    if isTwoRows {
      painter.write(excerpt, area.x + 3, area.y + 1, painter.style(scope), width: area.width - 4)
    }
  }

  /// The wait for a reply, or what is left of the wrap-up's time; returns the cells taken.
  private static func drawClock(
    _ painter: inout Painter, _ conversation: Conversation, _ right: Int, _ row: Int, isOverdue: Bool
  ) -> Int {
    if painter.state.isConsulted(in: conversation) {
      return painter.writeRight(painter.text("会商", "asked"), before: right, row, painter.style("state.training")) + 1
    }
    if let left = painter.state.wrapUpSecondsLeft(conversation) {
      let words = painter.text("话后 ", "wrap ") + PlainText(ClockText.wait(left))
      return painter.writeRight(words, before: right, row, painter.style("state.wrapUp")) + 1
    }
    if let invitation = conversation.invitation, invitation.isOpen {
      let words = painter.text(CallText.short(invitation, painter.state.clock))
      return painter.writeRight(words, before: right, row, painter.style(CallText.scope(invitation))) + 1
    }
    if let since = conversation.heldSince {
      let words = painter.text("挂起 ", "hold ") + PlainText(ClockText.wait(painter.state.clock.seconds(since: since)))
      return painter.writeRight(words, before: right, row, painter.style("state.busy")) + 1
    }
    guard let since = conversation.unansweredSince else { return 0 }
    let (wait, scope) = painter.wait(since: since)
    let words = isOverdue && scope != "wait.fresh" ? "!" + wait : wait
    return painter.writeRight(words, before: right, row, painter.style(scope)) + 1
  }

  private static func excerpt(_ painter: Painter, _ detail: ConversationDetail) -> (PlainText, scope: String) {
    let conversation = detail.conversation
    let talk = painter.state.talks[conversation.id]
    if painter.state.pending(in: conversation.id).contains(where: \.mark.isFailed) {
      return (painter.text("有消息未发出", "a message was not sent"), "talk.mark.failed")
    }
    if let typed = talk?.typed {
      let words = typed.text.isEmpty ? painter.text("正在输入…", "typing…") : PlainText(typed.text)
      return (words, "talk.draft")
    }
    if let talk, !talk.editor.isBlank, conversation.id != painter.state.selected {
      return (painter.text("草稿 ", "draft ") + PlainText(talk.editor.text), "talk.mark.pending")
    }
    if painter.state.isConsulted(in: conversation), let last = painter.state.sideTalk(conversation).last {
      return (PlainText(last.author.name + ": " + last.text.prefix(80)), "ui.text.dim")
    }
    guard let last = detail.messages.last else { return ("", "ui.text.dim") }
    var whose: PlainText = ""
    if last.author.side == .agent {
      // A colleague's, where one joined or went on with the talk.
      let isMine = last.author.agent == nil || last.author.agent == painter.state.replica?.me.agent.id
      whose = isMine ? painter.text("我: ", "Me: ") : PlainText(last.author.name + ": ")
    }
    return (whose + PlainText(last.body.excerpt(painter.language)), "ui.text.dim")
  }
}
