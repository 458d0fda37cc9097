/// How a report is printed.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// Columns for people.
  case table
  /// For programs.
  case json
  /// For spreadsheets.
  case csv
}
