/// A secret address under which a calendar program reads appointments 日历订阅.
public struct CalendarFeed: Hashable, Codable, Sendable {
  /// Names it, for revoking; no secret.
  public var id: String
  /// Whose it is.
  public var agent: AgentID
  /// The group whose appointments it tells; `nil` for the agent's own.
  public var group: SkillGroupID?
  /// When it was made.
  public var madeAt: Timestamp

  /// A feed from its parts.
  public init(id: String, agent: AgentID, group: SkillGroupID?, madeAt: Timestamp) {
    self.id = id
    self.agent = agent
    self.group = group
    self.madeAt = madeAt
  }
}

/// Asks for a feed: `POST /v1/feeds`.
public struct FeedRequest: Hashable, Codable, Sendable {
  /// The group whose appointments it tells; `nil` for the agent's own.
  public var group: SkillGroupID?
  /// A request for a group's feed, or one's own.
  public init(group: SkillGroupID? = nil) { self.group = group }
}

/// A feed as its owner sees it.
public struct FeedLine: Hashable, Codable, Sendable {
  /// Names it, for revoking.
  public var id: String
  /// The group whose appointments it tells; `nil` for the agent's own.
  public var group: SkillGroupID?
  /// When it was made.
  public var madeAt: Timestamp
  /// Where a calendar program reads it; told only once, when it is made.
  public var url: String?

  /// A line from its parts.
  public init(_ feed: CalendarFeed, url: String? = nil) {
    id = feed.id
    group = feed.group
    madeAt = feed.madeAt
    self.url = url
  }
}

/// An agent's feeds: `GET /v1/feeds`.
public struct FeedList: Hashable, Codable, Sendable {
  /// The latest first.
  public var feeds: [FeedLine]
  /// A list of feeds.
  public init(feeds: [FeedLine]) { self.feeds = feeds }
}
