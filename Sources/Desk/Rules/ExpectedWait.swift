/// How long someone may expect to wait.
public enum ExpectedWait {
  /// `position` people (1 for the next) must be taken by `slots` that each free up once in `handleSeconds` on average:
  /// position × handle time ÷ slots, less what is free now. `nil` without slots.
  public static func seconds(position: Int, slots: Int, freeSlots: Int, handleSeconds: Int) -> Int? {
    guard slots > 0 else { return nil }
    let ahead = position - freeSlots
    return ahead <= 0 ? 10 : max(10, ahead * handleSeconds / slots)
  }
}
