import Foundation

/// A statement as it stands in the sources.
struct SourceStatement: Hashable, Sendable {
  var file: String
  /// On one line, with single spaces.
  var sql: String
}

/// Finds statements in the sources, and what in them is not bound to one office.
enum StatementOffices {
  /// The folder of the sources.
  static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

  /// Every statement that reads or changes rows in a folder of the sources.
  static func statements(in folder: URL) throws -> [SourceStatement] {
    var found: [SourceStatement] = []
    for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
      // Steps of a schema are made once, by hand; the tables they lead to are looked at themselves.
      guard path.hasSuffix(".swift"), !path.contains("Schema") else { continue }
      let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
      let literals =
        text.matches(of: /"""\n(.*?)\n *"""/.dotMatchesNewlines()).map(\.1)
        + text.matches(of: /"((?:[^"\\\n]|\\.)+)"/).map(\.1)
      for literal in literals {
        let sql = literal.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if sql.starts(with: #/(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH [a-z]+ AS) /#) {
          found.append(SourceStatement(file: (path as NSString).lastPathComponent, sql: sql))
        }
      }
    }
    return found
  }

  /// Why a statement may touch more than one office; `nil` when it cannot. Every table it names must be bound to an office that is given or to that of
  /// another table, and what it inserts must say whose it is.
  static func crossing(_ sql: String, tables: Set<String>) -> String? {
    let named = sql.matches(of: /\b(FROM|JOIN|UPDATE|INTO) ([a-z_]+|\\\()/)
      .filter { tables.contains(String($0.2)) || $0.2 == "\\(" }
    for match in named where match.1 == "INTO" {
      guard let columns = sql[match.range.upperBound...].firstMatch(of: /\(([^)]*)\)/)?.1 else { return "no columns" }
      let isOffices = columns.split(separator: ",").contains { $0.trimmingPrefix(" ") == "office" }
      if !isOffices { return "\(match.2) is written without its office" }
    }
    let bound = sql.matches(of: /\boffice = (\?|[a-z_]+\.office)/.wordBoundaryKind(.simple)).count
    let read = named.filter { $0.1 != "INTO" }
    if bound < read.count { return "\(read.map { String($0.2) }) read or changed, \(bound) bound to an office" }
    // Tables that are bound to each other alone are bound to every office.
    if !read.isEmpty, !sql.contains(/\boffice = \?/.wordBoundaryKind(.simple)) { return "no office is given" }
    return sql.contains(/\bUPDATE [a-z_]+ SET (\w+ = \S+, )*office =/) ? "moves a row to another office" : nil
  }
}
