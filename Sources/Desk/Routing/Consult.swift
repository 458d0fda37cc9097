/// A colleague asked within a talk 会商; the taxpayer sees nothing of it.
public struct Consult: Hashable, Codable, Sendable {
  /// Who is asked.
  public var colleague: AgentReference
  /// Since when.
  public var since: Timestamp

  /// A consult from its parts.
  public init(colleague: AgentReference, since: Timestamp) {
    self.colleague = colleague
    self.since = since
  }
}

/// A colleague was asked within a talk, or is no more.
public struct Consulted: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// Who is, or was.
  public var colleague: AgentReference
  /// The consult; `nil` when it is over.
  public var consult: Consult?
  /// Who ended it, when it is over and somebody did.
  public var endedBy: AgentReference?

  /// Everything it says.
  public init(
    conversation: ConversationID, colleague: AgentReference, consult: Consult?, endedBy: AgentReference? = nil
  ) {
    self.conversation = conversation
    self.colleague = colleague
    self.consult = consult
    self.endedBy = endedBy
  }
}

/// Asks a colleague within a talk: `POST /v1/conversations/{id}/consult`.
public struct ConsultRequest: Hashable, Codable, Sendable {
  /// Who is asked.
  public var agent: AgentID
  /// The first words of the side-talk; may be left out.
  public var question: String?

  /// Everything it says.
  public init(agent: AgentID, question: String? = nil) {
    self.agent = agent
    self.question = question
  }
}
