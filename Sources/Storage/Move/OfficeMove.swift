import Desk
import Foundation
import GRDB
import Service

/// Carries offices from one place to another, between engines or within one: all of them in one transaction at the target, compared row by row before it is
/// committed. Their logs take a new epoch, so that every client takes a new snapshot.
public enum OfficeMove {
  /// What was moved.
  public struct Report: Hashable, Codable, Sendable {
    /// The offices, by code.
    public var offices: [String]
    /// Rows at the target, by table; all were compared with their source.
    public var rows: [String: Int]
    /// Whether they are gone from the source.
    public var isRemovedFromSource: Bool
  }

  /// Moves one office, or all that are there. With `removing` they are gone from the source once they are at the target for certain; without, it keeps
  /// them, and must not serve them any more. Nobody may serve the source meanwhile: its folder and its logs are locked. `now` is by the source's clock
  /// (`Stores.clock(of:)`), by which backends hold their leases. Throws `MoveError`.
  public static func run(
    from source: MovePlace, to target: MovePlace, office: OfficeID? = nil, removing: Bool = false, at now: Timestamp
  ) throws -> Report {
    guard source != target else { throw MoveError("来源与目标相同", "source and target are the same") }
    try source.prepare()
    return try source.connect(making: false) { from in
      // Nothing is made at the target for an office that is not there.
      _ = try Self.offices(office, in: from)
      try target.prepare()
      defer { from.rollBack() }
      try from.begin()
      let offices = try Self.offices(office, in: from)
      for office in offices { try fence(office, in: from, at: now) }
      let rows = try target.connect(making: true) { to in
        defer { to.rollBack() }
        try to.begin()
        var rows: [String: Int] = [:]
        for office in offices {
          let found = try carry(office, from: from, to: to, place: target.shown, at: now)
          rows.merge(found) { $0 + $1 }
        }
        try to.commit()
        return rows
      }
      if removing {
        for office in offices { try remove(office, from: from) }
        try from.commit()
      }
      return Report(offices: offices.map(\.rawValue), rows: rows, isRemovedFromSource: removing)
    }
  }

  static func offices(_ wanted: OfficeID?, in session: some BulkSession) throws -> [OfficeID] {
    let known = try session.all("SELECT office FROM offices ORDER BY office", []).map { try OfficeID($0[0] as String) }
    let chosen = wanted.map { wanted in known.filter { $0 == wanted } } ?? known
    guard !chosen.isEmpty else { throw MoveError.unknown(wanted?.rawValue, among: known.map(\.rawValue)) }
    return chosen
  }

  /// Makes sure that nobody changes the office meanwhile, and that it is worth moving.
  static func fence(_ office: OfficeID, in session: some BulkSession, at now: Timestamp) throws {
    do {
      // Who holds the head keeps every command waiting.
      try session.run("UPDATE heads SET seq = seq WHERE office = ?", [office.rawValue])
      let lease = try session.one(
        "SELECT node FROM leases WHERE office = ? AND until > ? LIMIT 1", [office.rawValue, now.milliseconds])
      guard lease == nil else { throw MoveError.served(office.rawValue) }
    } catch let failure as PostgresFailure where failure.state == "40001" || failure.state == "55P03" {
      throw MoveError.served(office.rawValue)
    }
    do {
      let check = try LogCheck.run(on: RowReader(db: session, id: office), withFigures: false)
      if let finding = check.findings.first { throw MoveError.damaged(office.rawValue, "\(finding)") }
    } catch let error as DecodingError {
      throw MoveError.damaged(office.rawValue, "\(error)")
    }
  }

  /// Writes an office's rows, reads them again and compares; tells how many there are in each table.
  private static func carry(
    _ office: OfficeID, from source: some BulkSession, to target: some BulkSession, place: String, at now: Timestamp
  ) throws -> [String: Int] {
    for table in MovedTable.all.map(\.name) + ["leases", "connections"] {
      let held = try target.one("SELECT 1 FROM \(table) WHERE office = ? LIMIT 1", [office.rawValue])
      guard held == nil else { throw MoveError.held(office.rawValue, place) }
    }
    let old = try RowReader(db: source, id: office).head().epoch
    let epoch = MovedEpoch(old: old, new: max(old + 1, now.milliseconds / 1_000))
    var wanted: [String: RowDigest] = [:]
    for table in MovedTable.all {
      var digest = RowDigest()
      let insert = table.insert
      try table.each(of: office, epoch, in: source) { values in
        digest.add(values)
        try target.run(insert, values)
      }
      wanted[table.name] = digest
    }
    wanted[index] = try carryIndex(of: office, from: source, to: target)
    for (name, digest) in try digests(of: office, in: target) where wanted[name] != digest {
      throw MoveError.differs(office.rawValue, name)
    }
    try leave(office, in: target, at: now)
    return wanted.mapValues(\.count)
  }

  // MARK: - Comparing

  /// The name under which the index of articles is counted.
  private static let index = "articles_index"

  static func digests(of office: OfficeID, in session: some BulkSession) throws -> [String: RowDigest] {
    var found: [String: RowDigest] = [:]
    for table in MovedTable.all {
      var digest = RowDigest()
      try table.each(of: office, nil, in: session) { digest.add($0) }
      found[table.name] = digest
    }
    var digest = RowDigest()
    try session.eachIndexed(in: office) { digest.add(values(of: $0)) }
    found[index] = digest
    return found
  }

  private static func carryIndex(
    of office: OfficeID, from source: some BulkSession, to target: some BulkSession
  ) throws -> RowDigest {
    var digest = RowDigest()
    let reader = RowReader(db: target, id: office)
    try source.eachIndexed(in: office) { terms in
      digest.add(values(of: terms))
      guard let article = try reader.article(ArticleID(terms.article)) else {
        throw MoveError.damaged(office.rawValue, "no article \(terms.article)")
      }
      try target.index(
        IndexedArticle(
          article: article, headTerms: IndexedTerms.words(terms.head), bodyTerms: IndexedTerms.words(terms.body)),
        in: office)
    }
    return digest
  }

  private static func values(of terms: IndexedTerms) -> [DatabaseValue] {
    [terms.article.databaseValue, IndexedTerms.words(terms.head).databaseValue]
      + [IndexedTerms.words(terms.body).databaseValue]
  }

  // MARK: - Before and after

  /// Whoever was connected when the source stopped is held by a lease that has run out, as after a backend's end: backends tell of their going unless they
  /// come back.
  private static func leave(_ office: OfficeID, in target: some BulkSession, at now: Timestamp) throws {
    let reader = RowReader(db: target, id: office)
    let seats = try reader.seats().filter(\.isConnected).map { ConnectedPerson.agent($0.agent.id) }
    let talks = try reader.conversations(in: Conversation.Stage.allCases).filter { $0.isOpen && $0.isTaxpayerPresent }
    let people = Set(seats + talks.map { ConnectedPerson.taxpayer($0.taxpayer.id) })
    let node = "moved"
    try target.run(
      "INSERT INTO leases (office, node, until) VALUES (?, ?, ?)", [office.rawValue, node, now.milliseconds])
    for person in people {
      try target.run(
        "INSERT INTO connections (office, person, node) VALUES (?, ?, ?)", [office.rawValue, person.text, node])
    }
  }

  private static func remove(_ office: OfficeID, from source: some BulkSession) throws {
    try source.clearIndex(of: office)
    for table in MovedTable.all.map(\.name) + ["leases", "connections", "whispers", "room_links", "signals"] {
      try source.run("DELETE FROM \(table) WHERE office = ?", [office.rawValue])
    }
  }
}
