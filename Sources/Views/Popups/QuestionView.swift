import Canvas
import Console
import Desk
import Glyphs

/// A question with its consequences.
enum QuestionView {
  static func draw(_ painter: inout Painter, _ question: Question) {
    let words = words(painter, question)
    let width = min(60, painter.frame.width - 6)
    let lines = words.flatMap { $0.wrapped(to: width - 4, painter.ambiguous) }
    let inner = painter.popup(width: width, height: lines.count + 4, title: painter.text("请确认", "Please confirm"))
    for (offset, line) in lines.enumerated() {
      painter.frame.write(
        line, at: inner.x, inner.y + offset,
        style: painter.style(offset == 0 ? "ui.text.strong" : "ui.popup", on: "ui.popup"))
    }
    var x = inner.x
    let y = inner.maxY - 1
    for (id, key, name) in [
      (CommandID.choose, PlainText("Enter"), painter.text("是", "Yes")), (.stepOut, "Esc", painter.text("否", "No")),
    ] {
      let start = x
      x += painter.frame.write(key, at: x, y, style: painter.style("ui.hint.key", on: "ui.popup")) + 1
      x += painter.frame.write(name, at: x, y, style: painter.style("ui.popup"))
      painter.hits.add(.command(id), Rect(x: start, y: y, width: x - start, height: 1))
      x += 4
    }
  }

  private static func words(_ painter: Painter, _ question: Question) -> [PlainText] {
    let state = painter.state
    let live = state.load
    let minutes = (state.replica?.office.settings.seatGraceSeconds ?? 180) / 60
    var words: [PlainText] = []
    switch question {
    case .end(let id):
      let name = state.replica?.conversations[id]?.conversation.taxpayer.name ?? ""
      words.append(painter.text("结束与 \(name) 的会话？", "End the talk with \(name)?"))
      words.append(painter.text("对方会看到服务已结束，您进入话后整理。", "They see that the service has ended; you write it up."))
    case .dropReply(_, let title, _):
      words.append(painter.text("删除个人常用语“\(title)”？", "Delete your quick reply “\(title)”?"))
      return words
    case .unblock(_, let name):
      words.append(painter.text("解除对 \(name) 的拉黑？", "Lift the block of \(name)?"))
      words.append(painter.text("对方随即可以再找人工服务。", "They may ask for an agent again at once."))
      return words
    case .quit:
      words.append(painter.text("离开坐席？", "Leave the seat?"))
      if state.preferences.isDemo {
        words.append(painter.text("演示随之结束，数据一并删除。", "The demo ends with it; nothing of it is kept."))
      } else if live > 0 {
        words.append(
          painter.text(
            "还有 \(live) 个会话。\(minutes) 分钟内未回来，纳税人将优先重新排队。",
            "Still in your hands: \(live). Unless you are back in \(minutes) minutes they wait again, in front."))
      }
    case .signOut:
      words.append(painter.text("签出并离开？", "Sign out and leave?"))
      if live > 0 {
        words.append(
          painter.text("还有 \(live) 个会话未完成。", "Still in your hands: \(live)."))
      }
    }
    if question != .end(state.selected ?? ""), !state.outbox.isEmpty, !state.preferences.isDemo {
      words.append(
        painter.text(
          "发件箱还有 \(state.outbox.count) 条消息，下次启动时继续发送。",
          "In the outbox: \(state.outbox.count); sent at the next start."))
    }
    return words
  }
}
