import Canvas
import Console
import Desk
import Glyphs

/// The conversations behind a figure of the past: when they came, what came of them, how long they waited, who had them.
enum WallPastView {
  static func draw(_ painter: inout Painter, _ board: WallBoard, _ area: Area, isFocused: Bool) {
    guard let past = board.past, let facts = past.facts, !facts.isEmpty else {
      let words: PlainText =
        board.failure.map { painter.text($0.text) }
        ?? (board.past?.isLoading == true
          ? painter.text("正在载入…", "Loading…") : painter.text("没有会话", "No conversation"))
      return painter.empty(area, words)
    }
    painter.rows(area, of: .talks, count: facts.count, marked: past.selected, isFocused: isFocused) {
      painter, index, row in draw(&painter, facts[index], row)
    }
  }

  static func title(_ painter: Painter, _ board: WallBoard) -> PlainText {
    guard let past = board.past else { return "" }
    var words = painter.symbols.separator + painter.text(past.name)
    if let id = past.query.group, let name = painter.state.replica?.catalogue.groups.first(where: { $0.id == id })?.name
    {
      words += painter.symbols.separator + painter.text(name)
    }
    if let id = past.query.agent { words += painter.symbols.separator + PlainText(person(painter.state, id)) }
    return words + (past.facts.map { PlainText(" \($0.count)" + (past.next == nil ? "" : "+")) } ?? "")
  }

  static func person(_ state: State, _ id: AgentID) -> String {
    state.replica?.floor.seats.first { $0.agent.id == id }?.agent.name ?? state.wall?.past?.name(of: id) ?? id.rawValue
  }

  private static func draw(_ painter: inout Painter, _ fact: ConversationFacts, _ row: Rect) {
    var x = row.x + 1
    for (words, scope, width) in cells(painter, fact) {
      guard x < row.maxX - 2 else { return }
      painter.write(words, x, row.y, painter.style(scope), width: min(width, row.maxX - x - 1))
      x += width + 1
    }
  }

  private static func cells(_ painter: Painter, _ fact: ConversationFacts) -> [(PlainText, String, Int)] {
    let time = ClockText.hoursMinutes(fact.arrivedAt, utcOffsetMinutes: painter.utcOffset)
    let group = fact.group.flatMap { id in painter.state.replica?.catalogue.groups.first { $0.id == id }?.name }
    let waited = fact.waits.map { painter.state.seconds(from: $0.from, to: $0.to) }.max().map { ClockText.wait($0) }
    let talk = fact.talks.last.map { ClockText.wait(painter.state.seconds(from: $0.from, to: $0.to)) }
    // Chinese takes less room.
    let isShort = painter.language == .chinese
    return [
      (PlainText(time), "ui.text.dim", 5), (painter.text(fact.outcome.name), scope(fact.outcome), isShort ? 8 : 10),
      (waited.map { painter.text("等 ", "wait ") + PlainText($0) } ?? "", "ui.text", 10),
      (fact.agent.map { PlainText(person(painter.state, $0)) } ?? "—", "ui.text", 8),
      (talk.map { painter.text("谈 ", "talk ") + PlainText($0) } ?? "", "ui.text", isShort ? 9 : 10),
      (
        fact.stars.map { PlainText("\($0)") + painter.text(" 星", $0 == 1 ? " star" : " stars") } ?? "",
        fact.isRatedLow ? "wait.overdue" : "ui.text", isShort ? 4 : 7
      ),
      course(painter, fact), (group.map { painter.text($0) } ?? "", "ui.text.dim", 14),
    ]
  }

  /// Whether it goes on, or how often it was passed on.
  private static func course(_ painter: Painter, _ fact: ConversationFacts) -> (PlainText, String, Int) {
    if fact.endedAt == nil { return (painter.text("未结束", "goes on"), "ui.match", 8) }
    guard fact.moves > 0 else { return ("", "ui.text", 8) }
    return (
      painter.text("转 \(fact.moves) 次", "moved \(fact.moves)"), fact.moves > 1 ? "wait.warning" : "ui.text", 8
    )
  }

  private static func scope(_ outcome: ConversationFacts.Outcome) -> String {
    switch outcome {
    case .answered, .contained: "wait.fresh"
    case .late, .message, .appointment, .shortAbandoned, .waiting: "wait.warning"
    case .abandoned: "wait.overdue"
    case .assistant: "ui.text.dim"
    }
  }
}

extension State {
  /// Seconds of a stretch, up to now where it has no end.
  fileprivate func seconds(from start: Timestamp, to end: Timestamp?) -> Int {
    end.map { max(0, $0.seconds(since: start)) } ?? clock.seconds(since: start)
  }
}
