import Canvas
import Console
import Desk
import Glyphs

/// The templates of service sheets, and one's materials before it is sent.
enum SheetOrderView {
  static func draw(_ painter: inout Painter, templates picker: Picker) {
    let templates = painter.state.sheetTemplates(matching: picker.field.text)
    let height = min(painter.frame.height - 4, 20)
    let inner = painter.popup(
      width: painter.popupWidth, height: height, title: painter.text("办理确认单：选业务", "Service sheet: the matter"))
    painter.frame.write("/", at: inner.x, inner.y, style: painter.style("ui.popup.title"))
    FieldView.draw(
      &painter, picker.field, Rect(x: inner.x + 2, y: inner.y, width: inner.width - 2, height: 1), isActive: true,
      scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text("名称、编码或拼音首字母", "title, code or pinyin initials"))
    painter.rule(inner, inner.y + 1)
    let previewRows = min(7, max(3, inner.height / 2 - 1))
    let list = Rect(x: inner.x, y: inner.y + 2, width: inner.width, height: max(1, inner.height - 3 - previewRows))
    guard !templates.isEmpty else {
      painter.write(
        painter.text("没有符合的业务", "No matter matches"), list.x, list.y, painter.style("ui.popup.dim"), width: list.width)
      return
    }
    painter.list(list, count: templates.count, selected: picker.selected) { painter, index, row in
      let template = templates[index]
      let taken = painter.writeRight(
        painter.text("\(template.materials.count) 项材料", "materials: \(template.materials.count)"), before: row.maxX,
        row.y,
        painter.style("ui.popup.dim"))
      painter.write(
        painter.text(template.title), row.x, row.y, painter.style("ui.popup"), width: row.width - taken - 2)
    }
    guard templates.indices.contains(picker.selected) else { return }
    painter.rule(inner, list.maxY)
    let materials = templates[picker.selected].materials
    for (offset, material) in materials.prefix(max(0, inner.maxY - list.maxY - 1)).enumerated() {
      let sign: PlainText = material.isRequired ? "* " : "  "
      painter.write(
        sign + painter.text(material.name), inner.x, list.maxY + 1 + offset, painter.style("ui.popup.dim"),
        width: inner.width)
    }
  }

  static func draw(_ painter: inout Painter, _ order: SheetOrder) {
    let height = min(painter.frame.height - 2, order.lines.count + 7)
    let inner = painter.popup(
      width: painter.popupWidth, height: height,
      title: painter.text("办理确认单 ", "Service sheet: ") + painter.text(order.template.title))
    let count = order.lines.count { $0.isListed }
    painter.write(
      painter.text("已选 \(count) 项，Enter 发送；* 为必需", "\(count) ticked; Enter sends; * is required"), inner.x, inner.y,
      painter.style("ui.popup.dim"), width: inner.width)
    painter.rule(inner, inner.y + 1)
    let list = Rect(x: inner.x, y: inner.y + 2, width: inner.width, height: max(1, inner.height - 4))
    painter.list(list, count: order.lines.count, selected: order.own == nil ? order.selected : -1) {
      painter, index, row in
      let line = order.lines[index]
      let sign: PlainText = line.isListed ? "[x]" : "[ ]"
      painter.frame.write(
        sign, at: row.x, row.y, style: painter.style(line.isListed ? "wait.fresh" : "ui.popup.dim", on: "ui.popup"))
      painter.frame.write(
        line.isRequired ? "*" : " ", at: row.x + 4, row.y, style: painter.style("wait.overdue", on: "ui.popup"))
      let hint = order.template.materials.first { $0.code == line.code }?.hint
      let note = line.code == nil ? painter.text("自加", "own") : hint.map { painter.text($0) } ?? ""
      let width = painter.write(
        painter.text(line.name), row.x + 6, row.y,
        painter.style(line.isListed ? "ui.popup" : "ui.popup.dim", on: "ui.popup"), width: row.width - 6)
      let x = row.x + 8 + max(width, 16)
      painter.write(note, x, row.y, painter.style("ui.popup.dim"), width: row.maxX - x)
    }
    let y = inner.maxY - 1
    if let own = order.own {
      painter.frame.write(painter.symbols.marker, at: inner.x, y, style: painter.style("ui.popup.title"))
      FieldView.draw(
        &painter, own, Rect(x: inner.x + 2, y: y, width: inner.width - 2, height: 1), isActive: true, scope: "ui.input",
        ground: "ui.popup",
        placeholder: painter.text("材料名称；Enter 加入，Esc 不加", "The material's name; Enter adds it, Esc does not"))
    } else {
      painter.write(
        painter.text("空格 要/不要 · m 必需/可选 · a 加材料", "Space ticks · m required or not · a adds one"), inner.x, y,
        painter.style("ui.popup.dim"), width: inner.width)
    }
  }
}
