import Desk

extension QueueReport {
  /// Which part of the report a spreadsheet gets; it holds one table.
  public enum Part: String, CaseIterable, Sendable {
    /// Figures per skill group.
    case groups
    /// The people waiting.
    case waiting
  }

  /// The report as text that ends with a line end. `part` narrows a table, CSV, Markdown or a page down; CSV has the groups without it, JSON and OpenMetrics
  /// always everything.
  public func text(
    _ format: FiguresFormat, part: Part? = nil, _ language: Language, isExcel: Bool = false
  ) -> String {
    switch format {
    case .json: return QueueDocument(self).json()
    case .csv:
      let table = part == .waiting ? waiting : groups
      return isExcel ? CommaSeparated.excel(table, language) : CommaSeparated.text(table)
    case .openmetrics: return OpenMetricsText.text(digest)
    case .markdown:
      return parts(part, language).map { MarkdownTable.text($0, language) }.joined(separator: "\n")
    case .html: return FiguresPage.text(parts(part, language), language)
    case .table:
      switch part {
      case .groups: return TextTable.text(named(in: language), language)
      case .waiting: return TextTable.text(waiting, language)
      case nil:
        let people = waiting.rows.isEmpty ? "" : "\n" + TextTable.text(waiting, language)
        return TextTable.text(named(in: language), language) + people
      }
    }
  }

  /// Definitions of the live queue's figures, one a line.
  public static func explanation(_ language: Language) -> String {
    LiveFigure.allCases.map { figure in
      figure.rawValue + "  " + figure.name.text(language) + (language == .chinese ? "：" : ": ")
        + figure.explanation.text(language) + "\n"
    }.joined()
  }

  private func parts(_ part: Part?, _ language: Language) -> [Table] {
    switch part {
    case .groups: [named(in: language)]
    case .waiting: [waiting]
    case nil: waiting.rows.isEmpty ? [named(in: language)] : [named(in: language), waiting]
    }
  }

  /// The groups' table with their names in that language.
  private func named(in language: Language) -> Table {
    var table = groups
    for (index, group) in digest.groups.enumerated() { table.rows[index][1] = .text(group.name.text(language)) }
    return table
  }
}
