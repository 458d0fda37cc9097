import Desk
import Glyphs

/// One screen line of the messages.
public struct TalkLine: Hashable, Sendable {
  /// What the line is.
  public enum Kind: Hashable, Sendable {
    /// A new day.
    case day
    /// Who speaks from here on.
    case author(Side)
    /// Words of that side.
    case words(Side)
    /// The article an answer comes from, or one suggested.
    case article
    /// The name of a picture, sent by that side.
    case image(Side)
    /// The title of an entry link, sent by that side.
    case link(Side)
    /// More about an entry link.
    case linkDetail(Side)
    /// A notice of the service.
    case notice
    /// Words on their way.
    case pending
    /// Words that were refused.
    case refused
    /// What the taxpayer is typing.
    case typing
    /// What follows came while one looked elsewhere.
    case unseen
    /// Earlier messages are there to be loaded.
    case gap
    /// Nothing.
    case blank
  }

  /// What the line is.
  public var kind: Kind
  /// Its words.
  public var text: PlainText
  /// The time, on a message's first line.
  public var time: PlainText
  /// How far the agent's own words came.
  public var mark: TalkMark?
  /// The message it belongs to; 0 for none.
  public var number: Int

  init(_ kind: Kind, _ text: PlainText = "", time: PlainText = "", mark: TalkMark? = nil, number: Int = 0) {
    self.kind = kind
    self.text = text
    self.time = time
    self.mark = mark
    self.number = number
  }
}
