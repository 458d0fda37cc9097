import Desk
import Terminal

/// `zuoxi seat`: the agent's full-screen console.
public enum SeatProgram {
  /// Opens the seat and runs it until the agent leaves or a signal ends it; the terminal is as it was afterwards.
  public static func run(_ options: SeatOptions) throws(ProgramFailure) {
    try run(options, signals: Signals())
  }

  static func run(_ options: SeatOptions, signals: Signals) throws(ProgramFailure) {
    try SeatLoop(options, signals: signals).run()
  }
}
