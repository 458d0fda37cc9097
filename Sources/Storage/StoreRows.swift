import Desk
import Service

/// An account: an agent who may sign in.
public struct Account: Hashable, Codable, Sendable {
  /// Who.
  public var agent: Agent
  /// The password's hash with its parameters, never the password.
  public var passwordHash: String

  /// An account from its parts.
  public init(agent: Agent, passwordHash: String) {
    self.agent = agent
    self.passwordHash = passwordHash
  }
}

/// A request that is no command and yet is done once: repeated under its idempotency key, it is answered as the first time.
public struct Once: Hashable, Sendable {
  /// The office.
  public var office: OfficeID
  /// The part of the key that keeps people apart.
  public var scope: String
  /// The idempotency key.
  public var key: String
  /// A digest of what was asked, so that a key used again for something else is noticed.
  public var fingerprint: String
  /// When it is asked.
  public var at: Timestamp
  /// What its repetition is answered, once it is done.
  public var answer = ""

  /// A request from its parts.
  public init(office: OfficeID, scope: String, key: String, fingerprint: String, at: Timestamp) {
    self.office = office
    self.scope = scope
    self.key = key
    self.fingerprint = fingerprint
    self.at = at
  }
}

/// Where an event stands in the log, and when it was decided.
public struct LogMark: Hashable, Sendable {
  /// Where.
  public var position: EventPosition
  /// When.
  public var at: Timestamp

  /// A mark from its parts.
  public init(position: EventPosition, at: Timestamp) {
    self.position = position
    self.at = at
  }
}

/// A backend's lease in an office, and whose streams it held.
public struct Lease: Hashable, Sendable {
  /// The office.
  public var office: OfficeID
  /// The backend.
  public var node: NodeID
  /// Whose streams it held.
  public var people: [ConnectedPerson]

  /// A lease from its parts.
  public init(office: OfficeID, node: NodeID, people: [ConnectedPerson]) {
    self.office = office
    self.node = node
    self.people = people
  }
}

/// What is being typed, for readers at other backends; worth nothing after a moment.
public struct Whisper: Hashable, Sendable {
  /// The office.
  public var office: OfficeID
  /// In which conversation.
  public var conversation: ConversationID
  /// Which side types.
  public var side: Side
  /// The backend that was told.
  public var node: NodeID
  /// When.
  public var at: Timestamp
  /// Whether anything is typed, shown or not.
  public var isTyping: Bool
  /// What is typed so far, as far as the other side may see it.
  public var draft: String

  /// A whisper from its parts.
  public init(
    office: OfficeID, conversation: ConversationID, side: Side, node: NodeID, at: Timestamp, isTyping: Bool,
    draft: String
  ) {
    self.office = office
    self.conversation = conversation
    self.side = side
    self.node = node
    self.at = at
    self.isTyping = isTyping
    self.draft = draft
  }
}

/// A session, staff's or visitor's, as kept.
public struct SessionRow: Hashable, Codable, Sendable {
  /// Whose session it is.
  public enum Subject: Hashable, Codable, Sendable {
    /// A member of staff's.
    case staff(AgentID)
    /// A taxpayer's page.
    case visitor(Taxpayer)
    /// An agent's telephone.
    case phone(PhoneGrant)
    /// The page of an invitation's room, in the agent's browser.
    case room(RoomPass)

    /// The member of staff in whose name it is; `nil` for a taxpayer's.
    public var agent: AgentID? {
      switch self {
      case .staff(let agent): agent
      case .phone(let grant): grant.agent
      case .room(let pass): pass.agent
      case .visitor: nil
      }
    }
  }

  /// SHA-256 of the token, hexadecimal.
  public var tokenHash: String
  /// The office.
  public var office: OfficeID
  /// Whose.
  public var subject: Subject
  /// When it ends.
  public var expiresAt: Timestamp

  /// A session from its parts.
  public init(tokenHash: String, office: OfficeID, subject: Subject, expiresAt: Timestamp) {
    self.tokenHash = tokenHash
    self.office = office
    self.subject = subject
    self.expiresAt = expiresAt
  }
}

/// What an agent's telephone may do: send pictures into one talk.
public struct PhoneGrant: Hashable, Codable, Sendable {
  /// Whose telephone.
  public var agent: AgentID
  /// Into which talk.
  public var conversation: ConversationID
  /// Whether a telephone has opened the link; before that it may do nothing else.
  public var isPaired: Bool

  /// A grant from its parts.
  public init(agent: AgentID, conversation: ConversationID, isPaired: Bool) {
    self.agent = agent
    self.conversation = conversation
    self.isPaired = isPaired
  }
}

/// A person of the sample host page.
public struct SampleTaxpayer: Hashable, Codable, Sendable {
  /// The subject of the signed token.
  public var id: String
  /// Full name, unmasked: it is made up.
  public var name: String
  /// The enterprise's name; `nil` for a natural person.
  public var enterprise: String?
  /// The enterprise's credit code.
  public var creditCode: String?
  /// Region.
  public var region: String?
  /// Acting role.
  public var actingRole: String?
  /// Mobile number.
  public var mobile: String?

  /// A person from their parts.
  public init(
    id: String, name: String, enterprise: String? = nil, creditCode: String? = nil, region: String? = nil,
    actingRole: String? = nil, mobile: String? = nil
  ) {
    self.id = id
    self.name = name
    self.enterprise = enterprise
    self.creditCode = creditCode
    self.region = region
    self.actingRole = actingRole
    self.mobile = mobile
  }
}

/// A question nobody could answer.
public struct UnansweredQuestion: Hashable, Codable, Sendable {
  /// The question as it was typed.
  public var question: String
  /// How often.
  public var count: Int
  /// When last.
  public var lastAt: Timestamp

  /// A question from its parts.
  public init(question: String, count: Int, lastAt: Timestamp) {
    self.question = question
    self.count = count
    self.lastAt = lastAt
  }
}

/// An entry of the audit trail 审计.
public struct AuditRecord: Hashable, Codable, Sendable {
  /// The office.
  public var office: OfficeID
  /// When.
  public var at: Timestamp
  /// Who: an account, or `system`.
  public var actor: String
  /// What was done, such as `session.open`.
  public var act: String
  /// To what.
  public var subject: String
  /// More about it.
  public var detail: String

  /// A record from its parts.
  public init(office: OfficeID, at: Timestamp, actor: String, act: String, subject: String, detail: String = "") {
    self.office = office
    self.at = at
    self.actor = actor
    self.act = act
    self.subject = subject
    self.detail = detail
  }
}

/// An article with its text cut into terms for the engine's full-text index.
public struct IndexedArticle: Hashable, Sendable {
  /// The article.
  public var article: Article
  /// Terms of title, phrasings and keywords, separated by spaces.
  public var headTerms: String
  /// Terms of the answer, separated by spaces.
  public var bodyTerms: String

  /// An indexed article from its parts.
  public init(article: Article, headTerms: String, bodyTerms: String) {
    self.article = article
    self.headTerms = headTerms
    self.bodyTerms = bodyTerms
  }
}

/// What import files hold, ready to be kept. `nil` leaves what is there as it is.
public struct OfficeContent: Sendable {
  /// The office itself.
  public var office: Office
  /// What staff choose from.
  public var catalogue: Catalogue?
  /// Accounts; those not named stay, those named are replaced.
  public var accounts: [Account]?
  /// The knowledge base, replaced as a whole.
  public var articles: [IndexedArticle]?
  /// Synonym groups.
  public var synonyms: [[String]]?
  /// Sample people.
  public var sampleTaxpayers: [SampleTaxpayer]?
  /// Host secrets by host code; those not named stay.
  public var hostSecrets: [String: String]?
  /// Servers for sound and pictures.
  public var mediaServices: MediaServices?
  /// Who outside is told what happens, replaced as a whole.
  public var webhooks: [Webhook]?
  /// The office as it was when the content was drawn up: what changed its calendar meanwhile is not overwritten. `nil` for whatever there is.
  public var basis: Office?

  /// Content from its parts.
  public init(
    office: Office, catalogue: Catalogue? = nil, accounts: [Account]? = nil, articles: [IndexedArticle]? = nil,
    synonyms: [[String]]? = nil, sampleTaxpayers: [SampleTaxpayer]? = nil, hostSecrets: [String: String]? = nil,
    mediaServices: MediaServices? = nil
  ) {
    self.mediaServices = mediaServices
    self.office = office
    self.catalogue = catalogue
    self.accounts = accounts
    self.articles = articles
    self.synonyms = synonyms
    self.sampleTaxpayers = sampleTaxpayers
    self.hostSecrets = hostSecrets
  }
}
