import Desk

/// The side-talk of a consult 会商, over the panes.
public struct SideTalkForm: Equatable, Sendable {
  /// The talk it is about.
  public var conversation: ConversationID
  /// What is being written to the other.
  public var text: Editor

  /// An empty field.
  public init(_ conversation: ConversationID) {
    self.conversation = conversation
    text = Editor()
  }
}

extension State {
  /// Whether this seat is asked in that conversation by a colleague, and does not talk with the taxpayer.
  public func isConsulted(in conversation: Conversation) -> Bool {
    guard let me = replica?.me.agent.id, conversation.stage == .talking else { return false }
    return conversation.agent?.id != me && conversation.consult?.colleague.id == me && !hasJoined(conversation)
  }

  /// Whether this seat takes part in that conversation as a supervisor, beside its agent.
  public func hasJoined(_ conversation: Conversation) -> Bool {
    conversation.stage == .talking && conversation.joined?.supervisor.id == replica?.me.agent.id
  }

  /// Whether this seat is asked in the conversation of that name.
  func isAsked(in id: ConversationID) -> Bool {
    replica?.conversations[id].map { isConsulted(in: $0.conversation) } ?? false
  }

  /// A talk this seat is asked in that is not in the middle and was not looked at yet.
  var askedElsewhere: ConversationID? { consultsToAnswer.sorted().first { isAsked(in: $0) } }

  /// Whether this seat writes to the taxpayer there.
  public func canWrite(in conversation: Conversation) -> Bool {
    conversation.stage == .talking && !isConsulted(in: conversation)
  }

  /// Who is on the other side of a consult, as this seat sees it; `nil` when there is none.
  public func partner(in conversation: Conversation) -> AgentReference? {
    guard let consult = conversation.consult else { return nil }
    return isConsulted(in: conversation) ? conversation.agent : consult.colleague
  }

  /// What agent and colleague said to each other in this consult, oldest first; what was said in an earlier one was for others.
  public func sideTalk(_ conversation: Conversation) -> [StaffNote] {
    guard let since = conversation.consult?.since else { return [] }
    return (conversation.notes ?? []).filter { $0.isSideTalk == true && $0.at >= since }
  }
}
