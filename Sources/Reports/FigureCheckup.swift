import Desk

/// `--check`: figures against ranges, in one line as the Monitoring Plugins want it.
public struct FigureCheckup: Hashable, Sendable {
  /// How a check comes out; the shell is told the number.
  public enum Status: Int32, Sendable, Comparable {
    /// Every figure is within its range.
    case ok = 0
    /// One is an alert of the milder kind.
    case warning = 1
    /// One is an alert of the graver kind.
    case critical = 2
    /// It could not be found out.
    case unknown = 3

    var word: String {
      switch self {
      case .ok: "OK"
      case .warning: "WARNING"
      case .critical: "CRITICAL"
      case .unknown: "UNKNOWN"
      }
    }

    /// By gravity, as far as figures go.
    public static func < (left: Status, right: Status) -> Bool { left.rawValue < right.rawValue }
  }

  /// A figure with its ranges.
  public struct Figure: Hashable, Sendable {
    /// Its name, as in the JSON.
    public var name: String
    /// What it is; `nil` when it is not computable, which is no alert.
    public var value: Double?
    /// Outside it is an alert of the milder kind.
    public var warning: AlertRange?
    /// Outside it is an alert of the graver kind.
    public var critical: AlertRange?

    /// A figure from its parts.
    public init(name: String, value: Double?, warning: AlertRange? = nil, critical: AlertRange? = nil) {
      self.name = name
      self.value = value
      self.warning = warning
      self.critical = critical
    }

    /// How it comes out.
    var status: Status {
      guard let value else { return .ok }
      if critical?.isAlert(value) == true { return .critical }
      return warning?.isAlert(value) == true ? .warning : .ok
    }
  }

  /// What is checked, in the order asked.
  public var figures: [Figure]
  private let kind: ReportKind

  /// A checkup of those figures.
  public init(_ kind: ReportKind, _ figures: [Figure]) {
    self.kind = kind
    self.figures = figures
  }

  /// The gravest of all.
  public var status: Status { figures.map(\.status).max() ?? .ok }

  /// The line, with what was measured after the bar.
  public var line: String {
    let alerts = figures.filter { $0.status != .ok }
    let words = (alerts.isEmpty ? figures : alerts).map { "\($0.name) \(Self.spell($0))" }.joined(separator: ", ")
    let measured = figures.map { figure in
      let value = figure.value.map(NumberText.plain) ?? "U"
      let unit = figure.name.hasSuffix("_seconds") && figure.value != nil ? "s" : ""
      return
        "'\(figure.name)'=\(value)\(unit);\(figure.warning?.description ?? "");\(figure.critical?.description ?? "")"
    }.joined(separator: " ")
    return Self.head(kind) + status.word + " - " + words + (measured.isEmpty ? "" : " | " + measured) + "\n"
  }

  private static func spell(_ figure: Figure) -> String {
    guard let value = figure.value else { return "n/a" }
    let range = figure.status == .critical ? figure.critical : figure.status == .warning ? figure.warning : nil
    return NumberText.plain(value) + (range.map { " (\($0))" } ?? "")
  }

  private static func head(_ kind: ReportKind?) -> String {
    "ZUOXI " + (kind.map { $0.rawValue.uppercased() + " " } ?? "")
  }

  /// The line of a check that came to nothing; without a kind where not even that was understood.
  public static func unknown(_ kind: ReportKind?, _ why: String) -> String {
    let words = why.map { $0.isNewline || $0 == "|" ? " " : $0 }
    return head(kind) + Status.unknown.word + " - " + String(words) + "\n"
  }

  /// What an office watches, as it is now.
  public static func watched(_ board: ThresholdBoard, group: SkillGroupID?) -> [Figure] {
    zip(board.thresholds, board.readings).filter { group == nil || $0.0.group == group }.map { threshold, reading in
      Figure(
        name: threshold.name + (threshold.group.map { "@\($0)" } ?? ""), value: reading.value,
        warning: threshold.warning, critical: threshold.critical)
    }
  }

  // MARK: - Figures by their names

  /// The live queue's figures.
  public static func values(of digest: FloorDigest, group: SkillGroupID?) -> [String: Double?] {
    let groups = digest.groups.filter { group == nil || $0.group == group }
    func wait(_ since: Timestamp?) -> Double? { since.map { Double(digest.at.seconds(since: $0)) } }
    let seats = digest.seats.filter { seat in group.map { seat.groups.contains($0) } ?? true }
    // Nobody waits: the longest wait is 0, and no alert is left standing by its being unknown.
    let waiting = groups.reduce(0) { $0 + $1.waiting }
    return [
      "waiting": Double(waiting),
      "longest_wait_seconds": waiting == 0 ? 0 : wait(groups.compactMap(\.longestWaitSince).min()),
      "talking": Double(groups.reduce(0) { $0 + $1.talking }), "seats": Double(seats.count),
      "ready_seats": Double(seats.count { $0.presence == .ready }),
      "free_slots": Double(groups.map(\.freeSlots).max() ?? 0),
      "expected_wait_seconds": groups.compactMap(\.expectedWaitSeconds).max().map(Double.init),
    ]
  }

  /// Names of the live queue's figures.
  public static let liveNames = Threshold.liveNames

  /// A period's figures.
  public static func values(of figures: Figures) -> [String: Double?] {
    Dictionary(uniqueKeysWithValues: figures.map { ($0.rawValue, $1) })
  }
}
