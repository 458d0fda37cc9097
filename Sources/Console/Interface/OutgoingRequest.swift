import Desk

/// A request to the backend. The runtime hands it back with the answer, so reducers keep no table of their own.
public struct OutgoingRequest: Hashable, Sendable {
  /// What is asked.
  public enum Kind: Hashable, Sendable {
    /// Everything, to begin with or to begin again.
    case snapshot
    /// A conversation with its latest messages, its own or a waiting one to look at.
    case conversation(ConversationID)
    /// Messages before that number.
    case earlier(ConversationID, before: Int)
    /// Take a waiting conversation.
    case accept(ConversationID)
    /// End the talk.
    case end(ConversationID)
    /// Pass the talk on.
    case transfer(ConversationID, TalkTransfer)
    /// Put the talk on hold, or take it up again.
    case hold(ConversationID, isHeld: Bool)
    /// Write something down for other staff.
    case note(ConversationID, String)
    /// Write the conversation up.
    case wrapUp(ConversationID, WrapUpRequest)
    /// Take a step of a service sheet.
    case sheet(ConversationID, SheetID, SheetRequest)
    /// Write a quick reply of one's own, or change that revision of it.
    case keepReply(code: String, QuickReplyDraft, revision: Int?)
    /// Delete a quick reply of one's own.
    case dropReply(code: String, revision: Int)
    /// Count that a quick reply was used.
    case useReply(ReplyUseRequest)
    /// Choose a state.
    case presence(PresenceRequest)
    /// Tell how far the screen has received and read.
    case receipt(ConversationID, ReceiptReport)
    /// Tell that the agent types; answered or not, it is never repeated.
    case typing(ConversationID, TypingReport)
    /// A link by which a telephone sends pictures into the talk.
    case phoneLink(ConversationID)
    /// Look into the knowledge base.
    case articles(query: String, limit: Int)
  }

  /// Its name.
  public var id: RequestID
  /// What is asked.
  public var kind: Kind

  /// A request from its parts.
  public init(id: RequestID, kind: Kind) {
    self.id = id
    self.kind = kind
  }
}
