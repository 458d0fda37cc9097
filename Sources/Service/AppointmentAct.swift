import Desk

/// What somebody does to an appointment.
public enum AppointmentAct: Hashable, Sendable {
  /// Staff confirm it, or give it to that agent.
  case confirm(for: AgentID?)
  /// Either side takes it back.
  case cancel(reason: String)
  /// Either side puts it to another slot.
  case move(to: Timestamp)
  /// An agent begins it: in a talk with that id if the taxpayer has none, with an invitation where the mode asks for one.
  case start(newConversation: ConversationID, invitation: InvitationID, messageIDs: [MessageID])
  /// Staff say that it is over.
  case complete
  /// Staff say that the taxpayer did not come.
  case miss
  /// Staff read in full how to reach the taxpayer.
  case reveal
}
