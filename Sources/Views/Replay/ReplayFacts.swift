import Console
import Desk
import Glyphs

/// The figures of a record as labels and values, for the pane and the plain text alike.
enum ReplayFacts {
  /// Label, value and how hard it was on the taxpayer; what cannot be computed is left out.
  static func rows(_ timeline: ReplayTimeline, _ language: Language) -> [(PlainText, PlainText, Urgency?)] {
    let figures = ReplayFigures(timeline)
    let conversation = timeline.record.conversation
    var rows: [(PlainText, PlainText, Urgency?)] = []
    func add(_ label: Localised, _ value: PlainText?, _ urgency: Urgency? = nil) {
      if let value { rows.append((PlainText(label.text(language)), value, urgency)) }
    }
    func span(_ seconds: Int?) -> PlainText? { seconds.map { PlainText(ReplayWords.span($0).text(language)) } }
    let offset = timeline.record.utcOffsetMinutes
    add(Localised("开始", "Began"), PlainText(ClockText.dayAndTime(timeline.start, utcOffsetMinutes: offset)))
    let group = timeline.record.groups.first { $0.id == conversation.queue?.group }?.name
    add(Localised("技能组", "Group"), group.map { PlainText($0.text(language)) })
    add(Localised("坐席", "Agent"), conversation.agent.map { PlainText($0.name) })
    add(
      Localised("排队等待", "Waited"), span(figures.waited),
      figures.waited.map { ReplayPhase.waiting.urgency(ofSeconds: $0) })
    let reply = { (seconds: Int?) in seconds.map { ReplayPhase.awaitingAgent.urgency(ofSeconds: $0) } }
    add(Localised("首次回复", "First reply"), span(figures.firstReply), reply(figures.firstReply))
    add(Localised("平均回复", "Mean reply"), span(figures.meanReply), reply(figures.meanReply))
    add(Localised("最长回复", "Longest reply"), span(figures.longestReply), reply(figures.longestReply))
    add(Localised("挂起", "On hold"), span(figures.held), figures.held.map { ReplayPhase.held.urgency(ofSeconds: $0) })
    add(Localised("通话", "Talk"), span(figures.talked))
    add(Localised("话后整理", "Wrap-up"), span(figures.wroteUp))
    let words = Localised(
      "纳税人 \(figures.taxpayerMessages)，坐席 \(figures.agentMessages)",
      "taxpayer \(figures.taxpayerMessages), agent \(figures.agentMessages)")
    add(Localised("消息", "Messages"), PlainText(words.text(language)))
    if figures.transfers > 0 { add(Localised("转接", "Transfers"), PlainText("\(figures.transfers)")) }
    add(Localised("评价", "Rating"), conversation.rating.map { PlainText("\($0.stars)/5 \($0.comment)") })
    return rows
  }
}
