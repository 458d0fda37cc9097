/// Moves the whole console on by one action; each feature has its own reducer.
public enum ConsoleReducer {
  /// Moves `state` on by what happened and says what to do about it.
  public static func reduce(_ state: inout State, _ action: Action) -> [Effect] {
    []
  }
}
