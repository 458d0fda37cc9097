import Desk

/// A quick reply as it is chosen from: whose it is, and for one's own which revision.
public struct ReplyEntry: Hashable, Sendable {
  /// The reply.
  public var reply: QuickReply
  /// Whose it is.
  public var scope: ReplyScope
  /// The revision of one's own.
  public var revision: Int?

  /// An entry from its parts.
  public init(reply: QuickReply, scope: ReplyScope, revision: Int? = nil) {
    self.reply = reply
    self.scope = scope
    self.revision = revision
  }
}

/// What a quick reply brings along besides words.
public struct ReplyAttachment: Hashable, Codable, Sendable {
  /// Code of the entry link that goes out with the words as a card.
  public var entryLink: String?
  /// Whether a picture has to go along; told before the words are sent.
  public var needsPicture: Bool

  /// An attachment from its parts.
  public init(entryLink: String?, needsPicture: Bool) {
    self.entryLink = entryLink
    self.needsPicture = needsPicture
  }
}

/// A place in the writing field that is still to be filled in. Counted from the end, so that what is typed at or before it moves nothing.
public struct WritingPrompt: Hashable, Codable, Sendable {
  /// What belongs there.
  public var name: String
  /// Characters behind it.
  public var fromEnd: Int
  /// Whether something was written there.
  public var isFilled = false

  /// A place at which nothing was written yet.
  public init(name: String, fromEnd: Int) {
    self.name = name
    self.fromEnd = fromEnd
  }
}

/// Quick replies offered while `/zx` is being written at the beginning of a word.
public struct Completion: Hashable, Sendable {
  /// Where the slash stands.
  public var start: Int
  /// What fits, best first.
  public var entries: [ReplyEntry]
  /// The marked row.
  public var selected: Int

  /// An offer from its parts.
  public init(start: Int, entries: [ReplyEntry], selected: Int = 0) {
    self.start = start
    self.entries = entries
    self.selected = selected
  }

  /// Rows at most.
  public static let most = 6
}
