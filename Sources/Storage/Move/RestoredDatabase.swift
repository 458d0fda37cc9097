import Desk

/// A PostgreSQL database that was put back to an earlier moment by means of its own, such as `pg_basebackup` with archived WAL, or that lost commits
/// when a standby took over.
public enum RestoredDatabase {
  /// Proves every office against its log and gives each log a new epoch, all in one transaction, so that every client takes a new snapshot. Nobody may
  /// serve it meanwhile. Returns the offices. Throws `MoveError`; then nothing has changed.
  public static func renew(_ url: String, at now: Timestamp) throws -> [OfficeID] {
    let place = MovePlace.database(url)
    try place.prepare()
    return try place.connect(making: false) { session in
      defer { session.rollBack() }
      try session.begin()
      for office in try OfficeMove.offices(nil, in: session) { try OfficeMove.fence(office, in: session, at: now) }
      let offices = try LogEpoch.renew(in: session, at: now)
      try session.commit()
      return offices
    }
  }
}
