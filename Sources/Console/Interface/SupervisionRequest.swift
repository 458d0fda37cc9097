import Desk

/// What a supervisor asks for within a conversation.
public enum SupervisionRequest: Hashable, Sendable {
  /// Tell the agent something the taxpayer does not see.
  case whisper(String)
  /// Take part, seen by the taxpayer.
  case join
  /// Take part no more.
  case leave
  /// Have the talk from now on.
  case takeOver(TakeOverRequest)
  /// Move it to a group or an agent.
  case move(MoveRequest)
  /// End it.
  case close(CloseRequest)
}
