// What requests about quick replies carry and what they are answered with.

/// What an own quick reply is to say: `PUT /v1/quick-replies/{id}`.
public struct QuickReplyDraft: Hashable, Codable, Sendable {
  /// Its short name.
  public var title: String
  /// Its text.
  public var text: String
  /// Pinyin initials of the title; made from it when left out.
  public var pinyin: String?
  /// Code of the entry link that goes along.
  public var entryLink: String?
  /// Whether a picture has to go along.
  public var needsPicture: Bool?

  /// Everything it says.
  public init(
    title: String, text: String, pinyin: String? = nil, entryLink: String? = nil, needsPicture: Bool? = nil
  ) {
    self.title = title
    self.text = text
    self.pinyin = pinyin
    self.entryLink = entryLink
    self.needsPicture = needsPicture
  }
}

/// Tells that a quick reply was used: `POST /v1/quick-replies/uses`.
public struct ReplyUseRequest: Hashable, Codable, Sendable {
  /// Whose it is.
  public var scope: ReplyScope
  /// Its code.
  public var code: String

  /// Everything it says.
  public init(scope: ReplyScope, code: String) {
    self.scope = scope
    self.code = code
  }
}

/// Every quick reply an agent may use: `GET /v1/quick-replies`.
public struct QuickReplyList: Hashable, Codable, Sendable {
  /// Their own.
  public var personal: [PersonalReply]
  /// The office's and its groups'.
  public var shared: [QuickReply]
  /// How often which was used.
  public var usage: [ReplyUsage]

  /// Everything it says.
  public init(personal: [PersonalReply], shared: [QuickReply], usage: [ReplyUsage]) {
    self.personal = personal
    self.shared = shared
    self.usage = usage
  }
}
