import Canvas
import Console
import Desk
import Glyphs

/// The side-talk of a consult 会商: what both said, and a field for the next words.
enum SideTalkView {
  static func draw(_ painter: inout Painter, _ form: SideTalkForm) {
    guard let conversation = painter.state.replica?.conversations[form.conversation]?.conversation else { return }
    let partner = painter.state.partner(in: conversation)?.name ?? ""
    let title =
      painter.text("会商 ", "Consult with ") + PlainText(partner) + painter.symbols.separator
      + PlainText(conversation.taxpayer.name)
    let height = min(painter.frame.height - 4, 18)
    let inner = painter.popup(width: painter.popupWidth, height: height, title: title)
    let fieldRows = 3
    let list = Rect(x: inner.x, y: inner.y, width: inner.width, height: max(1, inner.height - fieldRows - 1))
    let lines = Self.lines(painter, conversation, width: list.width)
    if lines.isEmpty {
      painter.write(
        painter.text("对方能看到全部对话；这里的话纳税人看不到", "They see the whole talk; the taxpayer sees nothing of this"), list.x,
        list.y,
        painter.style("ui.popup.dim"), width: list.width)
    }
    for (offset, line) in lines.suffix(list.height).enumerated() {
      painter.frame.write(line.0, at: list.x, list.y + offset, style: painter.style(line.scope, on: "ui.popup"))
    }
    painter.rule(inner, list.maxY)
    FieldView.draw(
      &painter, form.text, Rect(x: inner.x, y: list.maxY + 1, width: inner.width, height: fieldRows), isActive: true,
      scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text("只有你们两人可见；Enter 发送", "Only you two see this; Enter sends"))
  }

  private static func lines(
    _ painter: Painter, _ conversation: Conversation, width: Int
  ) -> [(PlainText, scope: String)] {
    painter.state.sideTalk(conversation).flatMap { note -> [(PlainText, scope: String)] in
      let isMe = note.author.id == painter.state.replica?.me.agent.id
      let name = isMe ? painter.text("我", "Me") : PlainText(note.author.name)
      let time = PlainText(" " + ClockText.hoursMinutes(note.at, utcOffsetMinutes: painter.utcOffset))
      let words = PlainText(note.text, lines: .multiple).wrapped(to: max(4, width - 2), painter.ambiguous)
      return [(name + time, isMe ? "talk.agent" : "talk.taxpayer")] + words.map { ("  " + $0, "ui.popup") }
    }
  }
}
