import Canvas
import Console
import Desk
import Glyphs

/// The knowledge base: what was found at the top, the marked answer below.
enum KnowledgeView {
  static func draw(_ painter: inout Painter, _ search: KnowledgeSearch) {
    let height = min(painter.frame.height - 2, 26)
    let width = min(96, painter.frame.width - 4)
    let inner = painter.popup(width: width, height: height, title: painter.text("知识库", "Knowledge base"))
    painter.frame.write("/", at: inner.x, inner.y, style: painter.style("ui.popup.title"))
    FieldView.draw(
      &painter, search.field, Rect(x: inner.x + 2, y: inner.y, width: inner.width - 2, height: 1), isActive: true,
      scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text("输入问题或关键词", "a question or keywords"))
    painter.rule(inner, inner.y + 1)
    let listRows = min(max(1, search.articles.count), max(3, (inner.height - 3) / 2))
    let list = Rect(x: inner.x, y: inner.y + 2, width: inner.width, height: listRows)
    guard !search.articles.isEmpty else {
      painter.write(
        emptyWords(painter, search), list.x, list.y, painter.style("ui.popup.dim"), width: list.width)
      return
    }
    painter.list(list, count: search.articles.count, selected: search.selected) { painter, index, row in
      let article = search.articles[index]
      let width = painter.writeRight(
        PlainText(article.matter).truncated(to: 16, painter.ambiguous), before: row.maxX, row.y,
        painter.style("ui.popup.dim"))
      painter.write(
        PlainText("\(article.id.rawValue)  \(article.title)"), row.x, row.y, painter.style("ui.popup"),
        width: row.width - width - 2)
    }
    guard search.articles.indices.contains(search.selected) else { return }
    painter.rule(inner, list.maxY)
    let rows = PlainText(search.articles[search.selected].answer, lines: .multiple)
      .wrapped(to: inner.width, painter.ambiguous)
    for (offset, row) in rows.prefix(max(0, inner.maxY - list.maxY - 1)).enumerated() {
      painter.frame.write(row, at: inner.x, list.maxY + 1 + offset, style: painter.style("ui.popup"))
    }
  }

  private static func emptyWords(_ painter: Painter, _ search: KnowledgeSearch) -> PlainText {
    if let failure = search.failure { return painter.text(failure.text) }
    if search.request != nil || search.changedAt != nil { return painter.text("正在查找…", "Searching…") }
    return search.answered == nil
      ? painter.text("输入后自动查找，Enter 把答案放入输入框", "Type to search; Enter puts the answer into the writing field")
      : painter.text("没有找到，换个说法试试", "Nothing found; try other words")
  }
}
