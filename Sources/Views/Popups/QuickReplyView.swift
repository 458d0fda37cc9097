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
        painter.text("没有符合的常用语", "No reply matches"), list.x, list.y, painter.style("ui.popup.dim"), width: list.width)
      return
    }
    painter.list(list, count: replies.count, selected: picker.selected) { painter, index, row in
      let reply = replies[index]
      let width = painter.frame.write(
        PlainText(reply.title).truncated(to: 18, painter.ambiguous), at: row.x, row.y, style: painter.style("ui.popup"))
      let x = row.x + max(12, width + 1)
      painter.write(PlainText(reply.text), x, row.y, painter.style("ui.popup.dim"), width: row.maxX - x)
    }
    guard replies.indices.contains(picker.selected) else { return }
    painter.rule(inner, list.maxY)
    let rows = PlainText(painter.state.filled(replies[picker.selected]), lines: .multiple)
      .wrapped(to: inner.width, painter.ambiguous)
    for (offset, row) in rows.prefix(max(0, inner.maxY - list.maxY - 1)).enumerated() {
      painter.frame.write(row, at: inner.x, list.maxY + 1 + offset, style: painter.style("ui.popup"))
    }
  }
}
