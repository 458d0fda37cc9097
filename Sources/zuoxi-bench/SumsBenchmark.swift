import ArgumentParser
import Desk
import Foundation
import Storage

/// How long a report of a period takes from the sums: a week beside a year, of a large office; and what messages cost while a year is read again and again.
struct SumsBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reports",
    abstract: "Reads a week's and a year's figures of a large office, side by side, also while agents write.",
    discussion:
      "Fills a SQLite database of its own with sqlite3: sums as a year of that many conversations leaves them.")

  @Option(help: "Agents.")
  var agents = 200

  @Option(help: "Conversations in the year.")
  var conversations = 5_000_000

  @Option(help: "Rows of facts behind them, for the first page of a drill-down.")
  var facts = 1_000_000

  @Option(help: "How often each report is read.")
  var times = 20

  @Option(help: "Agents that write at once while a year is read.")
  var writers = 32

  @Option(help: "Messages each of them writes in one run.")
  var messages = 400

  private static let day: Int64 = 86_400_000
  private static let start: Int64 = 1_767_196_800_000

  func run() async throws {
    let folder = "/tmp/zuoxi-bench-\(getpid())-reports"
    defer { _ = shell("rm -rf \(folder)") }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let store = try Stores.sqlite(in: folder)
    let office = Office(id: "bench", name: Localised("", ""), region: "", calendar: WorkingCalendar(weekly: [:]))
    try await store.load(OfficeContent(office: office), at: Timestamp(milliseconds: Self.start))
    try await store.close()
    try fill(folder)
    let filled = try Stores.sqlite(in: folder)
    let offset: Int64 = 28_800_000
    let questions: [(String, FigureCell.Slice, TallyQuestion.Grouping)] = [
      ("total", .group, .all), ("by hour", .group, .start(length: 3_600_000, offset: offset)),
      ("by day", .group, .start(length: Self.day, offset: offset)), ("by group", .group, .group),
      ("by agent", .agent, .member), ("by matter", .matter, .member),
    ]
    var rows = [["report", "week p50 ms", "p95", "year p50 ms", "p95", "conversations of the year"]]
    for (name, slice, by) in questions {
      let week = try await measure(filled, slice, by, days: 7)
      let year = try await measure(filled, slice, by, days: 365)
      rows.append([
        name, fixed(week.figures.percentile(0.5), 2), fixed(week.figures.percentile(0.95), 2),
        fixed(year.figures.percentile(0.5), 2), fixed(year.figures.percentile(0.95), 2), String(year.offered),
      ])
    }
    for agent in [nil, AgentID("agent7")] {
      let pages = try await firstPages(filled, of: agent)
      rows.append([
        agent == nil ? "first page of facts" : "first page of an agent's", "", "", fixed(pages.percentile(0.5), 2),
        fixed(pages.percentile(0.95), 2), "",
      ])
    }
    printTable(rows)
    try await live(filled, questions.map { ($0.1, $0.2) })
    try await filled.close()
  }

  private func firstPages(_ store: any Store, of agent: AgentID?) async throws -> Figures {
    var readings: [Double] = []
    var filter = FactFilter(
      since: Timestamp(milliseconds: Self.start), until: Timestamp(milliseconds: Self.start + 365 * Self.day))
    filter.agent = agent
    for _ in 0..<times {
      let begun = Stopwatch.now
      _ = try await store.read("bench") { [filter] in try $0.conversationFacts(filter, after: nil, limit: 50) }
      readings.append((Stopwatch.now - begun) * 1_000)
    }
    return Figures(readings)
  }

  // MARK: - While agents write

  private typealias Question = (slice: FigureCell.Slice, by: TallyQuestion.Grouping)

  /// Messages alone, and while the year is read and the log is counted, turn by turn.
  private func live(_ store: any Store, _ questions: [Question]) async throws {
    let load = MessageLoad(writers: writers, each: messages)
    try await load.prepare(store)
    var (alone, beside): ([Double], [Double]) = ([], [])
    var (waits, waitsBeside): ([Double], [Double]) = ([], [])
    for turn in 0..<4 {
      let quiet = try await write(load, "q\(turn)-", to: store)
      alone.append(quiet.rate)
      waits += quiet.waits
      let reading = Task { try await read(store, questions) }
      let busy = try await write(load, "b\(turn)-", to: store)
      reading.cancel()
      _ = await reading.result
      beside.append(busy.rate)
      waitsBeside += busy.waits
    }
    func row(_ name: String, _ rates: [Double], _ waits: [Double]) -> [String] {
      [name, fixed(Figures(rates).percentile(0.5), 0), fixed(Figures(waits).percentile(0.99) * 1_000, 1)]
    }
    print("")
    printTable([
      ["messages", "a second", "p99 ms"], row("alone", alone, waits),
      row("while a year is read and counted", beside, waitsBeside),
    ])
  }

  private func write(_ load: MessageLoad, _ prefix: String, to store: any Store) async throws -> (
    rate: Double, waits: [Double]
  ) {
    var load = load
    load.prefix = prefix
    let begun = Stopwatch.now
    let waits = try await withThrowingTaskGroup(of: [Double].self) { group in
      for writer in 0..<load.writers { group.addTask { [load] in try await load.write(as: writer, to: store) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    return (Double(waits.count) / (Stopwatch.now - begun), waits)
  }

  /// Reads a year, and counts what was written, ten times a second as many people at walls and reports might together.
  private func read(_ store: any Store, _ questions: [Question]) async throws {
    while !Task.isCancelled {
      for question in questions {
        _ = try await measure(store, question.slice, question.by, days: 365, times: 1)
        try await Task.sleep(for: .milliseconds(100))
      }
      _ = try await store.countFigures(
        of: "bench", as: nil, at: Timestamp(milliseconds: 1_800_000_000_000), limit: 2_000)
    }
  }

  private func measure(
    _ store: any Store, _ slice: FigureCell.Slice, _ by: TallyQuestion.Grouping, days: Int64, times: Int? = nil
  ) async throws -> (figures: Figures, offered: Int) {
    let end = Self.start + 365 * Self.day
    let question = TallyQuestion(
      slice: slice, since: Timestamp(milliseconds: end - days * Self.day), until: Timestamp(milliseconds: end), by: by)
    var readings: [Double] = []
    var offered = 0
    for _ in 0..<(times ?? self.times) {
      let begun = Stopwatch.now
      let rows = try await store.read("bench") { try $0.tallies(question) }
      readings.append((Stopwatch.now - begun) * 1_000)
      offered = rows.reduce(0) { $0 + $1.tally[.offered] }
    }
    return (Figures(readings), offered)
  }

  /// Sums of a year of workdays: four groups by the hour, every agent in two groups by the day, twenty matters; both ways of counting.
  private func fill(_ folder: String) throws {
    let columns = Tally.Count.allCases.map(\.rawValue)
    func sums(_ offered: String) -> String {
      columns.map { $0 == "offered" ? offered : $0 == "waited" ? "20000 * (\(offered))" : "i % 7" }.joined(
        separator: ", ")
    }
    let names = columns.joined(separator: ", ")
    let days = "WITH RECURSIVE d(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM d WHERE i < 364)"
    let (hourly, daily, matters) = (
      conversations / (365 * 24 * 4), conversations / (365 * agents * 2), conversations / (365 * 4 * 20)
    )
    let bases = "(SELECT 'arrival' AS basis UNION ALL SELECT 'event')"
    let sql = """
      PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;
      INSERT INTO tallies (office, slice, basis, starts_at, team, member, \(names))
      \(days), h(hour) AS (SELECT 0 UNION ALL SELECT hour + 1 FROM h WHERE hour < 23), g(team) AS (VALUES ('a'), ('b'), ('c'), ('d'))
      SELECT 'bench', 'group', basis, \(Self.start) + i * \(Self.day) + hour * 3600000, team, '', \(sums("\(hourly)")) FROM d, h, g, \(bases);
      INSERT INTO tallies (office, slice, basis, starts_at, team, member, \(names))
      \(days), a(agent) AS (SELECT 1 UNION ALL SELECT agent + 1 FROM a WHERE agent < \(agents)), g(team) AS (VALUES ('a'), ('b'))
      SELECT 'bench', 'agent', basis, \(Self.start) + i * \(Self.day), team, 'agent' || agent, \(sums("\(daily)")) FROM d, a, g, \(bases);
      INSERT INTO tallies (office, slice, basis, starts_at, team, member, \(names))
      \(days), m(matter) AS (SELECT 1 UNION ALL SELECT matter + 1 FROM m WHERE matter < 20), g(team) AS (VALUES ('a'), ('b'), ('c'), ('d'))
      SELECT 'bench', 'matter', basis, \(Self.start) + i * \(Self.day), team, 'matter' || matter, \(sums("\(matters)")) FROM d, m, g, \(bases);
      INSERT INTO facts (office, kind, id, at, taxpayer, team, agent, matter, outcome, doc)
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(facts))
      SELECT 'bench', 'conversation', printf('01K%013d%010d', i, i), \(Self.start) + i * \(365 * Self.day / Int64(facts)), 't' || i,
        'a', 'agent' || (i % \(agents)), 'matter1', 'answered', replace('\(document)', '@ID@', printf('01K%013d%010d', i, i)) FROM n;
      INSERT INTO fact_places (office, kind, name, id, at)
        SELECT office, 'agent', agent, id, at FROM facts UNION ALL SELECT office, 'group', team, id, at FROM facts;
      ANALYZE;
      """
    let path = folder + "/fill.sql"
    try sql.write(toFile: path, atomically: true, encoding: .utf8)
    let said = shell("sqlite3 \(folder)/zuoxi.sqlite < \(path) 2>&1")
    if said.contains("rror") { throw ValidationError("sqlite3: \(said)") }
  }

  private var document: String {
    var facts = ConversationFacts(id: "@ID@", taxpayer: "t1", openedAt: Timestamp(milliseconds: Self.start))
    let terms = FigureTerms(targetSeconds: 60, shortAbandonSeconds: 10)
    let at = Timestamp(milliseconds: Self.start)
    let agent = AgentReference(id: "agent1", name: "坐席")
    facts.apply(.accepted(Accepted(conversation: "@ID@", agent: agent, at: at)), at: at, terms)
    facts.apply(.ended(Ended(conversation: "@ID@", reason: .byAgent, at: at)), at: at, terms)
    guard let data = try? JSONEncoder().encode(facts) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }
}
