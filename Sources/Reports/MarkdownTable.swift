import Desk
import Glyphs

/// A table in Markdown, as GitHub and others draw it. Text from outside stays text.
public enum MarkdownTable {
  /// Spells the table, ending with LF.
  public static func text(_ table: Table, _ language: Language) -> String {
    let isNumber = table.columns.indices.map { column in
      !table.rows.contains { if case .text = $0[column] { true } else { false } }
    }
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    var text = "## " + escaped(table.title.text(language)) + "\n\n"
    text += line(table.columns.map { escaped($0.heading.text(language)) })
    text += line(isNumber.map { $0 ? "---:" : "---" })
    for row in table.rows { text += line(row.map(words)) }
    if var summary = table.summary?.map(words) {
      summary[0] = Localised("合计", "Total").text(language)
      text += line(summary.map { $0.isEmpty ? $0 : "**\($0)**" })
    }
    return text
  }

  private static func words(_ cell: Table.Cell) -> String {
    if case .text(let text) = cell { return escaped(text) }
    return cell == .none ? "" : TextTable.plain(cell)
  }

  private static let marks: Set<Unicode.Scalar> = ["\\", "|", "*", "_", "`", "[", "]", "#", "~", "!"]

  private static func escaped(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in PlainText(text).string.unicodeScalars {
      switch scalar {
      case "<": safe.append(contentsOf: "&lt;".unicodeScalars)
      case ">": safe.append(contentsOf: "&gt;".unicodeScalars)
      case "&": safe.append(contentsOf: "&amp;".unicodeScalars)
      default:
        if marks.contains(scalar) { safe.append("\\") }
        safe.append(scalar)
      }
    }
    return String(safe)
  }
}
