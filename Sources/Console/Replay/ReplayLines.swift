import Desk
import Glyphs

/// What has happened by the play's place as screen lines, built from the newest backwards, and no further than asked for.
public struct ReplayLines: Sendable {
  private let state: ReplayState
  private let words: ReplayWords
  private let maker: TalkLines
  private let width: Int

  /// Silences from this on are told, in milliseconds.
  public static let silence: Int64 = 3_000

  /// Lines for a pane of that width.
  public init(_ state: ReplayState, width: Int) {
    self.state = state
    self.width = width
    words = ReplayWords(state.timeline.record)
    maker = TalkLines(
      ConversationDetail(conversation: state.conversation, messages: []), width: width,
      language: state.preferences.language, ambiguous: state.ambiguous, utcOffsetMinutes: state.utcOffsetMinutes,
      hasSeconds: true)
  }

  private var language: Language { state.preferences.language }

  /// The last lines, oldest first, about `limit` of them.
  public func lines(limit: Int) -> [ReplayLine] {
    let past = state.past
    var blocks: [[ReplayLine]] = [current(after: past.last)]
    var count = blocks[0].count
    var place = past.endIndex - 1
    while place >= past.startIndex, count < limit {
      let block = lines(of: past[place], after: place > past.startIndex ? past[place - 1] : nil)
      blocks.append(block)
      count += block.count
      place -= 1
    }
    return blocks.reversed().flatMap { $0 }
  }

  /// The silence the play stands in.
  private func current(after last: ReplayMoment?) -> [ReplayLine] {
    guard let last, !state.isAtEnd, state.position - last.offset > Self.silence else { return [] }
    return [silence(state.position - last.offset, state.timeline.phase(at: state.position), nil)]
  }

  /// Lines of a moment with the silence before it.
  func lines(of moment: ReplayMoment, after earlier: ReplayMoment?) -> [ReplayLine] {
    var lines: [ReplayLine] = []
    let gap = moment.offset - (earlier?.offset ?? moment.offset)
    let measure = moment.message.flatMap { _ in moment.measure }
    let isSilent = gap > Self.silence
    if isSilent || measure.map({ $0.isReply && $0.seconds * 1000 > Self.silence }) == true {
      let phase = earlier.map { state.timeline.phase(at: $0.offset) } ?? moment.phase
      lines.append(silence(gap, phase, measure))
    }
    let isNewDay = earlier.map { maker.localDay($0.event.at) != maker.localDay(moment.event.at) } ?? true
    guard let message = moment.message else { return lines + self.lines(ofEvent: moment) }
    let before = isSilent ? nil : earlier?.message
    let isNewSpeaker = before.map { $0.author != message.author || $0.body.isNotice } ?? true
    return lines
      + maker.lines(of: message, isNewDay: isNewDay, isNewSpeaker: isNewSpeaker).map(ReplayLine.talk)
  }

  private func silence(_ gap: Int64, _ phase: ReplayPhase, _ measure: ReplayMoment.Measure?) -> ReplayLine {
    let seconds = Int(gap / 1000)
    var parts = gap > Self.silence ? ["… " + ReplayWords.span(seconds).text(language)] : []
    var urgency = phase.urgency(ofSeconds: seconds)
    if let measure {
      let (text, how) = ReplayWords.words(measure)
      parts.append(text.text(language))
      urgency = how
    } else {
      parts.append(phase.name.text(language))
    }
    return .silence(PlainText(parts.joined(separator: " · ")), urgency)
  }

  private func lines(ofEvent moment: ReplayMoment) -> [ReplayLine] {
    guard let words = words.words(moment) else { return [] }
    let time = maker.clock(moment.event.at)
    let cells = max(8, width - 13)
    var texts = PlainText(words.line.text(language)).wrapped(to: cells, state.ambiguous)
    let head = texts.count
    if !words.more.isEmpty { texts += PlainText(words.more, lines: .multiple).wrapped(to: cells, state.ambiguous) }
    return texts.enumerated().map { index, text in
      let time = index == 0 ? time : ""
      return words.isNote ? .note(text, time: time) : .event(text, time: time, isTurn: words.isTurn && index < head)
    }
  }
}

extension ReplayMoment.Measure {
  /// Whether it is how long the taxpayer waited for words.
  var isReply: Bool {
    switch self {
    case .firstReply, .replied: true
    case .waited, .held, .talked, .wroteUp: false
    }
  }

  /// The time, in seconds.
  public var seconds: Int {
    switch self {
    case .waited(let seconds), .firstReply(let seconds), .replied(let seconds), .held(let seconds),
      .talked(let seconds), .wroteUp(let seconds):
      seconds
    }
  }
}
