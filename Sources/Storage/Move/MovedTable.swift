import Crypto
import Desk
import GRDB

/// A table that goes with its office, with the columns that both engines have.
struct MovedTable {
  var name: String
  /// Beside the office, which is the first.
  var columns: [String]
  /// What tells in which order rows came, where that matters.
  var order: String?

  private init(_ name: String, _ columns: String, order: String? = nil) {
    self.name = name
    self.columns = columns.split(separator: " ").map(String.init)
    self.order = order
  }

  /// Not among them: leases, connections and whispers, which are of backends that ended; links into rooms and signals, which are of browsers that talk just now; and the index of articles, which each engine has in its own way.
  static let all = [
    MovedTable("offices", "doc catalogue"),
    MovedTable("heads", "epoch seq"),
    MovedTable("events", "epoch seq at body"),
    MovedTable(
      "conversations",
      """
      id taxpayer stage is_open agent colleague joined opened_at doc last_number last_at last_side last_text \
      first_reply_at unanswered_since taxpayer_delivered taxpayer_read agent_delivered agent_read
      """),
    MovedTable("messages", "conversation number id doc"),
    MovedTable("seats", "agent doc"),
    MovedTable("accounts", "id doc"),
    MovedTable("votes", "message taxpayer article is_useful at"),
    // SQLite forgets them in the order in which they came.
    MovedTable("answers", "scope key fingerprint at kind subject first last", order: "at"),
    MovedTable("timers", "kind subject due"),
    MovedTable("sessions", "token_hash subject expires_at"),
    MovedTable("blocks", "taxpayer until doc"),
    MovedTable("images", "id conversation at is_sent uploader doc"),
    MovedTable("image_parts", "image part data"),
    MovedTable("sheets", "id conversation taxpayer at"),
    MovedTable("quick_replies", "agent code doc"),
    MovedTable("reply_usage", "agent scope code count last_at"),
    MovedTable("appointments", "id taxpayer rule team starts_at ends_at holds_place is_open agent doc"),
    MovedTable("documents", "kind owner id doc"),
    MovedTable("promises", "kind id is_open state priority team assignee taxpayer due at doc"),
    MovedTable("promise_entries", "kind subject number doc"),
    MovedTable("promise_words", "kind subject number at terms", order: "at, subject, number"),
    MovedTable("contacts", "message contact"),
    MovedTable("notices", "taxpayer id reference is_read doc"),
    MovedTable("figure_heads", "epoch seq"),
    MovedTable("facts", "kind id at taxpayer team agent matter outcome doc"),
    MovedTable("fact_places", "kind name id at"),
    MovedTable("seat_clocks", "agent doc"),
    MovedTable("seat_states", "agent since until presence reason"),
    MovedTable(
      "tallies", "slice basis starts_at team member " + Tally.Count.allCases.map(\.rawValue).joined(separator: " ")),
    MovedTable("webhooks", "code epoch seq doc"),
    MovedTable("deliveries", "webhook id kind at state due attempts answer body"),
    MovedTable("articles", "id place is_popular doc"),
    MovedTable("knowledge", "kind doc"),
    MovedTable("hosts", "host secret"),
    MovedTable("unanswered", "question count last_at"),
    MovedTable("audit", "at actor act subject detail", order: "at"),
  ]

  private var names: String { columns.joined(separator: ", ") }

  var select: String {
    "SELECT office, \(names) FROM \(name) WHERE office = ?" + (order.map { " ORDER BY " + $0 } ?? "")
  }

  var insert: String {
    let places = columns.map { _ in ", ?" }.joined()
    return "INSERT INTO \(name) (office, \(names)) VALUES (?\(places))"
  }

  /// An office's rows; those of the log take another epoch.
  func each<Session: BulkSession>(
    of office: OfficeID, _ epoch: MovedEpoch?, in session: Session, _ body: ([DatabaseValue]) throws -> Void
  ) throws {
    let place = columns.firstIndex(of: "epoch").map { $0 + 1 }
    try session.each(select, [office.rawValue]) { row in
      var values = try (0...columns.count).map { try row[$0] as DatabaseValue }
      if let place, let epoch, values[place] == epoch.old.databaseValue { values[place] = epoch.new.databaseValue }
      try body(values)
    }
  }
}

/// The epoch a log had, and the one it takes, so that clients take a new snapshot.
struct MovedEpoch {
  var old: Int64
  var new: Int64
}

/// How many rows there are and what is in them, whatever their order: the same on both engines.
struct RowDigest: Hashable {
  private(set) var count = 0
  private var sums: [UInt64] = [0, 0, 0, 0]

  /// Adds a row. Sums of digests do not depend on the order; a row that is there twice counts twice.
  mutating func add(_ values: [DatabaseValue]) {
    var hash = SHA256()
    for value in values {
      switch value.storage {
      case .null: hash.update(data: [0])
      case .int64(let number): hash.update(data: [1] + bytes(UInt64(bitPattern: number)))
      case .double(let number): hash.update(data: [2] + bytes(number.bitPattern))
      case .string(let text): hash.update(data: [3] + bytes(UInt64(text.utf8.count)) + Array(text.utf8))
      case .blob(let data): hash.update(data: [4] + bytes(UInt64(data.count)) + Array(data))
      }
    }
    count += 1
    for (index, byte) in hash.finalize().enumerated() {
      sums[index / 8] &+= UInt64(byte) << UInt64(index % 8 * 8)
    }
  }

  private func bytes(_ number: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
}
