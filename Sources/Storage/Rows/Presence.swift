import Desk
import Service
import Synchronization

// Which backend holds whose streams.

extension RowReader {
  /// Whether another backend that lives holds a stream of that person.
  func isConnected(_ person: ConnectedPerson, elsewhereThan node: NodeID, at now: Timestamp) throws -> Bool {
    try db.one(
      """
      SELECT 1 FROM connections c JOIN leases l ON l.office = c.office AND l.node = c.node
      WHERE c.office = ? AND c.person = ? AND c.node <> ? AND l.until > ? LIMIT 1
      """, [id.rawValue, person.text, node.rawValue, now.milliseconds]) != nil
  }
}

extension RowTransaction {
  /// Keeps that a backend holds somebody's stream, or no more.
  func keep(
    _ isConnected: Bool, _ person: ConnectedPerson, at node: NodeID, _ reader: RowReader<some SQLSession>
  ) throws {
    let row: [SQLValue] = [reader.id.rawValue, person.text, node.rawValue]
    if isConnected {
      try reader.db.run(
        "INSERT INTO connections (office, person, node) VALUES (?, ?, ?) ON CONFLICT (office, person, node) DO NOTHING",
        row)
    } else {
      try reader.db.run("DELETE FROM connections WHERE office = ? AND person = ? AND node = ?", row)
    }
  }
}

extension RowStore {
  /// A database that is one backend's has that machine's clock.
  func time() async throws -> Timestamp? { nil }

  func holdLeases(of node: NodeID, until end: Timestamp, at now: Timestamp) async throws -> Set<OfficeID> {
    let offices = try await officeIDs()
    let lacking = Mutex<[OfficeID]>([])
    // By itself, before anything is waited for.
    try await changeLeases { db in
      let others = try offices.filter { office in
        try db.one(
          "UPDATE leases SET until = ? WHERE office = ? AND node = ? AND until > ? RETURNING until",
          [end.milliseconds, office.rawValue, node.rawValue, now.milliseconds]) == nil
      }
      lacking.withLock { $0 = others }
    }
    var won: Set<OfficeID> = []
    var failure: (any Error)?
    // Each by itself: an office whose head is held keeps nobody waiting in another, and no lease from being won there.
    for office in lacking.withLock({ $0 }) {
      do {
        try await changeLeases { db in try Self.begin(node, in: office, until: end, at: now, db) }
        won.insert(office)
      } catch {
        failure = failure ?? error
      }
    }
    // What was won has to be known; the others are asked for again soon.
    if let failure, won.isEmpty { throw failure }
    return won
  }

  private static func begin(
    _ node: NodeID, in office: OfficeID, until end: Timestamp, at now: Timestamp, _ db: Session
  ) throws {
    let id = office.rawValue
    // One at a time: of two that come together one finds the other there.
    try db.run("UPDATE heads SET seq = seq WHERE office = ?", [id])
    let other = try db.one("SELECT 1 FROM leases WHERE office = ? AND until > ? LIMIT 1", [id, now.milliseconds])
    if other == nil { try renewGraces(of: office, at: now, db) }
    try db.run(
      """
      INSERT INTO leases (office, node, until) VALUES (?, ?, ?)
      ON CONFLICT (office, node) DO UPDATE SET until = excluded.until
      """, [id, node.rawValue, end.milliseconds])
  }

  private func changeLeases(_ body: @escaping @Sendable (Session) throws -> Void) async throws {
    try await withCheckedThrowingContinuation { submitLease(.change(nil, { _, db in try body(db) }, $0)) }
  }

  func lapsedLeases(at now: Timestamp) async throws -> [Lease] {
    try await view { db in
      try db.all("SELECT office, node FROM leases WHERE until <= ?", [now.milliseconds]).map { row in
        let (office, node): (String, String) = try (row[0], row[1])
        let people = try db.all(
          "SELECT person FROM connections WHERE office = ? AND node = ? ORDER BY person", [office, node])
        return try Lease(
          office: OfficeID(office), node: NodeID(node), people: people.compactMap { try ConnectedPerson($0[0]) })
      }
    }
  }

  func drop(_ lease: Lease, at now: Timestamp) async throws {
    try await change { _, db in
      let key: [SQLValue] = [lease.office.rawValue, lease.node.rawValue]
      let gone = try db.one(
        "DELETE FROM leases WHERE office = ? AND node = ? AND until <= ? RETURNING node", key + [now.milliseconds])
      // Held again meanwhile: its streams are told of again, and stay.
      guard gone != nil else { return }
      try db.run("DELETE FROM connections WHERE office = ? AND node = ?", key)
    }
  }

  func endLeases(of node: NodeID, at now: Timestamp) async throws {
    let offices = try await officeIDs()
    try await changeLeases { db in
      for office in offices {
        try db.run(
          "UPDATE leases SET until = ? WHERE office = ? AND node = ? AND until > ?",
          [now.milliseconds, office.rawValue, node.rawValue, now.milliseconds])
      }
    }
  }

  func whisper(_ whisper: Whisper) async throws {
    try await change { _, db in
      try db.run(
        """
        INSERT INTO whispers (office, conversation, side, node, at, is_typing, draft) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (office, conversation, side) DO UPDATE SET
        node = excluded.node, at = excluded.at, is_typing = excluded.is_typing, draft = excluded.draft
        """,
        [
          whisper.office.rawValue, whisper.conversation.rawValue, whisper.side.rawValue, whisper.node.rawValue,
          whisper.at.milliseconds, whisper.isTyping, whisper.draft,
        ])
    }
  }

  func whispers(since moment: Timestamp, notBy node: NodeID) async throws -> [Whisper] {
    try await reading { db in
      try db.all(
        """
        SELECT office, conversation, side, node, at, is_typing, draft FROM whispers WHERE at > ? AND node <> ? ORDER BY at
        """, [moment.milliseconds, node.rawValue]
      ).compactMap { row in
        try Side(rawValue: row[2]).map { side in
          try Whisper(
            office: OfficeID(row[0] as String), conversation: ConversationID(row[1] as String), side: side,
            node: NodeID(row[3] as String), at: Timestamp(milliseconds: row[4]), isTyping: row[5],
            draft: row[6])
        }
      }
    }
  }

  func heads() async throws -> [OfficeID: EventPosition] {
    try await reading { db in
      try db.all("SELECT office, epoch, seq FROM heads", []).reduce(into: [:]) { heads, row in
        let office = OfficeID(try row[0])
        heads[office] = EventPosition(epoch: try row[1], sequence: try row[2])
      }
    }
  }

  func openSessions(among hashes: [String]) async throws -> Set<String> {
    try await reading { db in
      var open: Set<String> = []
      for start in stride(from: 0, to: hashes.count, by: 100) {
        let some = Array(hashes[start..<min(start + 100, hashes.count)])
        let rows = try db.all(
          "SELECT token_hash FROM sessions WHERE token_hash IN (" + some.map { _ in "?" }.joined(separator: ", ") + ")",
          some)
        open.formUnion(try rows.map { try $0[0] })
      }
      return open
    }
  }
}

extension PostgresStore {
  func time() async throws -> Timestamp? {
    try await reading { try $0.clock() }
  }
}
