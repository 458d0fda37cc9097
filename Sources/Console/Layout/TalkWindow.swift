import Desk

/// What of a conversation is on the screen: the lines to show and how far it can be scrolled.
public struct TalkWindow: Sendable {
  /// The lines, oldest first, at most as many as there are rows.
  public var lines: [TalkLine]
  /// Rows scrolled back, no more than there is to scroll.
  public var scrolledRows: Int
  /// Whether the oldest message here is on the screen.
  public var isAtTop: Bool
}

extension State {
  /// The lines of the conversation in the middle that are on the screen.
  public func talkWindow(_ layout: Layout) -> TalkWindow? {
    guard let current, let replica else { return nil }
    let rows = layout.talkRows
    let maker = TalkLines(
      current, width: layout.talk.width, language: preferences.language, ambiguous: ambiguous,
      utcOffsetMinutes: replica.office.calendar.utcOffsetMinutes, isSpacious: size.rows >= 30,
      me: replica.me.agent.id, links: replica.catalogue.entryLinks,
      seenUntil: talk.seenUntil)
    let talk = talk
    guard let scroll = talk.scroll else {
      var lines = maker.lines(limit: rows)
      for message in pending(in: current.conversation.id) { lines += maker.lines(of: message) }
      if let typed = talk.typed, current.conversation.stage == .talking { lines += maker.lines(of: typed) }
      return TalkWindow(lines: lines.suffix(rows), scrolledRows: 0, isAtTop: lines.count <= rows)
    }
    let lines = maker.lines(through: scroll.anchor, limit: rows + scroll.rows)
    let scrolled = min(scroll.rows, max(0, lines.count - rows))
    let visible = lines.dropLast(scrolled).suffix(rows)
    return TalkWindow(lines: Array(visible), scrolledRows: scrolled, isAtTop: lines.count - scrolled <= rows)
  }
}
