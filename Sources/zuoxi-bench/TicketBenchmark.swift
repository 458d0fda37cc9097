import ArgumentParser
import Desk
import Foundation
import Service
import Storage

/// How long the first page of a list of tickets takes, with few and with many: the same list must not take longer because there is more.
struct TicketBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tickets", abstract: "Reads first pages and filters of ticket lists, of two sizes, side by side.",
    discussion: "Fills SQLite databases of its own with sqlite3. Half of the tickets are open.")

  @Option(help: "The smaller number of tickets.")
  var few = 10_000

  @Option(help: "The larger number of tickets.")
  var many = 1_000_000

  @Option(help: "How often each list is read.")
  var times = 60

  private static let filters = [
    "", "sort:created", "sort:prio", "group:invoice", "group:invoice prio:high due<15d", "group:invoice sort:prio",
    "who:none", "who:none group:invoice", "who:a17", "prio:urgent", "state:pending", "state:resolved",
    "of:t17 state:all", "红冲",
    "发票 红冲 prio:high",
  ]

  func run() async throws {
    let small = try await fill(few)
    let large = try await fill(many)
    defer { for place in [small, large] { _ = shell("rm -rf \(place.folder)") } }
    var rows = [["filter", "\(few): p50 ms", "p95", "\(many): p50 ms", "p95", "ratio"]]
    for line in Self.filters {
      var readings: (few: [Double], many: [Double]) = ([], [])
      // Turn by turn: a machine that slows down slows both.
      for _ in 0..<times {
        readings.few.append(try await read(line, small))
        readings.many.append(try await read(line, large))
      }
      let (one, other) = (Figures(readings.few), Figures(readings.many))
      rows.append([
        line.isEmpty ? "(open, by due time)" : line, fixed(one.percentile(0.5), 3), fixed(one.percentile(0.95), 3),
        fixed(other.percentile(0.5), 3), fixed(other.percentile(0.95), 3),
        fixed(other.percentile(0.5) / max(0.001, one.percentile(0.5)), 2),
      ])
    }
    printTable(rows)
    try await small.store.close()
    try await large.store.close()
  }

  /// A store full of tickets, and what its lists are read with.
  private struct Place {
    var folder: String
    var store: any Store
    var context: PromiseFilter.Context
  }

  private func fill(_ count: Int) async throws -> Place {
    let folder = "/tmp/zuoxi-bench-\(getpid())-tickets-\(count)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let now = Timestamp(milliseconds: 1_795_000_000_000)
    let store = try Stores.sqlite(in: folder)
    let office = Office(
      id: "bench", name: Localised("", ""), region: "", calendar: WorkingCalendar(weekly: [:]))
    let catalogue = Catalogue(
      groups: (0..<4).map { SkillGroup(id: Self.groups[$0], name: Localised("", "")) })
    try await store.load(OfficeContent(office: office, catalogue: catalogue), at: now)
    try await store.close()
    try fill(folder, count, at: now)
    let context = PromiseFilter.Context(catalogue: catalogue, me: "a1", now: now, calendar: office.calendar)
    return Place(folder: folder, store: try Stores.sqlite(in: folder), context: context)
  }

  /// Milliseconds a list's first page takes.
  private func read(_ line: String, _ place: Place) async throws -> Double {
    let filter = try PromiseFilter(line, place.context)
    let start = Stopwatch.now
    let page = try await place.store.read("bench") { try $0.tickets(filter, after: nil, limit: 50) }
    // Pages of different lengths could not be held against each other.
    if page.tickets.count < 50 { throw ValidationError("\(page.tickets.count) tickets on the page of \(line)") }
    return (Stopwatch.now - start) * 1_000
  }

  private static let groups: [SkillGroupID] = ["invoice", "declaration", "registration", "general"]

  /// Tickets as the store keeps them, spread over states, priorities, groups and agents; each document says what its columns say.
  private func fill(_ folder: String, _ count: Int, at now: Timestamp) throws {
    let sql = """
      PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;
      CREATE TEMP TABLE made AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
      SELECT i, printf('01K%013d%010d', i, i * 7) AS id, i % 2 AS is_open,
        CASE WHEN i % 2 = 0 THEN CASE i % 4 WHEN 0 THEN 'resolved' ELSE 'closed' END
          WHEN i % 11 = 0 THEN 'pending' WHEN i % 3 = 0 THEN 'new' ELSE 'open' END AS state,
        CASE WHEN i % 40 = 1 THEN 3 WHEN i % 7 = 0 THEN 2 ELSE 1 END AS priority,
        CASE i % 5 WHEN 0 THEN 'invoice' WHEN 1 THEN 'declaration' WHEN 2 THEN 'registration' ELSE 'general' END AS team,
        CASE WHEN i % 3 = 0 THEN '' ELSE 'a' || (i % 50) END AS assignee, 't' || (i % max(1, \(count) / 200)) AS taxpayer,
        CASE WHEN i % 2 = 0 OR i % 11 = 0 THEN 9007199254740991
          ELSE \(now.milliseconds) + (i * 2654435761) % 2592000000 END AS due, \(now.milliseconds) + i AS at FROM n;
      INSERT INTO promises (office, kind, id, is_open, state, priority, team, assignee, taxpayer, due, at, doc)
      SELECT 'bench', 'ticket', id, is_open, state, priority, team, assignee, taxpayer, due, at, \(try Self.document())
      FROM made;
      INSERT INTO promise_words (office, kind, subject, number, at, terms)
      SELECT 'bench', 'ticket', id, 1, at, '发 票 红 冲 核 实 发票 票红 红冲 冲核 核实 ' || i || ' zzticket62656e6368' FROM made;
      ANALYZE;
      """
    let path = folder + "/fill.sql"
    try sql.write(toFile: path, atomically: true, encoding: .utf8)
    let said = shell("sqlite3 \(folder)/zuoxi.sqlite < \(path) 2>&1")
    if said.contains("rror") { throw ValidationError("sqlite3: \(said)") }
  }

  /// A ticket's document as an expression over its columns.
  private static func document() throws -> String {
    let moment = Timestamp(milliseconds: 0)
    var ticket = Ticket(
      id: "@ID@", title: "@TITLE@", type: "general", priority: .normal, group: "@TEAM@",
      taxpayer: Taxpayer(id: "@PERSON@", name: "张*"), openedAt: moment, openedBy: nil,
      clock: PromiseClock(minutes: 840, from: moment, on: WorkingCalendar(weekly: [:])))
    ticket.excerpt = String(repeating: "正在核实，请稍候。", count: 6)
    ticket.assignee = AgentReference(id: "@AGENT@", name: "@AGENT@")
    ticket.clock.dueAt = Timestamp(milliseconds: 1)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    func text(_ value: some Encodable) throws -> String { String(decoding: try encoder.encode(value), as: UTF8.self) }
    let whole = try text(ticket)
    let due = "\"dueAt\":" + (try text(Timestamp(milliseconds: 1))) + ","
    let owner = "\"assignee\":" + (try text(ticket.assignee)) + ","
    guard whole.contains(due), whole.contains(owner) else {
      throw ValidationError("a ticket is spelled otherwise: \(whole)")
    }
    func time(_ column: String) -> String { "strftime('%Y-%m-%dT%H:%M:%fZ', \(column) / 1000.0, 'unixepoch')" }
    let parts: [(String, String)] = [
      (owner, "CASE assignee WHEN '' THEN '' ELSE '\(owner)' END"),
      (due, "CASE due WHEN 9007199254740991 THEN '' ELSE '\"dueAt\":\"' || \(time("due")) || '\",' END"),
      (try text(moment), "'\"' || \(time("at")) || '\"'"), ("@ID@", "id"), ("@TITLE@", "'发票红冲核实 ' || i"),
      ("@TEAM@", "team"), ("@PERSON@", "taxpayer"), ("@AGENT@", "assignee"),
      ("\"state\":\"new\"", "'\"state\":\"' || state || '\"'"),
      (
        "\"priority\":\"normal\"",
        "'\"priority\":\"' || CASE priority WHEN 3 THEN 'urgent' WHEN 2 THEN 'high' ELSE 'normal' END || '\"'"
      ),
    ]
    return parts.reduce("'" + whole + "'") { "replace(\($0), '\($1.0)', \($1.1))" }
  }
}
