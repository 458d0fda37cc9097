import Desk
import FoundationEssentials

/// A report of figures for programs, as `ReportSchema` describes it. Names are only ever added: scripts depend on them.
struct FiguresDocument: Encodable {
  struct Row: Encodable {
    var key: String
    var name: String
    var nameEnglish: String
    var figures: Figures
  }

  var kind: String
  var office: String
  var officeEnglish: String
  var at: Timestamp
  var asOf: EventPosition
  var since: Timestamp
  var until: Timestamp
  var by: String
  var basis: String
  var group: String?
  var agent: String?
  var total: Figures
  var rows: [Row]

  init(_ report: FiguresReport) {
    kind = report.query.kind.rawValue
    office = report.office.chinese
    officeEnglish = report.office.english
    at = report.at
    asOf = report.asOf
    since = report.query.since
    until = report.query.until
    by = report.query.by.rawValue
    basis = report.query.basis.rawValue
    group = report.query.group?.rawValue
    agent = report.query.agent?.rawValue
    total = report.total
    rows = report.rows.map {
      Row(key: $0.key, name: $0.name.chinese, nameEnglish: $0.name.english, figures: $0.figures)
    }
  }

  /// Pretty-printed, keys in snake case and sorted, ending with LF.
  func json() -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("a report has no JSON spelling: \(error)")
    }
  }
}
