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
    try demandReadable(url)
    do {
      _ = try PostgresSession(url)
    } catch let failure as PostgresFailure {
      throw failure.refusal(of: url)
    }
  }

  /// Refuses a URL whose user or password holds a character by which libpq would cut it in the wrong place, and would then repeat a part of the password in
  /// its words. Throws `StoreOpeningError`; nothing of the URL is in it.
  static func demandReadable(_ url: String) throws {
    guard let scheme = url.range(of: "://") else { return }
    let rest = url[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let path = rest.dropFirst(authority.count)
    let holder = authority.lastIndex(of: "@").map { authority[..<$0] } ?? ""
    let isCutShort = !authority.contains("@") && path.contains("@")
    let isUnescaped = holder.split(separator: "%", omittingEmptySubsequences: false).dropFirst()
      .contains { $0.count < 2 || !$0.prefix(2).allSatisfy(\.isHexDigit) }
    guard isCutShort || holder.contains("@") || isUnescaped else { return }
    throw StoreOpeningError(
      "连接地址无法读取：用户名或密码中的特殊字符须写成 %：/ 为 %2F，@ 为 %40，# 为 %23，? 为 %3F，% 为 %25",
      "the connection URL cannot be read: write special characters of the user or password with %: %2F for /, %40 for @, %23 for #, %3F for ?, %25 for %"
    )
  }

  /// Now, by the clock of the server at a connection URL; `nil` for a folder, whose clock is the machine's, and for a server that does not answer.
  public static func clock(of place: String) -> Timestamp? {
    guard case .database(let url) = try? MovePlace(place) else { return nil }
    guard (try? demandReadable(url)) != nil else { return nil }
    return try? PostgresSession(url).clock()
  }

  /// Where a connection leads, fit to be shown: without the password, wherever it stands in `url`.
  public static func place(_ url: String) -> String {
    (try? demandReadable(url)) == nil ? "postgres" : PostgresSession.place(url)
  }
}
