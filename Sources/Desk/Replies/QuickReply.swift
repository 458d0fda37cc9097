/// A prepared text 常用语, found by name, text or pinyin initials.
public struct QuickReply: Hashable, Codable, Sendable {
  /// Its code, unique within its scope.
  public var code: String
  /// Its short name.
  public var title: String
  /// The text, as `ReplyText` reads it.
  public var text: String
  /// Pinyin initials of the title, lower case.
  public var pinyin: String
  /// The group it belongs to; `nil` for the whole office, and for somebody's own.
  public var group: SkillGroupID?
  /// Code of the entry link that goes along as a card.
  public var entryLink: String?
  /// Whether a picture has to go along; `nil` for no.
  public var needsPicture: Bool?

  /// A quick reply from its parts.
  public init(
    code: String, title: String, text: String, pinyin: String, group: SkillGroupID? = nil, entryLink: String? = nil,
    needsPicture: Bool? = nil
  ) {
    self.code = code
    self.title = title
    self.text = text
    self.pinyin = pinyin
    self.group = group
    self.entryLink = entryLink
    self.needsPicture = needsPicture
  }

  /// Longest text, in characters.
  public static let longestText = 2000
  /// Longest name, in characters.
  public static let longestTitle = 60
}

/// Whose a quick reply is.
public enum ReplyScope: String, Codable, Sendable, CaseIterable {
  /// An agent's own.
  case personal
  /// A skill group's.
  case group
  /// The office's.
  case office
}

/// An agent's own quick reply.
public struct PersonalReply: Hashable, Codable, Sendable {
  /// The reply.
  public var reply: QuickReply
  /// Grows with each change, from 1; its `ETag`.
  public var revision: Int
  /// When it was last changed.
  public var changedAt: Timestamp

  /// A reply from its parts.
  public init(reply: QuickReply, revision: Int, changedAt: Timestamp) {
    self.reply = reply
    self.revision = revision
    self.changedAt = changedAt
  }

  /// Own replies of one agent at most.
  public static let most = 500
}

/// How often a quick reply was used.
public struct ReplyUsage: Hashable, Codable, Sendable {
  /// Whose reply it is.
  public var scope: ReplyScope
  /// Its code.
  public var code: String
  /// How often the agent used it.
  public var own: Int
  /// How often everybody did.
  public var office: Int
  /// When the agent, or else anybody, used it last.
  public var lastAt: Timestamp

  /// A count from its parts.
  public init(scope: ReplyScope, code: String, own: Int, office: Int, lastAt: Timestamp) {
    self.scope = scope
    self.code = code
    self.own = own
    self.office = office
    self.lastAt = lastAt
  }
}

/// An agent's own quick replies, and how often which was used.
public struct ReplyBook: Hashable, Codable, Sendable {
  /// Their own, by code.
  public var personal: [PersonalReply]
  /// What was used at all, theirs and shared ones.
  public var usage: [ReplyUsage]

  /// A book from its parts.
  public init(personal: [PersonalReply] = [], usage: [ReplyUsage] = []) {
    self.personal = personal
    self.usage = usage
  }
}
