import Desk

extension QueueReport {
  /// Which part of the report a spreadsheet gets; it holds one table.
  public enum Part: String, CaseIterable, Sendable {
    /// Figures per skill group.
    case groups
    /// The people waiting.
    case waiting
  }

  /// The report as text that ends with a line end. `part` narrows a table or CSV down; CSV has the groups without it, JSON always everything.
  public func text(_ format: ReportFormat, part: Part? = nil, _ language: Language) -> String {
    switch format {
    case .json: return QueueDocument(self).json()
    case .csv: return CommaSeparated.text(part == .waiting ? waiting : groups)
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

  /// The groups' table with their names in that language.
  private func named(in language: Language) -> Table {
    var table = groups
    for (index, group) in digest.groups.enumerated() { table.rows[index][1] = .text(group.name.text(language)) }
    return table
  }
}
