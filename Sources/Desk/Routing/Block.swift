/// A taxpayer who may not talk to a human for a while 拉黑: the assistant goes on answering them.
public struct Block: Hashable, Codable, Sendable {
  /// Who.
  public var taxpayer: TaxpayerID
  /// Their masked name.
  public var name: String
  /// Why, plain text; never told to the taxpayer.
  public var reason: String
  /// Who blocked them.
  public var by: AgentReference
  /// When.
  public var at: Timestamp
  /// Until when.
  public var until: Timestamp
  /// The conversation it came from.
  public var conversation: ConversationID

  /// A block from its parts.
  public init(
    taxpayer: TaxpayerID, name: String, reason: String, by: AgentReference, at: Timestamp, until: Timestamp,
    conversation: ConversationID
  ) {
    self.taxpayer = taxpayer
    self.name = name
    self.reason = reason
    self.by = by
    self.at = at
    self.until = until
    self.conversation = conversation
  }

  /// The most hours somebody of that role may block for: an agent a day, a supervisor a year.
  public static func mostHours(_ role: Role) -> Int { role == .supervisor ? 8_760 : 24 }
}

/// A block was lifted.
public struct Unblocked: Hashable, Codable, Sendable {
  /// Whose.
  public var taxpayer: TaxpayerID
  /// By whom.
  public var by: AgentReference
  /// Why; `nil` when nothing was said.
  public var reason: String?

  /// Everything it says.
  public init(taxpayer: TaxpayerID, by: AgentReference, reason: String? = nil) {
    self.reason = reason
    self.taxpayer = taxpayer
    self.by = by
  }
}

/// Blocks the taxpayer of a conversation: `POST /v1/conversations/{id}/block`.
public struct BlockRequest: Hashable, Codable, Sendable {
  /// Why.
  public var reason: String
  /// For how many hours from now; an agent at most 24, a supervisor at most 8,760.
  public var hours: Int

  /// Everything it says.
  public init(reason: String, hours: Int) {
    self.reason = reason
    self.hours = hours
  }
}

/// Who is blocked now: `GET /v1/blocks`.
public struct BlockList: Hashable, Codable, Sendable {
  /// The blocks that hold, the next to end first.
  public var blocks: [Block]
  /// The backend's clock.
  public var at: Timestamp

  /// Everything it says.
  public init(blocks: [Block], at: Timestamp) {
    self.blocks = blocks
    self.at = at
  }
}
