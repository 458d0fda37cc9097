import Desk

/// A table for spreadsheets: RFC 4180, CRLF, one heading row of keys.
public enum CommaSeparated {
  /// Spells the table. Text that a spreadsheet would run as a formula gets an apostrophe in front; long digit strings, which it would round,
  /// get a tab, so that both are shown as they are.
  public static func text(_ table: Table) -> String {
    var lines = [table.columns.map { quoted($0.key) }.joined(separator: ",")]
    for row in table.rows { lines.append(row.map(cell).joined(separator: ",")) }
    return lines.map { $0 + "\r\n" }.joined()
  }

  private static func cell(_ cell: Table.Cell) -> String {
    switch cell {
    case .text(let text): quoted(harmless(text))
    case .count(let number), .seconds(let number): String(number)
    case .none: ""
    }
  }

  private static let triggers: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

  private static func harmless(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    if triggers.contains(first) { return "'" + text }
    // Spreadsheets keep 15 digits of a number.
    let isLongNumber = text.utf8.count > 15 && text.utf8.allSatisfy { (48...57).contains($0) }
    return isLongNumber ? "\t" + text : text
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { "\",\r\n\t".unicodeScalars.contains($0) }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
