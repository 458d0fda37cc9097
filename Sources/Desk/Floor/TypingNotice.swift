/// What someone is typing just now; never logged.
public struct TypingNotice: Hashable, Codable, Sendable {
  /// In which conversation.
  public var conversation: ConversationID
  /// Who types.
  public var side: Side
  /// The taxpayer's draft, for the agent only; empty when they stopped. For the taxpayer always empty.
  public var draft: String
  /// Whether they type.
  public var isTyping: Bool

  /// Everything it says.
  public init(conversation: ConversationID, side: Side, draft: String, isTyping: Bool) {
    self.conversation = conversation
    self.side = side
    self.draft = draft
    self.isTyping = isTyping
  }
}
