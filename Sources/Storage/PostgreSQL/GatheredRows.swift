import Foundation

/// Rows that wait for others of their table, as texts to be bound. The server takes a statement of sixteen rows in the time of three of one row.
struct GatheredRows: ~Copyable {
  typealias Row = (texts: [BoundTexts.Text], size: Int)

  /// Rows of one statement at most. Statements are of 1, 2, 4, 8 or 16 rows, so that few are prepared.
  static let most = 16

  private var rows: [GrowingTable: [Row]] = [:]
  private var sizes: [GrowingTable: Int] = [:]

  deinit { for row in rows.values.joined() { for text in row.texts { free(text) } } }

  var tables: [GrowingTable] { GrowingTable.allCases.filter { rows[$0]?.isEmpty == false } }

  /// Adds a row; whether there are enough now for a statement, of `limit` bytes at most if it is of more than one row.
  mutating func add(_ row: Row, to table: GrowingTable, limit: Int) -> Bool {
    rows[table, default: []].append(row)
    sizes[table, default: 0] += row.size
    return (rows[table]?.count ?? 0) >= Self.most || (sizes[table] ?? 0) >= limit
  }

  /// Takes the rows of the next statement out.
  mutating func take(_ table: GrowingTable, limit: Int) -> [Row] {
    guard let waiting = rows[table] else { return [] }
    var (count, size) = (0, 0)
    for row in waiting.prefix(Self.most) {
      guard count == 0 || size + row.size <= limit else { break }
      count += 1
      size += row.size
    }
    // The greatest power of two.
    while count & (count - 1) != 0 { count &= count - 1 }
    let taken = Array(waiting.prefix(count))
    rows[table]?.removeFirst(count)
    sizes[table, default: 0] -= taken.reduce(0) { $0 + $1.size }
    return taken
  }
}
