import Canvas
import Console
import Desk
import Glyphs

/// The quick replies, filled in as they would be sent.
enum QuickReplyView {
  static func draw(_ painter: inout Painter, _ picker: Picker) {
    let replies = painter.state.quickReplies(matching: picker.field.text)
    let height = min(painter.frame.height - 4, 22)
    let inner = painter.popup(width: painter.popupWidth, height: height, title: painter.text("常用语", "Quick replies"))
    painter.frame.write("/", at: inner.x, inner.y, style: painter.style("ui.popup.title"))
    FieldView.draw(
      &painter, picker.field, Rect(x: inner.x + 2, y: inner.y, width: inner.width - 2, height: 1), isActive: true,
      scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text("名称、内容或拼音首字母", "name, text or pinyin initials"))
    painter.rule(inner, inner.y + 1)
    let previewRows = 4
    let list = Rect(
      x: inner.x, y: inner.y + 2, width: inner.width, height: max(1, inner.height - 3 - previewRows))
    guard !replies.isEmpty else {
      painter.write(
        painter.text("没有符合的常用语；Alt-S 把输入框内容存为常用语", "No reply matches; Alt-S keeps what is written as one"), list.x,
        list.y,
        painter.style("ui.popup.dim"), width: list.width)
      return
    }
    painter.list(list, count: replies.count, selected: picker.selected) { drawRow(&$0, replies[$1], $2) }
    guard replies.indices.contains(picker.selected) else { return }
    painter.rule(inner, list.maxY)
    let entry = replies[picker.selected]
    var rows = PlainText(painter.state.filled(entry.reply), lines: .multiple).wrapped(
      to: inner.width, painter.ambiguous)
    let room = max(0, inner.maxY - list.maxY - 1)
    let note = note(painter, entry.reply)
    if !note.isEmpty { rows = rows.prefix(max(1, room - 1)) + [note] }
    for (offset, row) in rows.prefix(room).enumerated() {
      let scope = !note.isEmpty && offset == min(rows.count, room) - 1 ? "talk.article" : "ui.popup"
      painter.write(row, inner.x, list.maxY + 1 + offset, painter.style(scope, on: "ui.popup"), width: inner.width)
    }
  }

  /// A reply in one row: its name, whose it is, its text.
  static func drawRow(_ painter: inout Painter, _ entry: ReplyEntry, _ row: Rect) {
    let width = painter.frame.write(
      PlainText(entry.reply.title).truncated(to: 18, painter.ambiguous), at: row.x, row.y,
      style: painter.style("ui.popup"))
    var right = row.maxX
    if entry.scope == .personal {
      right -=
        painter.writeRight(
          painter.text("个人", "own"), before: right, row.y, painter.style("talk.article", on: "ui.popup")) + 1
    }
    if entry.reply.entryLink != nil || entry.reply.needsPicture == true {
      let sign = entry.reply.entryLink != nil ? painter.text("+入口", "+link") : painter.text("+图", "+picture")
      right -= painter.writeRight(sign, before: right, row.y, painter.style("ui.popup.dim")) + 1
    }
    let x = row.x + max(12, width + 1)
    let words = ReplyText(asKept: entry.reply.text).shown(painter.state.replyValues)
    painter.write(PlainText(words), x, row.y, painter.style("ui.popup.dim"), width: right - x)
  }

  /// What goes along.
  static func note(_ painter: Painter, _ reply: QuickReply) -> PlainText {
    var words = PlainText("")
    if let code = reply.entryLink {
      let title = painter.state.replica?.catalogue.entryLinks.first { $0.code == code }?.title
      words +=
        painter.symbols.arrow + painter.text("随附入口：", "with the link: ") + painter.text(title ?? Localised(code, code))
    }
    if reply.needsPicture == true {
      if !words.isEmpty { words += painter.symbols.separator }
      words += painter.text("须附图片", "wants a picture")
    }
    return words
  }
}

/// Quick replies offered above the writing field.
enum CompletionView {
  static func draw(_ painter: inout Painter) {
    let state = painter.state
    guard state.place == .completion, let completion = state.talk.completion else { return }
    let composer = painter.layout.composer
    let height = completion.entries.count
    let rect = Rect(x: composer.x + 1, y: composer.y - height, width: composer.width - 2, height: height)
    guard rect.y > painter.layout.talk.y else { return }
    painter.frame.fill(rect, style: painter.style("ui.popup"))
    let inside = Rect(x: rect.x + 1, y: rect.y, width: rect.width - 2, height: height)
    painter.list(inside, count: height, selected: completion.selected) {
      QuickReplyView.drawRow(&$0, completion.entries[$1], $2)
    }
  }
}

/// A quick reply of one's own being written.
enum ReplyFormView {
  static func draw(_ painter: inout Painter, _ form: ReplyForm) {
    let inner = painter.popup(
      width: painter.popupWidth, height: min(painter.frame.height - 2, 16),
      title: form.revision == nil
        ? painter.text("新的个人常用语", "A new quick reply") : painter.text("修改个人常用语", "Change a quick reply"))
    func label(_ words: PlainText, _ field: ReplyForm.Field, _ y: Int) {
      painter.write(
        words, inner.x, y, painter.style(form.field == field ? "ui.popup.title" : "ui.popup.dim"), width: inner.width)
    }
    let isActive = !form.isSending
    label(painter.text("名称", "Name"), .title, inner.y)
    FieldView.draw(
      &painter, form.title, Rect(x: inner.x + 10, y: inner.y, width: inner.width - 10, height: 1),
      isActive: isActive && form.field == .title, scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text("短，便于查找", "short, to be found by"))
    label(painter.text("拼音首字母", "Initials"), .initials, inner.y + 1)
    FieldView.draw(
      &painter, form.initials, Rect(x: inner.x + 11, y: inner.y + 1, width: inner.width - 11, height: 1),
      isActive: isActive && form.field == .initials, scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text("留空则按名称生成", "empty: made from the name"))
    painter.rule(inner, inner.y + 2)
    label(painter.text("内容", "Text"), .text, inner.y + 3)
    let text = Rect(x: inner.x, y: inner.y + 4, width: inner.width, height: max(1, inner.height - 8))
    FieldView.draw(
      &painter, form.text, text, isActive: isActive && form.field == .text, scope: "ui.input", ground: "ui.popup")
    painter.rule(inner, text.maxY)
    let reply = QuickReply(
      code: "", title: "", text: "", pinyin: "", entryLink: form.entryLink,
      needsPicture: form.needsPicture ? true : nil)
    let note = QuickReplyView.note(painter, reply)
    let state = form.mistake.map { painter.text($0) } ?? note
    if !state.isEmpty {
      painter.write(
        state, inner.x, text.maxY + 1,
        painter.style(form.mistake == nil ? "talk.article" : "talk.mark.failed", on: "ui.popup"),
        width: inner.width)
    }
    painter.write(
      PlainText("{taxpayer} {enterprise} {agent} {time} {date} {office} ") + painter.text("{?手填处}", "{?to fill in}"),
      inner.x,
      text.maxY + 2, painter.style("ui.popup.dim"), width: inner.width)
  }
}
