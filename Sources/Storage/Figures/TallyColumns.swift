import Desk
import Service

/// The columns of sums in statements and rows, in the order of `Tally.Count.allCases`.
enum TallyColumns {
  private static let names = Tally.Count.allCases.map(\.rawValue)

  /// The names.
  static let list = names.joined(separator: ", ")

  /// Their sums over the rows of a group; as whole numbers on both engines.
  static let sums = names.map { "CAST(SUM(\($0)) AS BIGINT)" }.joined(separator: ", ")

  /// Adds to a cell.
  static let addition = """
    INSERT INTO tallies (office, slice, basis, starts_at, team, member, \(list))
    VALUES (?, ?, ?, ?, ?, ?, \(names.map { _ in "?" }.joined(separator: ", ")))
    ON CONFLICT (office, slice, basis, starts_at, team, member) DO UPDATE SET
    \(names.map { "\($0) = tallies.\($0) + excluded.\($0)" }.joined(separator: ", "))
    """

  /// Reads them from a row.
  static func tally(_ row: some SQLRow, from first: Int) throws -> Tally {
    guard let tally = Tally(try names.indices.map { try row[first + $0] as Int }) else { throw Problem(.internalError) }
    return tally
  }
}
