import ArgumentParser
import Desk
import Glibc
import Service
import Storage

/// Acknowledged messages a second on SQLite, beside the same rows inserted by the `sqlite3` program in transactions of the same size.
struct MessageBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "messages", abstract: "Acknowledged messages a second, beside sqlite3 inserting equal rows.")

  @Option(help: "Agents that write at once.")
  var writers = 64

  @Option(help: "Messages each writes.")
  var each = 500

  func run() async throws {
    let folder = "/tmp/zuoxi-bench-\(getpid())-messages"
    let store = try SQLiteStore(folder: folder)
    try await prepare(store)
    let before = store.statistics
    let begun = Stopwatch.now
    let waits = try await withThrowingTaskGroup(of: [Double].self) { group in
      for writer in 0..<writers { group.addTask { try await write(as: writer, to: store) } }
      return try await group.reduce(into: [Double]()) { $0 += $1 }
    }
    let seconds = Stopwatch.now - begun
    let after = store.statistics
    try await store.close()
    let messages = writers * each
    let batch = Double(messages) / Double(max(1, after.commits - before.commits))
    let raw = try insertEqualRows(folder: folder, batch: max(1, Int(batch.rounded())), messages: messages)
    let ours = Double(messages) / seconds
    printTable([
      ["", "messages/s", "p50 ms", "p99 ms", "per commit"],
      [
        "zuoxi (acknowledged)", fixed(ours, 0), fixed(Figures(waits).percentile(0.5) * 1000, 2),
        fixed(Figures(waits).percentile(0.99) * 1000, 2), fixed(batch, 1),
      ],
      ["sqlite3 (equal rows)", fixed(raw, 0), "", "", fixed(batch.rounded(), 0)],
      ["ratio", fixed(ours / raw, 2), "", "", ""],
    ])
    _ = shell("rm -rf \(folder)")
  }

  private var office: OfficeID { "bench" }
  private var start: Timestamp { Timestamp(milliseconds: 1_800_000_000_000) }

  private func agent(_ writer: Int) -> Agent {
    Agent(id: AgentID("agent\(writer)"), name: "坐席\(writer)", role: .agent, groups: ["g"], slots: 5)
  }

  private func prepare(_ store: SQLiteStore) async throws {
    let catalogue = Catalogue(groups: [SkillGroup(id: "g", name: Localised("组", "Group"))])
    let place = Office(
      id: office, name: Localised("基准", "Benchmark"), region: "", calendar: WorkingCalendar(weekly: [:]))
    let accounts = (0..<writers).map { Account(agent: agent($0), passwordHash: "") }
    try await store.load(OfficeContent(office: place, catalogue: catalogue, accounts: accounts), at: start)
    for writer in 0..<writers {
      let taxpayer = Taxpayer(id: TaxpayerID("t\(writer)"), name: "张*")
      let conversation = ConversationID("c\(writer)")
      try await perform(store, .system, .seatConnection(agent(writer).id, isConnected: true), key: nil)
      try await perform(store, .staff(agent(writer)), .choosePresence(.ready, reason: nil), key: "p\(writer)")
      let escalate = Command.escalate(
        group: "g", priority: 0, reason: "测", newConversation: conversation, noticeID: MessageID("e\(writer)"))
      try await perform(store, .taxpayer(taxpayer), escalate, key: "q\(writer)")
      try await perform(
        store, .staff(agent(writer)), .accept(conversation, noticeID: MessageID("a\(writer)")), key: "a\(writer)")
    }
  }

  private func perform(_ store: SQLiteStore, _ actor: Actor, _ command: Command, key: String?) async throws {
    let request = CommandRequest(
      office: office, actor: actor, key: key, fingerprint: key ?? "", command: command)
    _ = try await store.perform(request, at: start)
  }

  private func write(as writer: Int, to store: SQLiteStore) async throws -> [Double] {
    var waits: [Double] = []
    for number in 0..<each {
      let id = "m\(writer)-\(number)"
      let draft = MessageDraft(id: MessageID(id), text: "您好，请在电子税务局“我要办税”中选择“发票使用”，按提示提交即可。\(number)")
      let begun = Stopwatch.now
      try await perform(store, .staff(agent(writer)), .agentWrites(ConversationID("c\(writer)"), draft), key: id)
      waits.append(Stopwatch.now - begun)
    }
    return waits
  }

  /// The rows just written are spelled as statements, and `sqlite3` runs them in a database with the same tables and the same durability.
  private func insertEqualRows(folder: String, batch: Int, messages: Int) throws -> Double {
    let source = shell("ls \(folder)/*.sqlite \(folder)/*.db 2>/dev/null").split(separator: "\n").first.map(String.init)
    guard let source else { throw ValidationError("no database in \(folder)") }
    let script = """
      set -e
      sqlite3 \(source) .schema | grep -v -e sqlite_sequence -e 'articles_index_' > \(folder)/schema.sql
      for table in events messages answers; do
        sqlite3 \(source) ".mode insert $table" "SELECT * FROM $table ORDER BY rowid DESC LIMIT \(messages)" \
          > \(folder)/$table.sql 2>/dev/null \
          || sqlite3 \(source) ".mode insert $table" "SELECT * FROM $table LIMIT \(messages)" > \(folder)/$table.sql
      done
      sqlite3 \(source) "SELECT 'UPDATE conversations SET last_number = last_number + 1, last_at = 1, last_text = ''x'' \
        WHERE office = ''' || office || ''' AND id = ''' || conversation || ''';' FROM messages LIMIT \(messages)" \
        > \(folder)/updates.sql
      yes "UPDATE heads SET seq = seq + 1 WHERE office = 'bench';" | head -n \(messages) > \(folder)/heads.sql
      { echo 'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; BEGIN;'
        paste -d '\\n' \(folder)/events.sql \(folder)/messages.sql \(folder)/answers.sql \(folder)/updates.sql \
          \(folder)/heads.sql | awk 'NF { print } NR % (5 * \(batch)) == 0 { print "COMMIT; BEGIN;" }'
        echo 'COMMIT;'; } > \(folder)/all.sql
      rm -f \(folder)/raw.db
      sqlite3 \(folder)/raw.db < \(folder)/schema.sql
      sqlite3 \(source) ".mode insert conversations" "SELECT * FROM conversations" | sqlite3 \(folder)/raw.db
      sqlite3 \(source) ".mode insert heads" "SELECT * FROM heads" | sqlite3 \(folder)/raw.db
      """
    let file = folder + "/equal.sh"
    guard let handle = fopen(file, "w") else { throw ValidationError("cannot write \(file)") }
    fputs(script, handle)
    fclose(handle)
    _ = shell("bash \(file) 2>&1")
    let begun = Stopwatch.now
    _ = shell("sqlite3 \(folder)/raw.db < \(folder)/all.sql > /dev/null 2>\(folder)/errors.txt")
    let seconds = Stopwatch.now - begun
    let rows = shell("sqlite3 \(folder)/raw.db 'SELECT count(*) FROM messages'").filter(\.isNumber)
    let errors = shell("head -3 \(folder)/errors.txt")
    if !errors.isEmpty { print("sqlite3: " + errors) }
    return (Double(rows) ?? 0) / seconds
  }
}

/// Runs a shell line and returns what it printed.
func shell(_ line: String) -> String {
  guard let pipe = popen(line, "r") else { return "" }
  defer { pclose(pipe) }
  var all: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = fread(&buffer, 1, buffer.count, pipe)
    guard count > 0 else { return String(decoding: all, as: UTF8.self) }
    all += buffer[..<count]
  }
}
