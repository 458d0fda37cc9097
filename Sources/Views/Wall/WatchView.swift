import Canvas
import Console
import Desk
import Glyphs

/// A watched conversation 监看: its messages as they come, what both sides type, whispers and notes.
enum WatchView {
  static func draw(_ painter: inout Painter, _ watch: WatchedTalk, _ area: Area) {
    painter.frame.fill(Rect(area), style: painter.style("ui.background"))
    painter.title(title(painter, watch), area, isFocused: true, right: right(painter, watch))
    let body = area.droppingTop(1)
    guard let detail = watch.detail else {
      let words = watch.failure.map { painter.text($0.text) } ?? painter.text("正在接入监看…", "Beginning to watch…")
      return painter.empty(body, words)
    }
    let aside = asideLines(painter, detail.conversation, body.width).suffix(max(0, body.height / 3))
    let rows = body.height - aside.count - (aside.isEmpty ? 0 : 1)
    drawTalk(&painter, watch, detail, Area(x: body.x, y: body.y, width: body.width, height: rows))
    guard !aside.isEmpty else { return }
    painter.title(
      painter.text("备注与密语（纳税人看不到）", "Notes and whispers, not for the taxpayer"),
      Area(x: body.x, y: body.y + rows, width: body.width, height: 1), isFocused: false)
    for (offset, line) in aside.enumerated() {
      painter.write(line, body.x + 1, body.y + rows + 1 + offset, painter.style("wait.warning"), width: body.width - 2)
    }
  }

  private static func drawTalk(
    _ painter: inout Painter, _ watch: WatchedTalk, _ detail: ConversationDetail, _ area: Area
  ) {
    let maker = TalkLines(
      detail, width: area.width, language: painter.language, ambiguous: painter.ambiguous,
      utcOffsetMinutes: painter.utcOffset, isSpacious: area.height >= 24, me: painter.state.replica?.me.agent.id,
      links: painter.state.replica?.catalogue.entryLinks ?? [])
    var lines = maker.lines(limit: area.height + watch.scroll)
    if let typed = watch.typed { lines += maker.lines(of: typed) }
    let shown = lines.dropLast(min(watch.scroll, max(0, lines.count - area.height))).suffix(area.height)
    for (offset, line) in shown.enumerated() {
      TalkView.draw(
        &painter, line, Area(x: area.x, y: area.y + area.height - shown.count + offset, width: area.width, height: 1))
    }
  }

  private static func title(_ painter: Painter, _ watch: WatchedTalk) -> PlainText {
    let words = painter.text("监看", "Watching")
    guard let conversation = watch.detail?.conversation else { return words }
    let line = ConversationLine(conversation)
    var title = words + " " + PlainText(conversation.taxpayer.name)
    if let agent = conversation.agent { title += painter.symbols.separator + PlainText(agent.name) }
    if let joined = conversation.joined { title += PlainText(" + " + joined.supervisor.name) }
    return title + painter.symbols.separator + painter.text(WallTalksView.stage(line).0)
  }

  private static func right(_ painter: Painter, _ watch: WatchedTalk) -> PlainText {
    if let failure = watch.failure { return painter.text(failure.text) }
    if watch.agentTypesUntil > painter.state.clock.monotonic { return painter.text("坐席输入中", "agent typing") }
    guard let since = watch.detail?.conversation.unansweredSince else { return "" }
    return painter.text("未回复 ", "unanswered ") + painter.wait(since: since).0
  }

  private static func asideLines(_ painter: Painter, _ conversation: Conversation, _ width: Int) -> [PlainText] {
    (conversation.notes ?? []).suffix(6).flatMap { note -> [PlainText] in
      let kind: Localised =
        note.isWhisper == true
        ? Localised("密语", "whisper") : note.isSideTalk == true ? Localised("会商", "aside") : Localised("备注", "note")
      let head = ClockText.moment(note.at, at: painter.state.clock.now, utcOffsetMinutes: painter.utcOffset) + " "
      return (PlainText(head) + painter.text(kind) + PlainText(" " + note.author.name + " " + note.text))
        .wrapped(to: max(8, width - 2), painter.ambiguous)
    }
  }
}
