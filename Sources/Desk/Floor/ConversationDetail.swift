/// A conversation with its latest messages.
public struct ConversationDetail: Hashable, Codable, Sendable {
  /// The conversation.
  public var conversation: Conversation
  /// Its messages in order, without a gap from the first one here to the last; earlier ones can be fetched.
  public var messages: [Message]

  /// Everything it says.
  public init(conversation: Conversation, messages: [Message]) {
    self.conversation = conversation
    self.messages = messages
  }
}
