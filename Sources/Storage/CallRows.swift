import Desk
import Service

/// What a room's session may do, and in whose name.
public struct RoomPass: Hashable, Codable, Sendable {
  /// The agent.
  public var agent: AgentID
  /// The conversation.
  public var conversation: ConversationID
  /// The invitation.
  public var invitation: InvitationID

  /// A pass from its parts.
  public init(agent: AgentID, conversation: ConversationID, invitation: InvitationID) {
    self.agent = agent
    self.conversation = conversation
    self.invitation = invitation
  }
}

/// A link into a room, as kept: it opens once, and not after its end.
public struct RoomLink: Hashable, Sendable {
  /// The office.
  public var office: OfficeID
  /// SHA-256 of the code, hexadecimal.
  public var codeHash: String
  /// Whom it lets in, and where.
  public var pass: RoomPass
  /// When it ends, opened or not.
  public var expiresAt: Timestamp

  /// A link from its parts.
  public init(office: OfficeID, codeHash: String, pass: RoomPass, expiresAt: Timestamp) {
    self.office = office
    self.codeHash = codeHash
    self.pass = pass
    self.expiresAt = expiresAt
  }
}

/// The session that opening a room makes.
public struct RoomSession: Hashable, Sendable {
  /// The office.
  public var office: OfficeID
  /// SHA-256 of the link's code, hexadecimal.
  public var codeHash: String
  /// SHA-256 of the session's token, hexadecimal.
  public var tokenHash: String
  /// When the session ends.
  public var expiresAt: Timestamp

  /// A session from its parts.
  public init(office: OfficeID, codeHash: String, tokenHash: String, expiresAt: Timestamp) {
    self.office = office
    self.codeHash = codeHash
    self.tokenHash = tokenHash
    self.expiresAt = expiresAt
  }
}

/// Words of one browser for the other, before they have a number.
public struct SignalDraft: Hashable, Sendable {
  /// The office.
  public var office: OfficeID
  /// The conversation.
  public var conversation: ConversationID
  /// The invitation.
  public var invitation: InvitationID
  /// The side they are for.
  public var side: Side
  /// What makes a repetition known as one.
  public var key: String
  /// The words.
  public var payload: String
  /// The backend that was told.
  public var node: NodeID?

  /// A draft from its parts.
  public init(
    office: OfficeID, conversation: ConversationID, invitation: InvitationID, side: Side, key: String, payload: String,
    node: NodeID?
  ) {
    self.office = office
    self.conversation = conversation
    self.invitation = invitation
    self.side = side
    self.key = key
    self.payload = payload
    self.node = node
  }
}

/// A signal and where it goes, for readers at other backends.
public struct SignalHint: Hashable, Sendable {
  /// The office.
  public var office: OfficeID
  /// The conversation.
  public var conversation: ConversationID
  /// The side it is for.
  public var side: Side
  /// When it was said.
  public var at: Timestamp
  /// The signal.
  public var signal: Signal

  /// A hint from its parts.
  public init(office: OfficeID, conversation: ConversationID, side: Side, at: Timestamp, signal: Signal) {
    self.office = office
    self.conversation = conversation
    self.side = side
    self.at = at
    self.signal = signal
  }
}
