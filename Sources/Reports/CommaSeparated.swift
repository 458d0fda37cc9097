import Desk

/// A table for spreadsheets: RFC 4180, CRLF, one heading row of keys.
public enum CommaSeparated {
  /// Spells the table. Text that a spreadsheet would run as a formula gets an apostrophe in front; long digit strings, which it would round,
  /// get a tab, so that both are shown as they are.
  public static func text(_ table: Table) -> String {
    text(heading: table.columns.map { quoted($0.key) }, table)
  }

  /// Spells the table for a spreadsheet that is opened by hand: headings in words, and a mark in front by which it knows the script.
  public static func excel(_ table: Table, _ language: Language) -> String {
    "\u{FEFF}" + text(heading: table.columns.map { quoted(harmless($0.heading.text(language))) }, table)
  }

  private static func text(heading: [String], _ table: Table) -> String {
    let lines = [heading.joined(separator: ",")] + table.rows.map { $0.map(cell).joined(separator: ",") }
    return lines.map { $0 + "\r\n" }.joined()
  }

  private static func cell(_ cell: Table.Cell) -> String {
    switch cell {
    case .text(let text): quoted(harmless(text))
    case .count(let number), .seconds(let number): String(number)
    case .ratio(let number), .decimal(let number): NumberText.plain(number)
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
    guard text.unicodeScalars.contains(where: { "\",\r\n\t".unicodeScalars.contains($0) }) else { return text }
    // By scalars: a quote with a combining mark behind it is another character, but ends the cell all the same.
    var inside = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      inside.append(scalar)
      if scalar == "\"" { inside.append(scalar) }
    }
    return "\"" + String(inside) + "\""
  }
}
