import Desk

/// A report's document: columns and rows, before anybody decided how it is printed.
public struct Table: Hashable, Sendable {
  /// A column.
  public struct Column: Hashable, Sendable {
    /// Its name for programs; it never changes.
    public var key: String
    /// Its name for people.
    public var heading: Localised

    /// A column from its parts.
    public init(_ key: String, _ heading: Localised) {
      self.key = key
      self.heading = heading
    }
  }

  /// What stands in a row under a column.
  public enum Cell: Hashable, Sendable {
    /// Words, from anywhere.
    case text(String)
    /// A number of things.
    case count(Int)
    /// A duration in seconds.
    case seconds(Int)
    /// A part of 1.
    case ratio(Double)
    /// A number with a fraction.
    case decimal(Double)
    /// Nothing to say.
    case none
  }

  /// What it is about.
  public var title: Localised
  /// The columns.
  public var columns: [Column]
  /// The rows; each has a cell per column.
  public var rows: [[Cell]]
  /// A last row that sums up, for people only.
  public var summary: [Cell]?

  /// A table from its parts.
  public init(title: Localised, columns: [Column], rows: [[Cell]], summary: [Cell]? = nil) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.summary = summary
  }
}
