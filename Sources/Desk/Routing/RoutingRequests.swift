/// Lets an offer pass: `POST /v1/conversations/{id}/decline`.
public struct DeclineRequest: Hashable, Codable, Sendable {
  /// Why; may be left out.
  public var reason: String?

  /// Everything it says.
  public init(reason: String? = nil) {
    self.reason = reason
  }
}

/// Changes how many conversations a seat may have at once: `PATCH /v1/seats/{agent}`.
public struct SeatLimits: Hashable, Codable, Sendable {
  /// Conversations at once, 1–20.
  public var slots: Int

  /// Everything it says.
  public init(slots: Int) {
    self.slots = slots
  }
}

/// Wrap-up was given more time.
public struct WrapUpExtension: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// Until when now.
  public var until: Timestamp

  /// Everything it says.
  public init(conversation: ConversationID, until: Timestamp) {
    self.conversation = conversation
    self.until = until
  }
}
