import Canvas
import Console
import Desk
import Glyphs

/// The writing field, with the real cursor on the caret so that input methods open their window there.
enum ComposerView {
  static func draw(_ painter: inout Painter) {
    let state = painter.state
    guard let current = state.current else { return }
    let area = painter.layout.composer
    let isFocused = state.focus == .composer && state.popup == nil
    let (right, scope) = rightOfTitle(painter)
    painter.title(
      painter.text("回复 ", "Reply to ") + PlainText(current.conversation.taxpayer.name), area, isFocused: isFocused,
      right: right, rightScope: scope)
    let body = field(painter.layout)
    if let partner = state.partner(in: current.conversation), state.isConsulted(in: current.conversation) {
      painter.write(
        painter.text(
          "您应邀会商：按 Q 与 \(partner.name) 说话，不能直接回复纳税人", "Q talks with \(partner.name), who talks with the taxpayer"),
        body.x, body.y, painter.style("state.training"), width: body.width)
      return
    }
    guard current.conversation.stage == .talking else {
      painter.write(
        painter.text("会话已结束，按 w 填写话后整理", "The talk is over; press w to write it up"), body.x, body.y,
        painter.style("state.wrapUp"), width: body.width)
      return
    }
    let first = FieldView.draw(
      &painter, state.talk.editor, body, isActive: isFocused, scope: "ui.input",
      placeholder: isFocused
        ? painter.text("写给纳税人；Enter 发送，Alt-Enter 换行", "Write to the taxpayer; Enter sends, Alt-Enter breaks the line")
        : state.focus == .queue
          ? painter.text("按 Tab 到会话，再按 i 开始写", "Tab to the talk, then i writes")
          : painter.text("按 i 或 Enter 开始写", "Press i or Enter to write"))
    painter.hits.add(.composer(row: first, column: 0), body)
  }

  /// Whether words can be written to the taxpayer.
  static func takesWords(_ state: State) -> Bool {
    guard let conversation = state.current?.conversation else { return false }
    return conversation.stage == .talking && !state.isConsulted(in: conversation)
  }

  /// Where the words stand.
  static func field(_ layout: Layout) -> Rect {
    let area = layout.composer
    return Rect(x: area.x + 1, y: area.y + 1, width: layout.composerWidth + 1, height: area.height - 1)
  }

  private static func rightOfTitle(_ painter: Painter) -> (PlainText, String) {
    let state = painter.state
    let talk = state.talk
    let unfilled = talk.prompts.filter { !$0.isFilled }
    if !talk.isSendArmed, let prompt = unfilled.first {
      return (
        painter.text(
          "填写：\(prompt.name)（Tab 下一处，共 \(unfilled.count)）", "fill in: \(prompt.name) (Tab, \(unfilled.count) left)"),
        "talk.article"
      )
    }
    if talk.isSendArmed { return (painter.text("再按 Enter 发送", "Enter again sends"), "wait.overdue") }
    let failed = state.failedHere.count
    if failed > 0 { return (painter.text("\(failed) 条未发出", "\(failed) not sent"), "talk.mark.failed") }
    if state.needsSignIn { return (painter.text("存盘，登录后发送", "kept, sent after zuoxi login"), "link.lost") }
    if state.connection.isLost { return (painter.text("断线，恢复后发送", "offline, sent later"), "link.lost") }
    let limit = state.replica?.office.settings.messageBytes ?? 8192
    let bytes = talk.editor.text.utf8.count
    if bytes * 5 > limit * 4 {
      return (PlainText("\(bytes)/\(limit)"), bytes > limit ? "wait.overdue" : "wait.warning")
    }
    if let attachment = talk.attachment {
      let note = QuickReplyView.note(
        painter,
        QuickReply(
          code: "", title: "", text: "", pinyin: "", entryLink: attachment.entryLink,
          needsPicture: attachment.needsPicture ? true : nil))
      if !note.isEmpty { return (note, "talk.article") }
    }
    if talk.missed > 0 { return (painter.text("\(talk.missed) 条未见", "\(talk.missed) unseen"), "wait.warning") }
    return ("", "ui.title")
  }
}
