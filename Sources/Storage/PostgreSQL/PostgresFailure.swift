/// What PostgreSQL, or the way to it, did not do.
struct PostgresFailure: Error, Hashable, CustomStringConvertible {
  /// The five characters that tell kinds apart, as in appendix A of PostgreSQL's manual; empty when the connection itself failed.
  var state: String
  /// PostgreSQL's own words.
  var message: String

  /// The connection is of no more use, and nobody knows what became of what was sent last.
  var isLost: Bool {
    // 08: connection exceptions; 57P: shut down by the operator; 25006: the server became a standby; 25P03: idle for too long.
    state.isEmpty || state.hasPrefix("08") || state.hasPrefix("57P") || state == "25006" || state == "25P03"
  }

  /// A row is there already: what was written is done.
  var isRepeated: Bool { state == "23505" }

  /// What was to be written is at fault, not the database: without it, the rest may be taken.
  var isOfContent: Bool { ["22", "23", "42", "54", "XX"].contains { state.hasPrefix($0) } }

  /// The database's disk has no room left.
  var isFull: Bool { state == "53100" }

  var description: String { state.isEmpty ? message : "\(message) (\(state))" }
}
