import Desk
import Glyphs

/// Messages as screen lines, built from the newest backwards, and no further than asked for.
public struct TalkLines: Sendable {
  /// The conversation.
  public var detail: ConversationDetail
  /// Cells across for everything.
  public var width: Int
  /// The language of notices and labels.
  public var language: Language
  /// The width of ambiguous characters.
  public var ambiguous: AmbiguousWidth
  /// The office's time zone, minutes east of UTC.
  public var utcOffsetMinutes: Int
  /// Whether there is room for an empty line between speakers.
  public var isSpacious: Bool
  /// Whether the agent's own words are called 我.
  public var me: AgentID?
  /// The catalogue's links, for the names of cards on their way.
  public var links: [EntryLink]
  /// Whether times are told to the second, and what keys would show is not offered: for what is read, not lived.
  public var hasSeconds: Bool
  /// The last message that was looked at, where a line is to say so; `nil` for no line.
  public var seenUntil: Int?

  /// Cells for the bar at the left, three, and for time and mark at the right, ten.
  static let margins = 13

  /// Lines of a conversation for a pane of that width.
  public init(
    _ detail: ConversationDetail, width: Int, language: Language, ambiguous: AmbiguousWidth,
    utcOffsetMinutes: Int = 480, isSpacious: Bool = false, me: AgentID? = nil, links: [EntryLink] = [],
    hasSeconds: Bool = false, seenUntil: Int? = nil
  ) {
    self.seenUntil = seenUntil
    self.links = links
    self.hasSeconds = hasSeconds
    self.detail = detail
    self.width = width
    self.language = language
    self.ambiguous = ambiguous
    self.utcOffsetMinutes = utcOffsetMinutes
    self.isSpacious = isSpacious
    self.me = me
  }

  private var textWidth: Int { max(8, width - TalkLines.margins - (hasSeconds ? 3 : 0)) }

  /// The last lines up to and including that message, at most `limit` of them (more only to finish a message), oldest first.
  public func lines(through number: Int = .max, limit: Int) -> [TalkLine] {
    var blocks: [[TalkLine]] = []
    var count = 0
    let messages = detail.messages
    var index = messages.count - 1
    while index >= 0, messages[index].number > number { index -= 1 }
    while index >= 0, count < limit {
      let block = lines(of: messages[index], after: index > 0 ? messages[index - 1] : nil)
      blocks.append(block)
      count += block.count
      index -= 1
    }
    return blocks.reversed().flatMap { $0 }
  }

  /// Lines of words on their way.
  public func lines(of pending: PendingMessage) -> [TalkLine] {
    let kind: TalkLine.Kind = pending.mark.isFailed ? .refused : .pending
    let mark: TalkMark =
      switch pending.mark {
      case .waiting: .waiting
      case .sending: .sending
      case .posted: .posted
      case .failed: .failed
      }
    var lines = wrapped(
      pending.words(links, language), as: kind, time: pending.writtenAt.map(clock) ?? "", mark: mark, number: 0)
    if case .failed(let problem) = pending.mark {
      lines += PlainText(problem.detail(language)).wrapped(to: textWidth, ambiguous).map { TalkLine(.refused, $0) }
    }
    return lines
  }

  /// Lines of what the taxpayer is typing.
  public func lines(of draft: LiveDraft) -> [TalkLine] {
    let words = draft.text.isEmpty ? "…" : draft.text
    let label = PlainText(Localised("输入中", "typing").text(language))
    return PlainText(words, lines: .multiple).wrapped(to: textWidth, ambiguous).enumerated().map { index, line in
      TalkLine(.typing, line, time: index == 0 ? label : "")
    }
  }

  private func lines(of message: Message, after earlier: Message?) -> [TalkLine] {
    var lines: [TalkLine] = []
    if earlier == nil, message.number > 1 {
      lines.append(
        TalkLine(.gap, PlainText(Localised("…… 上翻载入更早的消息 ……", "… page up for earlier …").text(language))))
    }
    let isUnseen = seenUntil.map { message.number > $0 && earlier.map(\.number) == $0 } ?? false
    let isNewDay = earlier.map { localDay($0.at) != localDay(message.at) } ?? true
    let isNewSpeaker = isUnseen || (earlier.map { $0.author != message.author || $0.body.isNotice } ?? true)
    var own = self.lines(of: message, isNewDay: isNewDay, isNewSpeaker: isNewSpeaker)
    if isUnseen {
      let place = own.first?.kind == .blank ? 1 : 0
      own.insert(TalkLine(.unseen, PlainText(Localised("新消息", "new").text(language))), at: place)
    }
    return lines + own
  }

  /// What a message says, its speaker first, as lines that stand by themselves.
  public func words(of message: Message) -> [PlainText] {
    let lines = lines(of: message, isNewDay: false, isNewSpeaker: true)
    guard case .author = lines.first?.kind, lines.count > 1 else { return lines.map(\.text) }
    let colon = PlainText(Localised("：", ": ").text(language))
    return [lines[0].text + colon + lines[1].text] + lines.dropFirst(2).map(\.text)
  }

  /// Lines of one message, with the day and the speaker's name where they are new.
  func lines(of message: Message, isNewDay: Bool, isNewSpeaker: Bool) -> [TalkLine] {
    var lines: [TalkLine] = []
    if isNewDay { lines.append(TalkLine(.day, dayName(localDay(message.at)), number: message.number)) }
    if case .notice(let notice) = message.body {
      lines += PlainText(notice.text(language)).wrapped(to: max(8, width - 4), ambiguous).map {
        TalkLine(.notice, $0, number: message.number)
      }
      return lines
    }
    if isNewSpeaker || isNewDay {
      if isSpacious, !isNewDay { lines.append(TalkLine(.blank)) }
      lines.append(TalkLine(.author(message.author.side), authorName(message.author), number: message.number))
    }
    switch message.body {
    case .text(let body):
      lines += wrapped(
        body.text, as: .words(message.author.side), time: clock(message.at), mark: mark(of: message),
        number: message.number)
    case .answer(let answer):
      lines += wrapped(
        answer.text, as: .words(.assistant), time: clock(message.at), mark: nil, number: message.number)
      lines += articles(of: answer, number: message.number)
    case .entryLink(let card): lines += self.lines(of: card, in: message)
    case .image(let card): lines += self.lines(of: card, in: message)
    case .invitation(let card): lines += self.lines(of: card, in: message)
    case .sheet(let card): lines += self.lines(of: card, in: message)
    case .sheetDemand(let demand):
      lines += wrapped(
        demand.text(language), as: .words(message.author.side), time: clock(message.at), mark: mark(of: message),
        number: message.number)
    case .notice: break
    }
    return lines
  }

  private func wrapped(
    _ text: String, as kind: TalkLine.Kind, time: PlainText, mark: TalkMark?, number: Int
  ) -> [TalkLine] {
    PlainText(text, lines: .multiple).wrapped(to: textWidth, ambiguous).enumerated().map { index, line in
      index == 0
        ? TalkLine(kind, line, time: time, mark: mark, number: number) : TalkLine(kind, line, number: number)
    }
  }

  private func articles(of answer: AssistantAnswer, number: Int) -> [TalkLine] {
    let source = answer.article.map { [$0] } ?? []
    return (source + answer.suggestions).map { article in
      TalkLine(
        .article,
        PlainText("\(article.id.rawValue) \(article.title) · \(article.matter)").truncated(to: textWidth, ambiguous),
        number: number)
    }
  }

  private func lines(of card: EntryLinkCard, in message: Message) -> [TalkLine] {
    let side = message.author.side
    var lines: [TalkLine] = []
    if !card.words.isEmpty {
      lines += PlainText(card.words, lines: .multiple).wrapped(to: textWidth, ambiguous).map {
        TalkLine(.words(side), $0, number: message.number)
      }
    }
    lines.append(
      TalkLine(
        .link(side), PlainText(card.title.text(language)).truncated(to: textWidth - 3, ambiguous),
        time: clock(message.at), mark: mark(of: message), number: message.number))
    if !card.menuPath.isEmpty {
      let path = PlainText(card.menuPath.joined(separator: " > "))
      lines += path.wrapped(to: textWidth - 3, ambiguous).map {
        TalkLine(.linkDetail(side), $0, number: message.number)
      }
    }
    let opened = detail.conversation.openings?.first { $0.number == message.number }
    let state =
      opened.map {
        let at = ClockText.hoursMinutes($0.at, utcOffsetMinutes: utcOffsetMinutes)
        return Localised("已打开 \($0.count) 次，最近 \(at)", "opened \($0.count)×, last \(at)")
      } ?? Localised("未打开", "not opened yet")
    let about = EntryLink(code: card.code, title: card.title, menuPath: [], url: card.url).host ?? card.url
    lines.append(
      TalkLine(
        .linkDetail(side),
        PlainText(state.text(language) + " · " + about).truncated(to: textWidth - 3, ambiguous),
        number: message.number))
    return lines
  }

  private func lines(of card: ImageCard, in message: Message) -> [TalkLine] {
    let side = message.author.side
    var lines: [TalkLine] = []
    if !card.words.isEmpty {
      lines += PlainText(card.words, lines: .multiple).wrapped(to: textWidth, ambiguous).map {
        TalkLine(.words(side), $0, number: message.number)
      }
    }
    let label = Localised("[图片] ", "[Image] ").text(language) + card.image.name
    lines.append(
      TalkLine(
        .image(side), PlainText(label).truncated(to: textWidth, ambiguous), time: clock(message.at),
        mark: mark(of: message), number: message.number))
    let hint = hasSeconds ? "" : " · " + Localised("Alt-V 查看", "Alt-V shows it").text(language)
    lines.append(
      TalkLine(
        .linkDetail(side), PlainText(card.image.facts + hint).truncated(to: textWidth - 3, ambiguous),
        number: message.number))
    return lines
  }

  private func lines(of card: InvitationCard, in message: Message) -> [TalkLine] {
    let side = message.author.side
    var lines = [
      TalkLine(
        .link(side), PlainText(card.line(language)).truncated(to: textWidth - 3, ambiguous), time: clock(message.at),
        mark: mark(of: message), number: message.number)
    ]
    if let invitation = detail.conversation.invitation, invitation.id == card.invitation {
      let words = PlainText(InvitationText.standing(invitation, seen: detail.conversation).text(language))
      lines += words.wrapped(to: textWidth - 3, ambiguous).map {
        TalkLine(.linkDetail(side), $0, number: message.number)
      }
    }
    return lines
  }

  private func lines(of card: SheetCard, in message: Message) -> [TalkLine] {
    let side = message.author.side
    var lines: [TalkLine] = []
    if !card.words.isEmpty {
      lines += PlainText(card.words, lines: .multiple).wrapped(to: textWidth, ambiguous).map {
        TalkLine(.words(side), $0, number: message.number)
      }
    }
    let label = Localised("[办理确认单] ", "[Service sheet] ").text(language) + card.title.text(language)
    lines.append(
      TalkLine(
        .link(side), PlainText(label).truncated(to: textWidth - 3, ambiguous), time: clock(message.at),
        mark: mark(of: message), number: message.number))
    guard let sheet = detail.conversation.sheets?.first(where: { $0.id == card.sheet }) else { return lines }
    lines += PlainText(sheet.standing(language)).wrapped(to: textWidth - 3, ambiguous).map {
      TalkLine(.linkDetail(side), $0, number: message.number)
    }
    return lines
  }

  private func mark(of message: Message) -> TalkMark? {
    guard message.author.side == .agent else { return nil }
    let receipt = detail.conversation.taxpayerReceipt
    if message.number <= receipt.read { return .read }
    return message.number <= receipt.delivered ? .delivered : .posted
  }

  private func authorName(_ author: Author) -> PlainText {
    switch author.side {
    case .assistant: PlainText(Localised("智能应答", "Assistant").text(language))
    case .agent where author.agent == me: PlainText(Localised("我", "Me").text(language))
    default: PlainText(author.name)
    }
  }

  /// The office's day at that moment.
  func localDay(_ moment: Timestamp) -> CivilDate {
    let milliseconds = moment.milliseconds + Int64(utcOffsetMinutes) * 60_000
    let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    return CivilDate(dayNumber: Int(rest < 0 ? days - 1 : days))
  }

  private func dayName(_ day: CivilDate) -> PlainText {
    let weekday = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"][day.weekday - 1]
    let english = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
    return PlainText(day.description + " " + (language == .chinese ? weekday : english))
  }

  /// The office's time of day at that moment.
  func clock(_ moment: Timestamp) -> PlainText {
    PlainText(
      hasSeconds
        ? ClockText.hoursMinutesSeconds(moment, utcOffsetMinutes: utcOffsetMinutes)
        : ClockText.hoursMinutes(moment, utcOffsetMinutes: utcOffsetMinutes))
  }
}

extension MessageBody {
  /// Whether the service itself says it.
  var isNotice: Bool {
    if case .notice = self { return true }
    return false
  }
}
