/// Who stands on which side of a conversation.
public enum Side: String, Codable, Sendable, CaseIterable {
  /// The person asking.
  case taxpayer
  /// A member of staff.
  case agent
  /// The virtual assistant 智能应答.
  case assistant
  /// The service itself: notices.
  case system
}

/// Who wrote a message.
public struct Author: Hashable, Codable, Sendable {
  /// The side they stand on.
  public var side: Side
  /// The name to show; empty for the system.
  public var name: String
  /// Which agent, on the agent's side.
  public var agent: AgentID?

  /// An author from its parts.
  public init(side: Side, name: String, agent: AgentID? = nil) {
    self.side = side
    self.name = name
    self.agent = agent
  }

  /// The author of notices.
  public static let system = Author(side: .system, name: "")
}

/// One item in a conversation 消息.
public struct Message: Hashable, Codable, Sendable {
  /// Chosen by the sender.
  public var id: MessageID
  /// The conversation it belongs to.
  public var conversation: ConversationID
  /// 1, 2, 3 … within the conversation, without a gap.
  public var number: Int
  /// When the backend made it durable.
  public var at: Timestamp
  /// Who wrote it.
  public var author: Author
  /// What it says.
  public var body: MessageBody

  /// A message from its parts.
  public init(
    id: MessageID, conversation: ConversationID, number: Int, at: Timestamp, author: Author, body: MessageBody
  ) {
    self.id = id
    self.conversation = conversation
    self.number = number
    self.at = at
    self.author = author
    self.body = body
  }
}

/// What a message says; in JSON an object with one property, named for the kind.
public enum MessageBody: Hashable, Codable, Sendable {
  /// Words.
  case text(TextBody)
  /// The assistant's answer.
  case answer(AssistantAnswer)
  /// A notice from the service, spelled in the reader's language.
  case notice(MessageNotice)
  /// A catalogued link as a card 办理入口.
  case entryLink(EntryLinkCard)
  /// A picture 图片互动.
  case image(ImageCard)
  /// An invitation to remote assist or a call.
  case invitation(InvitationCard)
  /// A service sheet 业务办理服务确认单.
  case sheet(SheetCard)
  /// What a sheet still needs.
  case sheetDemand(SheetDemand)

  /// A short form for lists: one line, at most 80 characters.
  public func excerpt(_ language: Language) -> String {
    let whole =
      switch self {
      case .text(let body): body.text
      case .answer(let answer): answer.text
      case .notice(let notice): notice.text(language)
      case .entryLink(let card): card.line(language)
      case .image(let card): card.line(language)
      case .invitation(let card): card.line(language)
      case .sheet(let card): card.line(language)
      case .sheetDemand(let demand): demand.text(language)
      }
    return String(whole.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(80))
  }
}

/// Words, plain text.
public struct TextBody: Hashable, Codable, Sendable {
  /// The words; lines are separated by LF.
  public var text: String

  /// Wraps the words.
  public init(_ text: String) { self.text = text }
}

/// What the assistant says, and from where.
public struct AssistantAnswer: Hashable, Codable, Sendable {
  /// How sure the assistant is.
  public enum Kind: String, Codable, Sendable {
    /// Answers from `article`.
    case answer
    /// Not sure: offers `suggestions` (“did you mean”).
    case suggestions
    /// Does not know, and says so.
    case unknown
    /// A greeting, thanks or good-bye.
    case smallTalk
  }

  /// How sure it is.
  public var kind: Kind
  /// The words, plain text.
  public var text: String
  /// The article the words come from.
  public var article: ArticleSummary?
  /// Other articles that may help.
  public var suggestions: [ArticleSummary]
  /// Codes of entry links that lead on.
  public var links: [String]

  /// An answer from its parts.
  public init(
    kind: Kind, text: String, article: ArticleSummary? = nil, suggestions: [ArticleSummary] = [], links: [String] = []
  ) {
    self.kind = kind
    self.text = text
    self.article = article
    self.suggestions = suggestions
    self.links = links
  }
}
