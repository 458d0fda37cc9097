import Desk
import Glibc
import Reports
import Wire

/// `zuoxi report …`: figures, headless.
public struct ReportProgram: Sendable {
  /// What is asked.
  public struct Question: Hashable, Sendable {
    /// What it is about.
    public var kind: ReportKind
    /// RFC 3339 or a local day.
    public var since: String?
    /// RFC 3339 or a local day, the last one.
    public var until: String?
    /// What rows tell apart.
    public var by: ReportGrouping?
    /// One group only.
    public var group: SkillGroupID?
    /// One agent only.
    public var agent: AgentID?
    /// When things count.
    public var basis: FigureBasis = .arrival

    /// A question about today.
    public init(_ kind: ReportKind) { self.kind = kind }

    /// Whether it is about the queue as it is now, and about no period.
    public var isLive: Bool {
      kind == .queue && since == nil && until == nil && by == nil && agent == nil && basis == .arrival
    }
  }

  private let access: Access
  private let question: Question

  /// A program that asks one backend one question.
  public init(_ access: Access, _ question: Question) {
    self.access = access
    self.question = question
  }

  /// The figures of the period.
  public func figures() throws(ProgramFailure) -> FiguresReport {
    try ask(
      .figures(
        question.kind, since: question.since, until: question.until, by: question.by, group: question.group,
        agent: question.agent, basis: question.basis == .arrival ? nil : question.basis))
  }

  /// The queue as it is now, of one group if only that was asked for.
  public func queue() throws(ProgramFailure) -> FloorDigest {
    var digest = try ask(.queue)
    guard let group = question.group else { return digest }
    guard digest.groups.contains(where: { $0.group == group }) else {
      let known = digest.groups.map(\.group.rawValue).joined(separator: ", ")
      throw ProgramFailure(
        .usage, Localised("没有技能组 \(group)；可用：\(known)", "there is no group \(group), but: \(known)"))
    }
    digest.groups.removeAll { $0.group != group }
    digest.waiting.removeAll { $0.group != group }
    digest.seats.removeAll { !$0.groups.contains(group) }
    return digest
  }

  /// The named figures, from the queue as it is now and from the period, asking only for what is named.
  public func values(_ names: Set<String>) throws(ProgramFailure) -> [String: Double?] {
    var values: [String: Double?] = [:]
    if question.kind == .queue, let live = names.first(where: FigureCheckup.liveNames.contains) {
      guard question.agent == nil else {
        throw ProgramFailure(
          .usage,
          Localised(
            "\(live) 是此刻整个排队的指标，不按坐席区分；请去掉 --agent",
            "\(live) is of the queue as it is now, and of no agent; leave out --agent"))
      }
      values = FigureCheckup.values(of: try queue(), group: question.group)
    }
    if names.contains(where: { values[$0] == nil }) {
      values.merge(FigureCheckup.values(of: try figures().total)) { live, _ in live }
    }
    if let unknown = names.first(where: { values[$0] == nil }) {
      throw ProgramFailure(.usage, FigureCheckup.unknownFigure(question.kind, unknown))
    }
    return values
  }

  /// What the office watches, as it is now.
  public func thresholds() throws(ProgramFailure) -> ThresholdBoard { try ask(.thresholds) }

  private func ask<Answer>(_ endpoint: Endpoint<Answer>) throws(ProgramFailure) -> Answer {
    do {
      return try SingleRequest.answer(to: endpoint.authorised(by: access.token), from: access.server)
    } catch {
      throw ProgramFailure(asking: error)
    }
  }

  // MARK: - Output

  /// Writes a document to the output, or to a file that has all of it or is as it was.
  public static func write(_ text: String, to path: String?) throws(ProgramFailure) {
    if let path, FileStore.isFolder(path) {
      throw ProgramFailure(
        .usage,
        Localised("\(path) 是文件夹；请在 --output 后写明其中的文件名", "\(path) is a folder; name a file in it after --output"))
    }
    do {
      if let path {
        try FileStore.replace(path, with: Array(text.utf8), isDurable: true, mode: 0o644)
      } else {
        try FileStore.write(1, Array(text.utf8), "the output")
      }
    } catch {
      throw ProgramFailure(error)
    }
  }

  /// Draws a document again and again, until the program is ended: in place on a terminal, else as one document per change. `same` is the document without
  /// what changes by itself, such as the time. Once it was drawn, a backend that is away is told and waited for.
  public static func watch(
    everySeconds seconds: Int, isInPlace: Bool, to path: String?, _ language: Language,
    _ draw: () throws(ProgramFailure) -> (text: String, same: String)
  ) throws(ProgramFailure) {
    let isTerminal = isInPlace && path == nil && isatty(1) == 1
    var last: String?
    var drawn: String?
    var isAway = false
    if isTerminal { try write("\u{1B}[2J", to: nil) }
    while true {
      do throws(ProgramFailure) {
        let (text, same) = try draw()
        isAway = false
        if isTerminal { try show(text) } else if same != last { try write(text, to: path) }
        last = same
        drawn = text
      } catch {
        guard error.kind == .unavailable, let drawn else { throw error }
        if isTerminal {
          try show(drawn + "\n" + error.words.text(language) + "\n")
        } else if !isAway {
          error.tell(language)
        }
        isAway = true
      }
      var pause = timespec(tv_sec: seconds, tv_nsec: 0)
      nanosleep(&pause, nil)
    }
  }

  private static func show(_ text: String) throws(ProgramFailure) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    try write("\u{1B}[H" + lines.joined(separator: "\u{1B}[K\n") + "\u{1B}[J", to: nil)
  }

  /// Ends the process as a check does that came to nothing in time. It is one line and a number whatever else happens.
  public static func endsAfter(seconds: Int) {
    signal(SIGALRM) { _ in
      let line: StaticString = "ZUOXI UNKNOWN - timeout\n"
      _ = Glibc.write(1, line.utf8Start, line.utf8CodeUnitCount)
      _exit(3)
    }
    alarm(UInt32(max(1, seconds)))
  }
}
