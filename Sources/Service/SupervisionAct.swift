import Desk

/// What a supervisor does within a conversation of somebody else's.
public enum SupervisionAct: Hashable, Sendable {
  /// Tells the agent something the taxpayer does not see 密语.
  case whisper(String)
  /// Takes part in the talk, seen by the taxpayer 插入.
  case join
  /// Takes part no more.
  case leave
  /// Has the talk from now on 接管.
  case takeOver(TakeOverRequest)
  /// Moves it to a group's queue or an agent.
  case move(MoveRequest)
  /// Ends it.
  case close(CloseRequest)
}
