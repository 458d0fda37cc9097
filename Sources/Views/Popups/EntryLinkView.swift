import Canvas
import Console
import Desk
import Glyphs

/// The entry links: what was found at the top, below it the card as the taxpayer gets it, or why it cannot be sent.
enum EntryLinkView {
  static func draw(_ painter: inout Painter, _ picker: Picker) {
    let links = painter.state.entryLinks(matching: picker.field.text)
    let height = min(painter.frame.height - 2, 26)
    let inner = painter.popup(
      width: min(84, painter.frame.width - 4), height: height, title: painter.text("办理入口", "Entry links"))
    painter.frame.write("/", at: inner.x, inner.y, style: painter.style("ui.popup.title"))
    FieldView.draw(
      &painter, picker.field, Rect(x: inner.x + 2, y: inner.y, width: inner.width - 2, height: 1), isActive: true,
      scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text("名称、菜单、编码或拼音首字母", "title, menu, code or pinyin initials"))
    painter.rule(inner, inner.y + 1)
    let previewRows = 8
    let list = Rect(x: inner.x, y: inner.y + 2, width: inner.width, height: max(1, inner.height - 3 - previewRows))
    guard !links.isEmpty else {
      painter.write(
        painter.text("没有符合的办理入口", "No entry link matches"), list.x, list.y, painter.style("ui.popup.dim"),
        width: list.width)
      return
    }
    let suggested = Set(painter.state.suggestedLinks.map(\.code))
    let titles = links.map { painter.text($0.title).width(painter.ambiguous) }
    let column = min(max(18, titles.max() ?? 0), list.width / 3) + 2
    painter.list(list, count: links.count, selected: picker.selected) { painter, index, row in
      drawRow(&painter, links[index], row, column, isSuggested: suggested.contains(links[index].code))
    }
    guard links.indices.contains(picker.selected) else { return }
    painter.rule(inner, list.maxY)
    let rest = Rect(x: inner.x, y: list.maxY + 1, width: inner.width, height: max(0, inner.maxY - list.maxY - 1))
    drawPreview(&painter, links[picker.selected], rest)
  }

  private static func drawRow(
    _ painter: inout Painter, _ link: EntryLink, _ row: Rect, _ column: Int, isSuggested: Bool
  ) {
    let isHeld = painter.state.obstacle(toSending: link) != nil
    let note =
      isHeld ? painter.text("不可发送", "held") : isSuggested ? painter.text("建议", "suggested") : PlainText(link.code)
    let scope = isHeld ? "wait.warning" : isSuggested ? "talk.article" : "ui.popup.dim"
    let taken = painter.writeRight(note, before: row.maxX, row.y, painter.style(scope, on: "ui.popup"))
    painter.frame.write(
      painter.text(link.title).truncated(to: min(column - 2, max(4, row.width - taken - 2)), painter.ambiguous),
      at: row.x, row.y,
      style: painter.style(isHeld ? "ui.popup.dim" : "ui.popup"))
    let x = row.x + column
    if row.maxX - taken - 2 > x {
      painter.write(
        PlainText(link.menuPath.joined(separator: " > ")), x, row.y, painter.style("ui.popup.dim"),
        width: row.maxX - taken - 2 - x)
    }
  }

  private static func drawPreview(_ painter: inout Painter, _ link: EntryLink, _ rest: Rect) {
    let width = min(rest.width, 60)
    let obstacle = painter.state.obstacle(toSending: link)
    let head =
      obstacle.map { painter.text($0.text) }
      ?? painter.text("纳税人将看到（Enter 发送）", "What the taxpayer gets (Enter sends it)")
    let scope = obstacle == nil ? "ui.popup.dim" : "talk.mark.failed"
    painter.write(head, rest.x, rest.y, painter.style(scope, on: "ui.popup"), width: rest.width)
    let box = Rect(x: rest.x, y: rest.y + 1, width: width, height: min(6, rest.height - 1))
    guard box.height >= 4 else { return }
    painter.frame.border(
      box, style: painter.style("ui.border", on: "ui.popup"), title: painter.text("办理入口", "Link into the tax site"),
      titleStyle: painter.style("ui.popup.dim"))
    let inside = box.inset(2, 1)
    var lines: [(PlainText, String)] = [(painter.text(link.title), "ui.text.strong")]
    lines.append((PlainText(link.menuPath.joined(separator: " > ")), "ui.popup.dim"))
    var limits = PlainText(link.host ?? link.url)
    if let region = link.region { limits += painter.symbols.separator + PlainText(region) }
    if let until = link.validUntil {
      limits += painter.symbols.separator + painter.text("\(until) 前有效", "until \(until)")
    }
    lines.append((limits, "ui.popup.dim"))
    lines.append((painter.text("[ 前往办理 ]", "[ Open ]"), "talk.article"))
    for (offset, line) in lines.prefix(inside.height).enumerated() {
      painter.write(
        line.0, inside.x, inside.y + offset, painter.style(line.1, on: "ui.popup"), width: inside.width)
    }
  }
}
