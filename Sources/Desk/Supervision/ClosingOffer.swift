/// Offers other ways than waiting to people who will probably not be reached: `POST /v1/floor/closing-offer`.
public struct ClosingOffer: Hashable, Codable, Sendable {
  /// The conversations, at most 500; those that wait no more are passed over.
  public var conversations: [ConversationID]

  /// An offer to those.
  public init(conversations: [ConversationID]) { self.conversations = conversations }

  /// So many at once at most.
  public static let most = 500
}

/// What came of it.
public struct ClosingOfferOutcome: Hashable, Codable, Sendable {
  /// Who was asked.
  public var offered: [ConversationID]

  /// An outcome from its parts.
  public init(offered: [ConversationID]) { self.offered = offered }
}
