/// Spells figures as OpenMetrics 1.0 wants them: one block for each family, escaped labels, `# EOF` at the end.
struct OpenMetricsPage {
  enum Kind: String {
    case counter, gauge, histogram, info
  }

  private var lines: [String] = []
  private var name = ""

  /// The page so far, whole.
  var text: String { lines.joined(separator: "\n") + "\n# EOF\n" }

  /// Begins a family; its samples follow. A unit is the end of the name, too.
  mutating func family(_ name: String, _ kind: Kind, _ help: String, unit: String? = nil) {
    self.name = name
    lines.append("# TYPE \(name) \(kind.rawValue)")
    if let unit { lines.append("# UNIT \(name) \(unit)") }
    lines.append("# HELP \(name) \(help)")
  }

  /// A figure of the family begun last.
  mutating func sample(_ suffix: String, _ labels: [(String, String)], _ value: some CustomStringConvertible) {
    let spelled = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
    lines.append(name + suffix + (spelled.isEmpty ? "" : "{\(spelled)}") + " \(value)")
  }

  /// A family of one figure without labels.
  mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
    family(name, kind, help)
    sample(kind == .counter ? "_total" : "", [], value)
  }

  /// What does not change while the program runs.
  mutating func info(_ name: String, _ help: String, _ labels: [(String, String)]) {
    family(name, .info, help)
    sample("_info", labels, 1)
  }

  /// One histogram of the family begun last; `counts` are those of each class, one more than there are bounds.
  mutating func histogram(_ labels: [(String, String)], bounds: [String], counts: [Int], sum: String) {
    var total = 0
    for (bound, count) in zip(bounds + ["+Inf"], counts) {
      total += count
      sample("_bucket", labels + [("le", bound)], total)
    }
    sample("_count", labels, total)
    sample("_sum", labels, sum)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
