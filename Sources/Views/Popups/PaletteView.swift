import Canvas
import Console
import Glyphs

/// The command palette.
enum PaletteView {
  static func draw(_ painter: inout Painter, _ picker: Picker) {
    let commands = painter.state.paletteCommands(matching: picker.field.text)
    let height = min(painter.frame.height - 4, 18)
    let inner = painter.popup(width: painter.popupWidth, height: height, title: painter.text("命令", "Commands"))
    painter.frame.write(":", at: inner.x, inner.y, style: painter.style("ui.popup.title"))
    FieldView.draw(
      &painter, picker.field, Rect(x: inner.x + 2, y: inner.y, width: inner.width - 2, height: 1), isActive: true,
      scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text("名称或拼音首字母，如 jr", "a name or its initials"))
    painter.rule(inner, inner.y + 1)
    let list = Rect(x: inner.x, y: inner.y + 2, width: inner.width, height: inner.height - 2)
    guard !commands.isEmpty else {
      painter.write(
        painter.text("没有这样的命令", "No such command"), list.x, list.y, painter.style("ui.popup.dim"), width: list.width)
      return
    }
    painter.list(list, count: commands.count, selected: picker.selected) { painter, index, row in
      let command = commands[index]
      let obstacle = painter.state.obstacle(to: command.id)
      let keys = PlainText(command.keys.prefix(2).map(\.name).joined(separator: " "))
      let keyWidth = painter.writeRight(keys, before: row.maxX, row.y, painter.style("ui.hint.key", on: "ui.popup"))
      let nameStyle = painter.style(obstacle == nil ? "ui.popup" : "ui.popup.dim", on: "ui.popup")
      painter.write(painter.text(command.name), row.x, row.y, nameStyle, width: 14)
      painter.write(
        painter.text(obstacle ?? command.tooltip), row.x + 15, row.y, painter.style("ui.popup.dim"),
        width: row.width - 16 - keyWidth)
    }
  }
}
