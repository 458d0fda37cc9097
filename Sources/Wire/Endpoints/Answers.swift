import Desk

// Answers that are no value of the desk's own.

/// `GET /healthz` and `GET /readyz`.
public struct Health: Hashable, Codable, Sendable {
  /// `ok`.
  public var status: String

  /// Everything it says.
  public init(status: String) { self.status = status }
}

/// `GET /v1/about`.
public struct About: Hashable, Codable, Sendable {
  /// An office in the list.
  public struct OfficeLine: Hashable, Codable, Sendable {
    /// Names it.
    public var id: OfficeID
    /// Its name.
    public var name: Localised

    /// Everything it says.
    public init(id: OfficeID, name: Localised) {
      self.id = id
      self.name = name
    }
  }

  /// The program's name, `zuoxid`.
  public var name: String
  /// Its version.
  public var version: String
  /// The offices it serves.
  public var offices: [OfficeLine]

  /// Everything it says.
  public init(name: String, version: String, offices: [OfficeLine]) {
    self.name = name
    self.version = version
    self.offices = offices
  }
}

/// `POST /v1/visit/escalate`.
public struct Escalation: Hashable, Codable, Sendable {
  /// The conversation, waiting now.
  public var conversation: Conversation
  /// Its place.
  public var standing: QueueStanding

  /// Everything it says.
  public init(conversation: Conversation, standing: QueueStanding) {
    self.conversation = conversation
    self.standing = standing
  }
}

/// `GET /v1/articles`.
public struct ArticleList: Hashable, Codable, Sendable {
  /// Best first.
  public var articles: [Article]

  /// Everything it says.
  public init(articles: [Article]) { self.articles = articles }
}

/// `GET /v1/visit/articles`.
public struct ArticleSummaryList: Hashable, Codable, Sendable {
  /// Best first.
  public var articles: [ArticleSummary]

  /// Everything it says.
  public init(articles: [ArticleSummary]) { self.articles = articles }
}

/// `GET /v1/unanswered`.
public struct UnansweredList: Hashable, Codable, Sendable {
  /// A question the assistant did not know.
  public struct Question: Hashable, Codable, Sendable {
    /// When it was last asked.
    public var at: Timestamp
    /// The words.
    public var text: String

    /// Everything it says.
    public init(at: Timestamp, text: String) {
      self.at = at
      self.text = text
    }
  }

  /// Latest first.
  public var questions: [Question]

  /// Everything it says.
  public init(questions: [Question]) { self.questions = questions }
}

/// `POST /v1/imports`.
public struct ImportSummary: Hashable, Codable, Sendable {
  /// How many of each kind were loaded.
  public var loaded: [String: Int]

  /// Everything it says.
  public init(loaded: [String: Int]) { self.loaded = loaded }
}

/// `GET /sample/identity`.
public struct SampleIdentity: Hashable, Codable, Sendable {
  /// The signed token.
  public var identity: String

  /// Everything it says.
  public init(identity: String) { self.identity = identity }
}
