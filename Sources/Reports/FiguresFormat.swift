/// How a report of figures is printed.
public enum FiguresFormat: String, CaseIterable, Sendable {
  /// Columns for people.
  case table
  /// For programs; `ReportSchema` says how.
  case json
  /// For spreadsheets.
  case csv
  /// For Prometheus and the like.
  case openmetrics
  /// For pages of text.
  case markdown
  /// One page by itself, with charts, that prints on A4.
  case html
}
