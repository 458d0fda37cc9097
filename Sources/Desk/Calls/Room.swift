/// The way into an invitation's room for the agent's browser: `POST /v1/conversations/{id}/invitation/link`.
public struct RoomAddress: Hashable, Codable, Sendable {
  /// Which invitation.
  public var invitation: InvitationID
  /// Opens once.
  public var url: String
  /// When it ends, opened or not.
  public var expiresAt: Timestamp

  /// Everything it says.
  public init(invitation: InvitationID, url: String, expiresAt: Timestamp) {
    self.invitation = invitation
    self.url = url
    self.expiresAt = expiresAt
  }
}

/// Opens a room by a link's code, once: `POST /v1/rooms`.
public struct RoomOpening: Hashable, Codable, Sendable {
  /// What stands behind `#` in the link.
  public var code: String

  /// Everything it says.
  public init(code: String) {
    self.code = code
  }
}

/// An opened room.
public struct Room: Hashable, Codable, Sendable {
  /// Opaque bearer token for the page in the agent's browser.
  public var token: String
  /// When the token ends.
  public var expiresAt: Timestamp
  /// What the page begins with.
  public var snapshot: RoomSnapshot

  /// Everything it says.
  public init(token: String, expiresAt: Timestamp, snapshot: RoomSnapshot) {
    self.token = token
    self.expiresAt = expiresAt
    self.snapshot = snapshot
  }
}

/// What a room's page begins with: `GET /v1/room`.
public struct RoomSnapshot: Hashable, Codable, Sendable {
  /// The log's head at which it was taken.
  public var position: EventPosition
  /// The agent.
  public var agent: AgentReference
  /// The taxpayer, masked.
  public var taxpayer: Taxpayer
  /// The conversation.
  public var conversation: ConversationID
  /// How to find the other browser.
  public var plan: CallPlan

  /// Everything it says.
  public init(
    position: EventPosition, agent: AgentReference, taxpayer: Taxpayer, conversation: ConversationID, plan: CallPlan
  ) {
    self.position = position
    self.agent = agent
    self.taxpayer = taxpayer
    self.conversation = conversation
    self.plan = plan
  }
}
