import Desk
import Glyphs

/// A table for people: columns aligned by the cells that Chinese and Latin characters really take.
public enum TextTable {
  /// Spells the table, ending with LF. Text from outside cannot move the cursor or change colours; what is longer than the widest column may be, in
  /// cells, is cut.
  public static func text(_ table: Table, _ language: Language, widest: Int = 40) -> String {
    let headings = table.columns.map { PlainText($0.heading.text(language)) }
    let body = table.rows.map { row in row.map(words) }
    let summary = table.summary.map { row -> [PlainText] in
      var cells = row.map(words)
      if let first = row.firstIndex(of: .none) {
        cells[first] = PlainText(Localised("合计", "Total").text(language))
      }
      return cells
    }
    let all = [headings] + body + (summary.map { [$0] } ?? [])
    let widths = table.columns.indices.map { column in
      min(widest, all.map { $0.indices.contains(column) ? $0[column].width() : 0 }.max() ?? 0)
    }
    let isNumber = table.columns.indices.map { column in
      table.rows.allSatisfy { row in row.indices.contains(column) && !isWords(row[column]) }
    }
    func line(_ cells: [PlainText]) -> String {
      let padded = zip(cells, zip(widths, isNumber)).map { cell, shape in
        cell.truncated(to: shape.0).padded(to: shape.0, alignment: shape.1 ? .trailing : .leading).string
      }
      return trimmed(padded.joined(separator: "  ")) + "\n"
    }
    let rule = String(repeating: "-", count: widths.reduce(0, +) + 2 * max(0, widths.count - 1)) + "\n"
    var text = PlainText(table.title.text(language)).string + "\n" + rule + line(headings) + rule
    for row in body { text += line(row) }
    if let summary { text += rule + line(summary) }
    return text
  }

  private static func words(_ cell: Table.Cell) -> PlainText { PlainText(plain(cell)) }

  /// A cell for people, not yet made safe.
  static func plain(_ cell: Table.Cell) -> String {
    switch cell {
    case .text(let text): text
    case .count(let number): String(number)
    case .seconds(let seconds): duration(seconds)
    case .ratio(let number): NumberText.percent(number)
    case .decimal(let number): NumberText.short(number)
    case .none: "-"
    }
  }

  private static func isWords(_ cell: Table.Cell) -> Bool {
    if case .text = cell { true } else { false }
  }

  /// Minutes and seconds, and hours where there are.
  static func duration(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
  }

  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
