import Desk

/// Figures as OpenMetrics 1.0: gauges with their units, groups and matters as labels; never a label with a person, and nothing where nothing is computable.
public enum OpenMetricsText {
  /// A label and its value.
  typealias Label = (name: String, value: String)

  /// A report of a period: the whole, and its groups or matters.
  static func text(_ report: FiguresReport) -> String {
    var families: [String] = []
    let label = report.query.by == .group ? "group" : report.query.by == .matter ? "matter" : nil
    for metric in report.query.kind.metrics {
      var samples: [([Label], Double)] = []
      if let whole = report.total[metric] ?? nil { samples.append(([], whole)) }
      for row in label == nil ? [] : report.rows {
        guard let label, !row.key.isEmpty, let value = row.figures[metric] ?? nil else { continue }
        samples.append(([(label, row.key)], value))
      }
      families.append(family(report.query.kind, metric, samples))
    }
    return families.joined() + "# EOF\n"
  }

  /// The live queue: the whole, and each group.
  static func text(_ digest: FloorDigest) -> String {
    func wait(_ since: Timestamp?) -> Double? { since.map { Double(digest.at.seconds(since: $0)) } }
    func family(
      _ name: String, _ help: String, _ unit: String?, _ whole: Double?, _ each: (GroupFigures) -> Double?
    ) -> String {
      let groups = digest.groups.compactMap { group in
        each(group).map { ([(name: "group", value: group.group.rawValue)], $0) }
      }
      let all: [([Label], Double)] = (whole.map { [([], $0)] } ?? []) + groups
      return self.family("zuoxi_queue_" + name, help, unit, all)
    }
    return family("waiting", "People waiting", nil, Double(digest.waitingCount)) { Double($0.waiting) }
      + family("longest_wait_seconds", "The longest wait", "seconds", wait(digest.longestWaitSince)) {
        wait($0.longestWaitSince)
      }
      + family("talking", "Conversations with an agent", nil, nil) { Double($0.talking) }
      + family("ready_seats", "Seats that are ready", nil, Double(digest.seats.count { $0.presence == .ready })) {
        Double($0.readySeats)
      }
      + family("seats", "Seats that are signed in", nil, Double(digest.seats.count)) { Double($0.seats) }
      + family("free_slots", "Free slots of ready seats", nil, nil) { Double($0.freeSlots) }
      + family("expected_wait_seconds", "What someone who joins now may expect to wait", "seconds", nil) {
        $0.expectedWaitSeconds.map(Double.init)
      } + "# EOF\n"
  }

  private static func family(_ kind: ReportKind, _ metric: Metric, _ samples: [([Label], Double)]) -> String {
    let (suffix, unit): (String, String?) =
      switch metric.unit {
      case .ratio: ("_ratio", "ratio")
      case .seconds: ("", "seconds")
      case .count, .stars: ("", nil)
      }
    return family("zuoxi_\(kind.rawValue)_\(metric.rawValue)\(suffix)", metric.explanation.english, unit, samples)
  }

  private static func family(
    _ name: String, _ help: String, _ unit: String?, _ samples: [([Label], Double)]
  ) -> String {
    guard !samples.isEmpty else { return "" }
    let head =
      "# TYPE \(name) gauge\n" + (unit.map { "# UNIT \(name) \($0)\n" } ?? "") + "# HELP \(name) \(escaped(help))\n"
    return head
      + samples.map { labels, value in
        let inner = labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",")
        return name + (inner.isEmpty ? "" : "{\(inner)}") + " " + NumberText.plain(value) + "\n"
      }.joined()
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
