import Canvas
import Console
import Desk
import Glyphs

/// Who is blocked: until when, why, and by whom.
enum WallBlocksView {
  static func draw(_ painter: inout Painter, _ board: WallBoard, _ area: Area, isFocused: Bool) {
    guard let blocks = board.blocks, !blocks.isEmpty else {
      let words =
        board.blocks == nil
        ? painter.text("正在载入…", "Loading…") : painter.text("没有被拉黑的人", "Nobody is blocked")
      return painter.empty(area, words)
    }
    painter.rows(
      area, of: .blocks, count: blocks.count, marked: board.pane == .blocks ? painter.state.wallRow(board) : -1,
      isFocused: isFocused
    ) { painter, index, row in
      let block = blocks[index]
      let until = BlockListView.until(
        block, at: painter.state.clock.now, utcOffset: painter.utcOffset, painter.language)
      var right = row.maxX - 1
      right -= painter.writeRight(until, before: right, row.y, painter.style("ui.text.dim")) + 1
      right -= painter.writeRight(PlainText(block.by.name), before: right, row.y, painter.style("ui.text.dim")) + 1
      var x = row.x + 1
      x += painter.write(PlainText(block.name), x, row.y, painter.style("ui.text.strong"), width: 10) + 1
      painter.write(PlainText(block.reason), x, row.y, painter.style("ui.text"), width: right - x)
    }
  }
}
