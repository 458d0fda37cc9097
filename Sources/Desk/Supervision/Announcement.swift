/// Names an `Announcement`.
public typealias AnnouncementID = Identifier<Announcement>

/// What a supervisor tells everybody, or a group 公告; it stands until it is read, withdrawn, or its time is over.
public struct Announcement: Hashable, Codable, Sendable {
  /// Names it.
  public var id: AnnouncementID
  /// The words, plain text.
  public var text: String
  /// For whom; `nil` for everybody.
  public var group: SkillGroupID?
  /// Who wrote it.
  public var by: AgentReference
  /// When.
  public var at: Timestamp
  /// Until when it is shown.
  public var until: Timestamp
  /// Who has read it, in order; other agents are not told who has.
  public var readBy: [ReadMark]

  /// An announcement from its parts.
  public init(
    id: AnnouncementID, text: String, group: SkillGroupID?, by: AgentReference, at: Timestamp, until: Timestamp,
    readBy: [ReadMark] = []
  ) {
    self.id = id
    self.text = text
    self.group = group
    self.by = by
    self.at = at
    self.until = until
    self.readBy = readBy
  }

  /// Whether it is for that agent.
  public func concerns(_ agent: Agent) -> Bool {
    agent.role != .administrator && (group.map { agent.groups.contains($0) } ?? true)
  }

  /// Whether an agent still has to read it.
  public func isUnread(by agent: Agent, at now: Timestamp) -> Bool {
    concerns(agent) && until > now && by.id != agent.id && !readBy.contains { $0.agent.id == agent.id }
  }
}

/// Who read an announcement, and when.
public struct ReadMark: Hashable, Codable, Sendable {
  /// Who.
  public var agent: AgentReference
  /// When.
  public var at: Timestamp

  /// A mark from its parts.
  public init(agent: AgentReference, at: Timestamp) {
    self.agent = agent
    self.at = at
  }
}

/// An agent read an announcement.
public struct AnnouncementRead: Hashable, Codable, Sendable {
  /// Which.
  public var announcement: AnnouncementID
  /// Who and when.
  public var mark: ReadMark

  /// Everything it says.
  public init(announcement: AnnouncementID, mark: ReadMark) {
    self.announcement = announcement
    self.mark = mark
  }
}

/// Announces something: `POST /v1/announcements`.
public struct AnnouncementRequest: Hashable, Codable, Sendable {
  /// The words.
  public var text: String
  /// For whom; left out, for everybody.
  public var group: SkillGroupID?
  /// For how many minutes it stands, 1–10,080; left out, 480.
  public var minutes: Int?

  /// Everything it says.
  public init(text: String, group: SkillGroupID? = nil, minutes: Int? = nil) {
    self.text = text
    self.group = group
    self.minutes = minutes
  }
}

/// The announcements that stand: `GET /v1/announcements`.
public struct AnnouncementList: Hashable, Codable, Sendable {
  /// The announcements, the latest first; agents see those for them, with no read marks but their own.
  public var announcements: [Announcement]
  /// The backend's clock.
  public var at: Timestamp

  /// Everything it says.
  public init(announcements: [Announcement], at: Timestamp) {
    self.announcements = announcements
    self.at = at
  }
}
