import Desk

/// A PostgreSQL database that was put back to an earlier moment by means of its own, such as `pg_basebackup` with archived WAL, or that lost commits
/// when a standby took over.
public enum RestoredDatabase {
  /// Proves every office against its log and gives each log a new epoch, all in one transaction, so that every client takes a new snapshot. Nobody may
  /// serve it meanwhile; `now` is by its own clock (`Stores.clock(of:)`). Returns the offices. Throws `StoreOpeningError` or `MoveError`; then nothing has changed.
  public static func renew(_ url: String, at now: Timestamp) throws -> [OfficeID] {
    try Stores.reach(url)
    try PostgresOpening.prepare(url)
    try PostgresOpening.refuseNewer(url)
    do {
      let session = try PostgresSession(url)
      // Every row of the log is written anew: that takes what it takes.
      session.patience = 86_400
      defer { session.rollBack() }
      try session.begin()
      for office in try OfficeMove.offices(nil, in: session) { try OfficeMove.fence(office, in: session, at: now) }
      let offices = try LogEpoch.renew(in: session, at: now)
      try session.commit()
      return offices
    } catch let failure as PostgresFailure {
      let (place, words) = (Stores.place(url), failure.advice())
      throw StoreOpeningError("\(place)：\(words.chinese)", "\(place): \(words.english)")
    }
  }
}
