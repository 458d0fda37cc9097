import Desk

/// A message on its way to the backend.
public struct OutboxItem: Hashable, Codable, Sendable {
  /// Where it goes.
  public var conversation: ConversationID
  /// Its id, chosen when it was written and never again, and its words.
  public var draft: MessageDraft
  /// When it was written, by the workstation's clock.
  public var at: Timestamp

  /// An item from its parts.
  public init(conversation: ConversationID, draft: MessageDraft, at: Timestamp) {
    self.conversation = conversation
    self.draft = draft
    self.at = at
  }

  /// The request that sends it; every attempt is the same.
  public var endpoint: Endpoint<PostedMessages> { .send(draft, in: conversation) }
}
