import Desk

/// Opens stores.
public enum Stores {
  /// SQLite in a folder, made if it is not there, readable by its owner only. Tables of an earlier release are brought up to date, or refused where that
  /// is not `updating`'s to do: a backend of that release may be serving them. Throws `StoreOpeningError`.
  public static func sqlite(in folder: String, updating: Bool = true) throws -> any Store {
    try SQLiteStore(folder: folder, updating: updating)
  }

  /// PostgreSQL 15 or later at a connection URL such as `postgres://user@host/database`, or another string that libpq takes; tables are made if they
  /// are not there and brought up to date, or refused without `updating`. Throws `StoreOpeningError`.
  public static func postgres(at url: String, updating: Bool = true) throws -> any Store {
    try reach(url)
    return try PostgresStore(url: url, updating: updating)
  }

  /// Makes sure that there is a database to open; what keeps it from being reached is told with what to do.
  static func reach(_ url: String) throws {
    do {
      _ = try PostgresSession(url)
    } catch let failure as PostgresFailure {
      throw failure.refusal(of: url)
    }
  }

  /// Now, by the clock of the server at a connection URL; `nil` for a folder, whose clock is the machine's, and for a server that does not answer.
  public static func clock(of place: String) -> Timestamp? {
    guard case .database(let url) = try? MovePlace(place) else { return nil }
    return try? PostgresSession(url).clock()
  }

  /// Where a connection leads, fit to be shown: without the password, wherever it stands in `url`.
  public static func place(_ url: String) -> String { PostgresSession.place(url) }
}
