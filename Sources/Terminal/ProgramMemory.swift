import CTerminal

/// Memory the program takes.
public enum ProgramMemory {
  /// Lets go of code that is in memory: most of it was for the start, and is not needed again. What is comes back when it is touched.
  public static func giveBackCode() { zt_give_back_code() }
}
