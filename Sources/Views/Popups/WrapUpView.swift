import Canvas
import Console
import Desk
import Glyphs

/// The wrap-up form 话后整理: code and summary, and the time left.
enum WrapUpView {
  static func draw(_ painter: inout Painter, _ id: ConversationID) {
    guard let conversation = painter.state.replica?.conversations[id]?.conversation else { return }
    let form = painter.state.talks[id]?.form ?? WrapUpForm()
    let codes = painter.state.wrapUpCodes(for: id)
    let height = min(painter.frame.height - 2, 12 + min(10, max(4, codes.count)))
    let title = painter.text("话后整理 ", "Wrap-up: ") + PlainText(conversation.taxpayer.name)
    let inner = painter.popup(width: painter.popupWidth, height: height, title: title)
    drawTime(&painter, conversation, inner)
    let summaryRows = 4
    let listRows = max(1, inner.height - summaryRows - 4)
    drawCodes(
      &painter, form, codes, Rect(x: inner.x, y: inner.y, width: inner.width, height: listRows + 2))
    let y = inner.y + listRows + 2
    painter.rule(inner, y)
    let isActive = form.field == .summary
    let label = painter.text("小结", "Summary")
    painter.frame.write(
      label, at: inner.x, y + 1,
      style: painter.style(isActive ? "ui.popup.title" : "ui.popup.dim"))
    let field = Rect(x: inner.x, y: y + 2, width: inner.width, height: inner.maxY - y - 2)
    FieldView.draw(
      &painter, form.summary, field, isActive: isActive && !form.isSending, scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text("办了什么、还差什么；可留空。Enter 提交", "What was done, what is left; may stay empty. Enter finishes")
    )
  }

  private static func drawTime(_ painter: inout Painter, _ conversation: Conversation, _ inner: Rect) {
    guard let left = painter.state.wrapUpSecondsLeft(conversation) else { return }
    let time = PlainText(ClockText.wait(left))
    let words =
      conversation.isWrapUpExtended == true
      ? painter.text("已延长 剩余 ", "longer, left ") + time : painter.text("Alt-J 延长 剩余 ", "Alt-J for more, left ") + time
    painter.writeRight(
      words, before: inner.maxX, inner.y, painter.style(left < 20 ? "wait.overdue" : "ui.popup.dim", on: "ui.popup"))
  }

  private static func drawCodes(_ painter: inout Painter, _ form: WrapUpForm, _ codes: [WrapUpCode], _ rect: Rect) {
    let isActive = form.field == .code
    let label = painter.text("编码 ", "Code ")
    let x =
      rect.x
      + painter.frame.write(
        label, at: rect.x, rect.y, style: painter.style(isActive ? "ui.popup.title" : "ui.popup.dim"))
    if isActive || !form.filter.isEmpty {
      FieldView.draw(
        &painter, form.filter, Rect(x: x, y: rect.y, width: rect.width - (x - rect.x) - 24, height: 1),
        isActive: isActive, scope: "ui.input", ground: "ui.popup",
        placeholder: painter.text("名称、编码或拼音首字母", "name, code or initials"))
    }
    let list = Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: rect.height - 1)
    guard !codes.isEmpty else {
      painter.write(
        painter.text("没有符合的编码", "No code matches"), list.x + 2, list.y, painter.style("ui.popup.dim"),
        width: list.width - 2)
      return
    }
    painter.list(list, count: codes.count, selected: isActive ? form.selected : -1) { painter, index, row in
      let code = codes[index]
      let isChosen = code.code == form.code
      painter.frame.write(
        isChosen ? painter.symbols.dot : painter.symbols.ring, at: row.x, row.y,
        style: painter.style(isChosen ? "wait.fresh" : "ui.popup.dim", on: "ui.popup"))
      let width = painter.writeRight(
        PlainText(code.code).truncated(to: 20), before: row.maxX, row.y, painter.style("ui.popup.dim"))
      painter.write(
        painter.text(code.name), row.x + 2, row.y,
        painter.style(isChosen ? "ui.text.strong" : "ui.popup", on: "ui.popup"),
        width: row.width - width - 4)
    }
  }
}
