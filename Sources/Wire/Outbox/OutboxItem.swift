import Desk

/// A message on its way to the backend.
public struct OutboxItem: Hashable, Codable, Sendable {
  /// Where it goes.
  public var conversation: ConversationID
  /// Its id, chosen when it was written and never again, and its words.
  public var draft: MessageDraft
  /// When it was written, by the workstation's clock.
  public var at: Timestamp
  /// The picture it shows, a file of this machine.
  public var attachment: OutboxAttachment?

  /// An item from its parts.
  public init(
    conversation: ConversationID, draft: MessageDraft, at: Timestamp, attachment: OutboxAttachment? = nil
  ) {
    self.attachment = attachment
    self.conversation = conversation
    self.draft = draft
    self.at = at
  }

  /// The request that sends it; every attempt is the same.
  public var endpoint: Endpoint<PostedMessages> { .send(draft, in: conversation) }

  /// The file that must be at the backend before the message is sent; `nil` when there is none, or it is there.
  public var waitsFor: OutboxAttachment? { draft.image == nil ? attachment : nil }

  /// The request that brings the file's bytes to the backend; every attempt with the same bytes is the same.
  public func upload(_ bytes: [UInt8]) -> Endpoint<ImageReference> {
    .upload(bytes, named: attachment?.name ?? "", to: conversation, key: IdempotencyKey(bringing: draft.id))
  }
}
