import Desk
import Foundation
import GRDB
import Service
import Storage
import TestPrograms
import Testing

/// Offices carried between engines: all of them or nothing, and the same afterwards.
struct MoveTests {
  static var pairs: [(Engine, Engine)] { Engine.all.flatMap { from in Engine.all.map { (from, $0) } } }

  /// An office with something in every table.
  static func used(_ engine: Engine) async throws -> Fixture {
    let fixture = try await Fixture(on: engine)
    let agent = Fixture.agent(1)
    let article = Article(
      id: "k1", title: "怎么开票", matter: "发票", group: "invoice", answer: "登录后开具。", isPopular: true)
    var content = Fixture.content(agents: 2, slots: 2)
    content.articles = [IndexedArticle(article: article, headTerms: "开 票 开票", bodyTerms: "登 录 开 开 具")]
    content.synonyms = [["开票", "开具发票"]]
    let all = try #require(WorkingRange("00:00-24:00"))
    content.office.calendar = WorkingCalendar(
      weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, [all]) }))
    content.catalogue?.appointmentRules = [
      AppointmentRule(
        code: "help", name: Localised("辅导", "Help"), group: "invoice", modes: [.phone], minutes: 60, capacity: 1)
    ]
    content.catalogue?.sheetTemplates = [
      SheetTemplate(
        code: "deregister", title: Localised("注销", "Deregistration"),
        materials: [SheetMaterial(code: "form", name: Localised("申报表", "Form"), isRequired: true)])
    ]
    content.hostSecrets = ["etax": "secret"]
    let audit = AuditRecord(
      office: Fixture.office, at: fixture.now, actor: "cli", act: "import", subject: "hd", detail: "两个'引号\"")
    _ = try await fixture.store.load(content, at: fixture.now, audit: audit, once: nil)
    for _ in 1...2 { try await fixture.store.audit(audit) }
    try await fixture.store.keep(
      SessionRow(
        tokenHash: "abc", office: Fixture.office, subject: .staff(agent.id),
        expiresAt: fixture.now.advanced(seconds: 99)))
    try await fixture.sit(agent)
    let unknown = AssistantAnswer(kind: .unknown, text: "答不上来")
    try await fixture.perform(fixture.writes("怎么开票？", id: "m-first", reply: unknown), by: .taxpayer(Fixture.taxpayer))
    let id = try await fixture.waiting()
    try await fixture.perform(.accept(id, noticeID: "n-accept"), by: .staff(agent))
    for number in 1...30 {
      try await fixture.perform(
        .agentWrites(id, MessageDraft(id: MessageID("w\(number)"), text: "您好")), by: .staff(agent))
    }
    let image = ImageReference(
      id: "i1", mediaType: "image/jpeg", width: 2, height: 1, size: 100_000, name: "发票.jpg")
    _ = try await fixture.store.keep(
      ImageRecord(image: image, conversation: id, side: .agent), bytes: (0..<100_000).map { UInt8($0 % 251) },
      of: Fixture.office, at: fixture.now, once: nil)
    try await sheet(in: id, of: fixture, by: agent)
    let left = OfflineMessageDraft(id: "l1", matter: "发票红冲", text: "怎么冲红", contact: "13800001111")
    try await fixture.perform(.promise(.leave(left)), by: .taxpayer(Fixture.taxpayer))
    try await fixture.perform(
      .promise(.openTicket(TicketDraft(title: "核实", text: "", message: "l1"), id: "m1", noticeID: "n-ticket")),
      by: .staff(agent))
    try await call(in: id, of: fixture, by: agent)
    _ = try await fixture.waiting(Fixture.taxpayer(2))
    // A deadline: it has to be written up.
    let third = try await fixture.waiting(Fixture.taxpayer(3))
    try await fixture.perform(.accept(third, noticeID: "n-third"), by: .staff(agent))
    try await fixture.perform(.agentEnds(third, noticeID: "n-end"), by: .staff(agent))
    try await fixture.perform(
      .block(third, BlockRequest(reason: "辱骂", hours: 2), noticeID: "n-block"), by: .staff(agent))
    for person in [Fixture.taxpayer.id, Fixture.taxpayer(2).id] {
      try await fixture.perform(.visitorConnection(person, isConnected: true), by: .system)
    }
    let webhook = WebhookDraft.Entry(
      code: "hub", url: "https://hub.example/", kinds: WebhookKind.allCases, secret: Fixture.webhookSecret)
    try await fixture.perform(
      .webhooks(.change(WebhookDraft(webhooks: [webhook]), expecting: 1)), by: .staff(Fixture.administrator))
    _ = try await fixture.waiting(Fixture.taxpayer(4))
    _ = try await fixture.store.noteDeliveries(of: Fixture.office, limit: 1_000)
    fixture.advance(seconds: 30)
    try await fixture.perform(.choosePresence(.training, reason: nil), by: .staff(Fixture.agent(1)))
    while try await fixture.store.countFigures(of: Fixture.office, as: nil, at: fixture.now, limit: 1_000) {}
    return fixture
  }

  /// An invitation both agreed to, with the link into its room and a word between the browsers.
  private static func call(in id: ConversationID, of fixture: Fixture, by agent: Agent) async throws {
    try await fixture.perform(.propose(id, .audioCall, id: "v1", messageID: "m-call"), by: .staff(agent))
    let answer = InvitationAnswer(invitation: "v1", accepts: true)
    try await fixture.perform(
      .answerInvitation(nil, answer, noticeID: "n-call"), by: .taxpayer(Fixture.taxpayer))
    let pass = RoomPass(agent: agent.id, conversation: id, invitation: "v1")
    _ = try await fixture.store.keep(
      RoomLink(
        office: Fixture.office, codeHash: "code", pass: pass, expiresAt: fixture.now.advanced(seconds: 99)), once: nil)
    _ = try await fixture.store.pass(
      SignalDraft(
        office: Fixture.office, conversation: id, invitation: "v1", side: .agent, key: "k", payload: "offer", node: nil),
      at: fixture.now)
  }

  /// A sheet with a picture on it, and a quick reply that was used.
  private static func sheet(in id: ConversationID, of fixture: Fixture, by agent: Agent) async throws {
    let draft = SheetDraft(template: "deregister", materials: [SheetDraft.Material(code: "form", isRequired: true)])
    try await fixture.perform(
      .agentWrites(id, MessageDraft(id: "s1", text: "", sheet: draft)), by: .staff(agent))
    let image = ImageReference(id: "i2", mediaType: "image/png", width: 1, height: 1, size: 3, name: "")
    _ = try await fixture.store.keep(
      ImageRecord(image: image, conversation: id, side: .taxpayer), bytes: [1, 2, 3], of: Fixture.office,
      at: fixture.now, once: nil)
    let add = SheetAct.add(SheetPictureRequest(material: "form", image: "i2"))
    try await fixture.perform(.sheet("s1", add, messageID: "n-sheet"), by: .taxpayer(Fixture.taxpayer))
    let reply = QuickReply(code: "mine", title: "注销", text: "{taxpayer}您好", pinyin: "zx")
    let hour: Int64 = 3_600_000
    let slot = Timestamp(milliseconds: (fixture.now.milliseconds / hour + 3) * hour)
    let booking = AppointmentDraft(rule: "help", mode: .phone, start: slot, contact: "13800000001")
    try await fixture.perform(.book(booking, id: "b1", noticeID: "n-book"), by: .taxpayer(Fixture.taxpayer))
    try await fixture.perform(.keepReply(reply, expecting: .absent), by: .staff(agent))
    try await fixture.perform(.useReply(ReplyUseRequest(scope: .personal, code: "mine")), by: .staff(agent))
  }

  private func remove(_ engine: Engine, _ place: String) {
    if engine == .sqlite { try? FileManager.default.removeItem(atPath: place) }
  }

  @Test(
    "An office that was moved is the same, goes on where it was, and sends its clients for a new snapshot",
    arguments: pairs)
  func moves(from: Engine, to: Engine) async throws {
    let fixture = try await Self.used(from)
    let before = try await fixture.log()
    let place = try await to.place()
    defer { remove(to, place) }
    let report = try await move(from: MovePlace(fixture.place), to: MovePlace(place), at: fixture.now)
    #expect(report.offices == ["hd"] && !report.isRemovedFromSource)
    #expect(report.rows["events"] == before.count && report.rows["audit"] == 5 && report.rows["articles_index"] == 1)

    let moved = try await to.open(place)
    let (head, log, articles, check) = try await moved.read(Fixture.office) { reader in
      let head = try reader.head()
      return (
        head, try reader.events(after: EventPosition(epoch: head.epoch, sequence: 0), limit: .max),
        try reader.articles(matching: ["开票", "具"], limit: 9), try LogCheck.run(on: reader)
      )
    }
    #expect(check.findings.isEmpty && check.figures.isEmpty, "\(check.figures)")
    #expect(log.map(\.body) == before.map(\.body))
    #expect(head.epoch > (before.last?.position.epoch ?? 0))
    let ranks = try await fixture.store.read(Fixture.office) { try $0.articles(matching: ["开票", "具"], limit: 9) }
    #expect(articles.map(\.article) == ranks.map(\.article) && articles.count == 1)
    #expect(try await moved.session(tokenHash: "abc")?.subject == .staff("a1"))
    #expect(try await moved.read(Fixture.office) { try $0.hostSecret("etax") } == "secret")

    // A client that repeats what it sent before the move is known; another command is the next in the log.
    func write(_ key: String, _ text: String) async throws -> CommandResult {
      try await moved.perform(
        CommandRequest(
          office: Fixture.office, actor: .staff(Fixture.agent(1)), key: key, fingerprint: "p",
          command: .choosePresence(.busy, reason: text)), at: fixture.now)
    }
    #expect(try await write("later", "x").events.first?.position.sequence == head.sequence + 1)
    #expect(try await write("later", "x").isReplay)
    // Whoever was connected is held by a backend that is gone, so that their going is told.
    let lapsed = try await moved.lapsedLeases(at: fixture.now)
    #expect(lapsed.map { Set($0.people) } == [[.agent("a1"), .taxpayer("t1"), .taxpayer("t2")]])
    try await moved.close()
  }

  @Test("There and back again, every column of every table is as it was, but for the epoch", arguments: Engine.all)
  func everyColumn(over: Engine) async throws {
    let fixture = try await Self.used(.sqlite)
    let (between, home) = (try await over.place(), try await Engine.sqlite.place())
    defer { for place in [between, home] { remove(.sqlite, place) } }
    _ = try await move(from: MovePlace(fixture.place), to: MovePlace(between), at: fixture.now)
    _ = try await move(from: MovePlace(between), to: MovePlace(home), removing: true, at: fixture.now)
    let (before, after) = (try await rows(in: fixture.place), try await rows(in: home))
    for (table, rows) in before where !["leases", "connections", "room_links", "signals"].contains(table) {
      #expect(after[table] == rows, "\(table)")
      #expect(
        !rows.isEmpty || ["whispers", "votes", "unanswered"].contains(table), "\(table) is empty: nothing is proved")
    }
    // And it is gone from where it was removed.
    let store = try await over.open(between)
    #expect(try await store.offices().isEmpty)
    try await store.close()
    _ = try await move(from: MovePlace(home), to: MovePlace(between), at: fixture.now)
  }

  private func rows(in folder: String) async throws -> [String: [String]] {
    let queue = try DatabaseQueue(path: folder + "/zuoxi.sqlite")
    return try await queue.read { db in
      let tables = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'articles_index_%'
          AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
          """)
      return try tables.reduce(into: [:]) { found, table in
        found[table] = try Row.fetchAll(db, sql: "SELECT * FROM " + table).map { row in
          row.map { column, value in column == "epoch" ? column : Self.text(column, value) }.joined(separator: "|")
        }.sorted()
      }
    }
  }

  /// The order of an index's terms is nobody's concern.
  private static func text(_ column: String, _ value: DatabaseValue) -> String {
    guard column.hasSuffix("_terms") else { return "\(value)" }
    return (String.fromDatabaseValue(value) ?? "").split(separator: " ").sorted().joined(separator: " ")
  }
}

/// Moves offices as the command does, beside the tests' tasks: it blocks until all is moved.
func move(
  from source: MovePlace, to target: MovePlace, office: OfficeID? = nil, removing: Bool = false, at now: Timestamp
) async throws -> OfficeMove.Report {
  try await aside { try OfficeMove.run(from: source, to: target, office: office, removing: removing, at: now) }
}
