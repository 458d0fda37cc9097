import Desk
import Terminal
import Wire

/// Why a program of ours ends: what was wrong and what to do, and the number it tells the shell.
public struct ProgramFailure: Error, Hashable, Sendable {
  /// What the shell is told, after `sysexits.h`.
  public enum Kind: Int32, Sendable {
    /// Anything else.
    case other = 1
    /// The command line is not right.
    case usage = 64
    /// The backend, the terminal or a program it needs is not there.
    case unavailable = 69
    /// Not signed in, or not allowed.
    case noPermission = 77
  }

  /// What the shell is told.
  public var kind: Kind
  /// What was wrong and what to do.
  public var words: Localised

  /// A failure from its parts.
  public init(_ kind: Kind, _ words: Localised) {
    self.kind = kind
    self.words = words
  }

  /// Says it on the error output.
  public func tell(_ language: Language) {
    try? FileStore.write(2, Array(("zuoxi: " + words.text(language) + "\n").utf8), "the error output")
  }

  /// A request that failed.
  init(_ failure: WireFailure) {
    let kind: Kind =
      switch failure {
      case .refused(let problem) where problem.status == 401 || problem.status == 403: .noPermission
      case .refused(let problem) where problem.status >= 500 || problem.status == 429: .unavailable
      case .refused(let problem) where problem.status == 400: .usage
      case .refused: .other
      case .unexpected(let status, _): status == 401 || status == 403 ? .noPermission : .unavailable
      case .unreadable, .unreachable: .unavailable
      }
    self.init(kind, Localised(failure.words(.chinese), failure.words(.english)))
  }

  /// A request that failed because of what was asked for on the command line, also where that is not there.
  init(asking failure: WireFailure) {
    self.init(failure)
    if case .refused(let problem) = failure, problem.status == 404 { kind = .usage }
  }

  /// A terminal that cannot show the seat.
  init(_ problem: TerminalProblem) {
    let words =
      switch problem {
      case .notATerminal:
        Localised(
          "坐席界面需要在终端中运行，输入和输出不能重定向；脚本请用 zuoxi demo --no-console 或 zuoxi report queue",
          "The seat needs a terminal for input and output; in scripts use zuoxi demo --no-console or zuoxi report queue"
        )
      case .notUTF8:
        Localised(
          "终端的字符集不是 UTF-8，请先设置，例如 export LANG=C.UTF-8",
          "The locale is not UTF-8; set one first, such as export LANG=C.UTF-8")
      case .tooSimple(let kind):
        Localised(
          "终端类型 \(kind) 无法显示坐席界面，请设置 TERM，例如 export TERM=xterm-256color",
          "A terminal of kind \(kind) cannot show the seat; set TERM, such as export TERM=xterm-256color")
      }
    self.init(.unavailable, words)
  }

  /// A call to the system that failed.
  init(_ failure: SystemFailure) {
    self.init(.other, Localised(failure.words(.chinese), failure.words(.english)))
  }
}
