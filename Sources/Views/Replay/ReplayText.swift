import Console
import Desk
import Glyphs

/// A record as plain lines with its true times, for pipes, files and screen readers: nothing by place or colour alone.
public enum ReplayText {
  /// The lines: whose conversation, its figures, then what happened, each with the time of day and the time since the beginning.
  public static func lines(_ timeline: ReplayTimeline, _ language: Language) -> [PlainText] {
    let conversation = timeline.record.conversation
    var head = PlainText(Localised("会话 ", "Conversation ").text(language) + conversation.id.rawValue)
    head += "  " + PlainText(conversation.taxpayer.name)
    if let enterprise = conversation.taxpayer.enterprise?.name { head += "  " + PlainText(enterprise) }
    var lines = [head]
    if !timeline.record.hasBeginning {
      lines.append(PlainText(Localised("日志中已没有开头部分", "The log no longer has its beginning").text(language)))
    }
    lines += ReplayFacts.rows(timeline, language).map { label, value, _ in
      label + PlainText(Localised("：", ": ").text(language)) + value
    }
    lines.append("")
    let words = ReplayWords(timeline.record)
    var earlier: ReplayMoment?
    for moment in timeline.review {
      if let silence = silence(before: moment, after: earlier, timeline, language) { lines.append(indent + silence) }
      let said = Self.words(moment, words, timeline, language)
      for (place, line) in said.enumerated() { lines.append((place == 0 ? time(moment, timeline) : indent) + line) }
      earlier = moment
    }
    if conversation.stage != .closed {
      lines.append(indent + PlainText(Localised("会话仍在进行", "The conversation still goes on").text(language)))
    }
    return lines
  }

  private static let indent = PlainText(repeating: " ", count: 20)

  private static func time(_ moment: ReplayMoment, _ timeline: ReplayTimeline) -> PlainText {
    let clock = ClockText.hoursMinutesSeconds(
      moment.event.at, utcOffsetMinutes: timeline.record.utcOffsetMinutes)
    let elapsed = "+" + ClockText.wait(Int(moment.offset / 1000))
    return PlainText(clock + "  " + elapsed).padded(to: 20)
  }

  private static func silence(
    before moment: ReplayMoment, after earlier: ReplayMoment?, _ timeline: ReplayTimeline, _ language: Language
  ) -> PlainText? {
    guard let earlier, moment.offset - earlier.offset > ReplayLines.silence else { return nil }
    let seconds = Int((moment.offset - earlier.offset) / 1000)
    return PlainText(
      "… " + ReplayWords.span(seconds).text(language) + " · " + timeline.phase(at: earlier.offset).name.text(language))
  }

  private static func words(
    _ moment: ReplayMoment, _ words: ReplayWords, _ timeline: ReplayTimeline, _ language: Language
  ) -> [PlainText] {
    guard let message = moment.message else {
      guard let said = words.words(moment) else { return [] }
      let more = said.more.isEmpty ? [] : PlainText(said.more, lines: .multiple).lines
      return [PlainText("[" + said.line.text(language) + "]")] + more
    }
    let lines = TalkLines(
      ConversationDetail(conversation: timeline.conversation(at: moment.offset), messages: [message]), width: 4_096,
      language: language, ambiguous: .narrow, utcOffsetMinutes: timeline.record.utcOffsetMinutes, hasSeconds: true
    ).words(of: message)
    guard var first = lines.first else { return [] }
    if let measure = moment.measure { first += PlainText(" (" + ReplayWords.words(measure).0.text(language) + ")") }
    return [first] + lines.dropFirst()
  }
}
