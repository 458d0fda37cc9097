import Canvas
import Console
import Desk
import Glyphs
import QuickCodes

/// Remote assist and calls: where the invitation stands, what can be done, and the way into its room as text and as a code.
enum CallView {
  static func draw(_ painter: inout Painter, _ form: CallForm) {
    let choices = painter.state.callChoices(in: form.conversation)
    let room = painter.state.roomAddress(of: form.conversation)
    let code = room.flatMap { QuickCode($0.url) }
    let conversation = painter.state.replica?.conversations[form.conversation]?.conversation
    let title = painter.text("互动 ", "Call: ") + PlainText(conversation?.taxpayer.name ?? "")
    let full = painter.frame.width - 4
    let codeSize = code.map { painter.size(of: $0) }
    // Beside the words where there is room for both, else left out: the address says the same.
    let hasCode = codeSize.map { $0.width + 32 <= full && $0.height + 2 <= painter.frame.height - 2 } ?? false
    let textWidth = hasCode ? min(44, full - 4 - (codeSize?.width ?? 0) - 2) : min(60, full - 4)
    let lines = lines(painter, form, room, width: textWidth)
    let height = max(lines.count + choices.count + 1, hasCode ? codeSize?.height ?? 0 : 0) + 2
    let width = textWidth + 4 + (hasCode ? (codeSize?.width ?? 0) + 2 : 0)
    let inner = painter.popup(width: width, height: height, title: title)
    var y = inner.y
    for (words, scope) in lines.prefix(max(0, inner.height - choices.count)) {
      painter.write(words, inner.x, y, painter.style(scope, on: "ui.popup"), width: textWidth)
      y += 1
    }
    let list = Rect(x: inner.x, y: y, width: textWidth, height: min(choices.count, max(0, inner.maxY - y)))
    painter.list(list, count: choices.count, selected: form.selected) { painter, index, row in
      painter.write(
        PlainText("\(index + 1)"), row.x + 1, row.y, painter.style("ui.hint.key", on: "ui.popup"), width: 2)
      painter.write(
        painter.text(choices[index].name), row.x + 3, row.y, painter.style("ui.popup"), width: row.width - 4)
    }
    if hasCode, let code {
      let x = inner.x + textWidth + 2
      painter.draw(code, in: Rect(x: x, y: inner.y, width: inner.maxX - x, height: inner.height))
    }
  }

  /// Where it stands, and the way into the room.
  static func lines(
    _ painter: Painter, _ form: CallForm, _ room: RoomAddress?, width: Int
  ) -> [(PlainText, scope: String)] {
    words(painter.state, form, room).flatMap { text, scope in
      text.wrapped(to: max(8, width), painter.ambiguous).map { ($0, scope) }
    } + [("", "ui.popup")]
  }

  /// The same for the linear rendering, a line each.
  static func words(_ state: State, _ form: CallForm, _ room: RoomAddress?) -> [(PlainText, scope: String)] {
    let language = state.preferences.language
    func text(_ words: Localised) -> PlainText { PlainText(words.text(language)) }
    guard let conversation = state.replica?.conversations[form.conversation]?.conversation else { return [] }
    guard let invitation = conversation.invitation else {
      return [(text(Localised("选一种方式邀请；纳税人同意后才开始", "Choose one; it begins once the taxpayer agrees")), "ui.popup.dim")]
    }
    var lines: [(PlainText, scope: String)] = [
      (
        PlainText(CallText.line(invitation, in: conversation, state.clock).text(language)), CallText.scope(invitation)
      )
    ]
    if let room {
      let left = state.clock.now.map { max(0, room.expiresAt.seconds(since: $0)) } ?? 0
      let clock = ClockText.wait(left)
      lines.append(
        (
          text(
            Localised("在浏览器打开（\(clock) 内，只能打开一次）：", "Open in a browser (within \(clock), once):")),
          "ui.popup.dim"
        ))
      lines.append((PlainText(room.url), "ui.text.strong"))
    } else if let opened = invitation.openedAt, invitation.isOpen {
      let offset = state.replica?.office.calendar.utcOffsetMinutes ?? 480
      let at = ClockText.hoursMinutes(opened, utcOffsetMinutes: offset)
      lines.append(
        (text(Localised("\(at) 已在浏览器打开，原链接已用", "Opened in a browser at \(at); that link is used")), "ui.popup.dim"))
    }
    return lines
  }
}
