import Canvas
import Console
import Desk
import Glyphs

/// Blocking a taxpayer 拉黑: for how long, and why.
enum BlockView {
  static func draw(_ painter: inout Painter, _ form: BlockForm) {
    let hours = painter.state.blockHours
    let name = painter.state.replica?.conversations[form.conversation]?.conversation.taxpayer.name ?? ""
    let inner = painter.popup(
      width: painter.popupWidth, height: hours.count + 7, title: painter.text("拉黑 ", "Block ") + PlainText(name))
    painter.write(
      painter.text("期间只有智能应答；当前会话随即结束", "The assistant only, meanwhile; this talk ends"), inner.x, inner.y,
      painter.style("wait.warning", on: "ui.popup"), width: inner.width)
    let list = Rect(x: inner.x, y: inner.y + 1, width: inner.width, height: max(1, inner.height - 4))
    painter.list(list, count: hours.count, selected: form.selected) { painter, index, row in
      painter.write(
        painter.text(Block.words(hours: hours[index])), row.x + 1, row.y, painter.style("ui.popup"),
        width: row.width - 1)
    }
    painter.rule(inner, list.maxY)
    painter.write(
      painter.text("原因（必填，纳税人看不到）", "Why (needed; not for the taxpayer)"), inner.x, list.maxY + 1,
      painter.style("ui.popup.title"), width: inner.width)
    FieldView.draw(
      &painter, form.reason, Rect(x: inner.x, y: list.maxY + 2, width: inner.width, height: 1),
      isActive: !form.isSending, scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text("如：持续辱骂。Enter 提交", "such as: abuse. Enter blocks"))
  }
}

/// Those who are blocked, until when, why, and by whom.
enum BlockListView {
  static func draw(_ painter: inout Painter, _ list: BlockListState) {
    let blocks = list.blocks ?? []
    let height = min(painter.frame.height - 4, max(3, blocks.count) + 2)
    let inner = painter.popup(
      width: min(90, painter.frame.width - 4), height: height, title: painter.text("拉黑名单", "Blocked"))
    guard !blocks.isEmpty else {
      painter.write(
        list.blocks == nil ? painter.text("正在载入…", "Loading…") : painter.text("没有被拉黑的人", "Nobody is blocked"), inner.x,
        inner.y, painter.style("ui.popup.dim"), width: inner.width)
      return
    }
    painter.list(inner, count: blocks.count, selected: list.selected) { painter, index, row in
      let block = blocks[index]
      let until = until(block, at: painter.state.clock.now, utcOffset: painter.utcOffset, painter.language)
      var right = row.maxX
      right -= painter.writeRight(until, before: right, row.y, painter.style("ui.popup.dim")) + 1
      right -= painter.writeRight(PlainText(block.by.name), before: right, row.y, painter.style("ui.popup.dim")) + 1
      var x = row.x
      x +=
        painter.write(PlainText(block.name), x, row.y, painter.style("ui.text.strong", on: "ui.popup"), width: 10) + 1
      painter.write(PlainText(block.reason), x, row.y, painter.style("ui.popup"), width: right - x)
    }
  }

  /// How long it still lasts, and until when by the office's clock.
  static func until(_ block: Block, at now: Timestamp?, utcOffset: Int, _ language: Language) -> PlainText {
    let moment = ClockText.moment(block.until, at: now, utcOffsetMinutes: utcOffset)
    let left = now.map { " " + ClockText.wait(max(0, block.until.seconds(since: $0))) } ?? ""
    return PlainText(
      left.isEmpty
        ? Localised("至 \(moment)", "until \(moment)").text(language)
        : Localised("剩\(left) 至 \(moment)", "\(left.dropFirst()) left, until \(moment)").text(language))
  }
}
