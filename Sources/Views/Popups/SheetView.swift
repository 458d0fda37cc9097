import Canvas
import Console
import Desk
import Glyphs

/// A service sheet being checked: every material with what came for it, then what is written.
enum SheetView {
  static func draw(_ painter: inout Painter, _ desk: SheetDesk) {
    guard let sheet = painter.state.sheet(of: desk) else { return }
    let title = painter.text("办理确认单 ", "Service sheet: ") + painter.text(sheet.title)
    let why = obstacle(painter, desk, sheet, width: min(84, painter.frame.width - 4) - 4)
    let writingRows =
      desk.writing == nil ? 0 : min(painter.state.suggestions(of: desk).count, 5) + 3 + why.count
    let detailRows = 4
    let height = min(painter.frame.height - 2, sheet.materials.count + writingRows + detailRows + 5)
    let inner = painter.popup(width: min(84, painter.frame.width - 4), height: height, title: title)
    let scope = sheet.stage == .closed ? "wait.fresh" : sheet.stage == .submitted ? "wait.warning" : "ui.popup.dim"
    painter.write(
      PlainText(sheet.standing(painter.language)), inner.x, inner.y, painter.style(scope, on: "ui.popup"),
      width: inner.width)
    painter.rule(inner, inner.y + 1)
    let list = Rect(
      x: inner.x, y: inner.y + 2, width: inner.width,
      height: max(1, inner.height - 3 - (writingRows > 0 ? writingRows : detailRows)))
    painter.list(list, count: sheet.materials.count, selected: desk.writing == nil ? desk.selected : -1) {
      drawRow(&$0, sheet.materials[$1], number: $1 + 1, $2, isMarked: desk.writing != nil && $1 == desk.selected)
    }
    painter.rule(inner, list.maxY)
    let rest = Rect(x: inner.x, y: list.maxY + 1, width: inner.width, height: max(0, inner.maxY - list.maxY - 1))
    if desk.writing == nil {
      if sheet.materials.indices.contains(desk.selected) { drawDetail(&painter, sheet.materials[desk.selected], rest) }
    } else {
      drawWriting(&painter, desk, rest, why)
    }
  }

  private static func drawRow(
    _ painter: inout Painter, _ material: SheetMaterial, number: Int, _ row: Rect, isMarked: Bool
  ) {
    let scope =
      switch material.state {
      case .missing: material.isRequired ? "wait.warning" : "ui.popup.dim"
      case .uploaded: "talk.article"
      case .accepted: "wait.fresh"
      case .returned: "wait.overdue"
      }
    let taken = painter.writeRight(
      painter.text(material.state.name), before: row.maxX, row.y, painter.style(scope, on: "ui.popup"))
    let sign = material.isRequired ? PlainText("*") : PlainText(" ")
    painter.frame.write(sign, at: row.x, row.y, style: painter.style("wait.overdue", on: "ui.popup"))
    var facts = PlainText("")
    if !material.pictures.isEmpty { facts = painter.text("\(material.pictures.count) 张", "\(material.pictures.count)") }
    let right = row.maxX - taken - 2 - facts.width(painter.ambiguous)
    painter.frame.write(facts, at: right, row.y, style: painter.style("ui.popup.dim"))
    painter.write(
      PlainText("\(number). ") + painter.text(material.name), row.x + 2, row.y,
      painter.style(isMarked ? "ui.text.strong" : "ui.popup", on: "ui.popup"), width: right - row.x - 4)
  }

  private static func drawDetail(_ painter: inout Painter, _ material: SheetMaterial, _ rect: Rect) {
    var lines: [(PlainText, String)] = []
    if let check = material.check, !check.isAccepted {
      lines.append((painter.text("退回：", "Returned: ") + PlainText(check.reason), "wait.overdue"))
    } else if let check = material.check {
      let at = ClockText.moment(check.at, at: painter.state.clock.now, utcOffsetMinutes: painter.utcOffset)
      lines.append((PlainText(check.by.name) + painter.text(" \(at) 通过", " accepted it at \(at)"), "ui.popup.dim"))
    }
    if let hint = material.hint { lines.append((painter.text("提示：", "Hint: ") + painter.text(hint), "ui.popup.dim")) }
    for picture in material.pictures {
      let name = picture.name.isEmpty ? "" : picture.name + "  "
      lines.append((PlainText(name + picture.facts), "ui.popup"))
    }
    if lines.isEmpty { lines.append((painter.text("还没有上传", "Nothing was uploaded yet"), "ui.popup.dim")) }
    for (offset, line) in lines.prefix(rect.height).enumerated() {
      painter.write(line.0, rect.x, rect.y + offset, painter.style(line.1, on: "ui.popup"), width: rect.width)
    }
  }

  /// Why it cannot be told as handled yet, while the result is chosen.
  private static func obstacle(_ painter: Painter, _ desk: SheetDesk, _ sheet: ServiceSheet, width: Int) -> [PlainText]
  {
    guard desk.writing == .result, let why = painter.state.obstacle(toHandling: sheet) else { return [] }
    let words = painter.text("还不能登记为已办理：", "It cannot be told as handled yet: ") + painter.text(why.text)
    return Array(words.wrapped(to: width, painter.ambiguous).prefix(3))
  }

  private static func drawWriting(_ painter: inout Painter, _ desk: SheetDesk, _ rect: Rect, _ why: [PlainText]) {
    let label =
      desk.writing == .reason
      ? painter.text("退回原因（上下选，或直接写）", "Why it is returned (choose, or write)")
      : painter.text("办理结果（先上下选，可另写）", "What became of it (choose; write if you like)")
    painter.write(label, rect.x, rect.y, painter.style("ui.popup.title"), width: rect.width)
    let suggestions = painter.state.suggestions(of: desk)
    let list = Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: max(1, rect.height - 3 - why.count))
    for (offset, line) in why.enumerated() {
      painter.write(line, rect.x, list.maxY + offset, painter.style("wait.warning", on: "ui.popup"), width: rect.width)
    }
    painter.list(list, count: suggestions.count, selected: desk.suggestion) { painter, index, row in
      let suggestion = suggestions[index]
      var words = PlainText(suggestion.words)
      if desk.writing == .result {
        words = (suggestion.isHandled ? painter.text("已办理 ", "handled ") : painter.text("未办理 ", "not handled ")) + words
      }
      // What cannot be chosen yet is seen as such before anybody tries.
      let scope = painter.state.isBarred(suggestion, in: desk) ? "ui.popup.dim" : "ui.popup"
      painter.write(words, row.x, row.y, painter.style(scope), width: row.width)
    }
    let field = Rect(x: rect.x + 2, y: rect.maxY - 1, width: rect.width - 2, height: 1)
    painter.frame.write(painter.symbols.marker, at: rect.x, field.y, style: painter.style("ui.popup.title"))
    FieldView.draw(
      &painter, desk.words, field, isActive: !desk.isSending, scope: "ui.input", ground: "ui.popup",
      placeholder: desk.writing == .result
        ? painter.text("↑↓ 选定结果；Enter 登记并结束此单", "Up/Down chooses; Enter writes it down and closes the sheet")
        : painter.text("留空即用选中的；Enter 确定", "Empty means the marked one; Enter takes it"))
  }
}
