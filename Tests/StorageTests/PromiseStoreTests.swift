import Desk
import GRDB
import Service
import TestPrograms
import Testing

@testable import Storage

struct PromiseStoreTests {
  private static let agent = Fixture.agent(1)

  private static func open(_ fixture: Fixture, _ number: Int, priority: PromisePriority = .normal, text: String = "")
    async throws
  {
    let id = TicketID("k" + String(1_000 + number))
    try await fixture.perform(
      .promise(
        .openTicket(
          TicketDraft(title: "工单\(number)", text: text, priority: priority), id: id, noticeID: fixture.name("n"))),
      by: .staff(agent))
    fixture.advance(seconds: 60)
  }

  private static func fixture(_ engine: Engine) async throws -> Fixture {
    let fixture = try await Fixture(on: engine)
    var content = Fixture.content(agents: 3, slots: 5)
    let all = try #require(WorkingRange("00:00-24:00"))
    content.office.calendar.weekly = (1...7).reduce(into: [:]) { $0[$1] = [all] }
    try await fixture.store.load(content, at: fixture.now)
    return fixture
  }

  private static func filter(_ line: String, _ fixture: Fixture) throws -> PromiseFilter {
    let catalogue = Fixture.content(agents: 1, slots: 1).catalogue ?? Catalogue()
    return try PromiseFilter(
      line,
      PromiseFilter.Context(
        catalogue: catalogue, me: agent.id, now: fixture.now, calendar: WorkingCalendar(weekly: [:])))
  }

  private static func titles(_ line: String, _ fixture: Fixture, page: Int = 3) async throws -> [String] {
    let filter = try filter(line, fixture)
    return try await fixture.store.read(Fixture.office) { reader in
      var titles: [String] = []
      var after: String?
      repeat {
        let found = try reader.tickets(filter, after: after, limit: page)
        titles += found.tickets.map(\.title)
        after = found.next
      } while after != nil
      return titles
    }
  }

  @Test(
    "Lists are told page by page in each order, without a gap and nothing twice; filters and words hold",
    arguments: Engine.all)
  func lists(engine: Engine) async throws {
    let fixture = try await Self.fixture(engine)
    for number in 1...8 {
      try await Self.open(
        fixture, number, priority: number == 5 ? .urgent : number % 2 == 0 ? .high : .normal,
        text: number == 7 ? "电子发票怎么红冲" : "其他")
    }
    let step = PromiseStepRequest(.claimed)
    try await fixture.perform(.promise(.stepTicket("k1003", step, noticeID: "x1")), by: .staff(Self.agent))
    try await fixture.perform(
      .promise(.stepTicket("k1004", PromiseStepRequest(.resolved, text: "好"), noticeID: "x2")), by: .staff(Self.agent))
    #expect(try await Self.titles("", fixture) == ["工单5", "工单1", "工单2", "工单3", "工单6", "工单7", "工单8"])
    #expect(try await Self.titles("sort:prio", fixture) == ["工单5", "工单2", "工单6", "工单8", "工单1", "工单3", "工单7"])
    #expect(try await Self.titles("sort:created state:all", fixture) == [8, 7, 6, 5, 3, 2, 1, 4].map { "工单\($0)" })
    #expect(try await Self.titles("who:me", fixture) == ["工单3"])
    #expect(try await Self.titles("group:发票 prio:high", fixture) == ["工单2", "工单6", "工单8"])
    #expect(try await Self.titles("state:resolved", fixture) == ["工单4"])
    #expect(try await Self.titles("发票 红冲", fixture) == ["工单7"])
    #expect(try await Self.titles("其他 prio:high", fixture, page: 2) == ["工单2", "工单6", "工单8"])
    #expect(try await Self.titles("不在 其他", fixture).isEmpty)
    #expect(try await Self.titles("其他 sort:created", fixture, page: 2) == [8, 6, 5, 3, 2, 1].map { "工单\($0)" })
    #expect(try await Self.titles("group:发票 sort:prio", fixture) == ["工单5", "工单2", "工单6", "工单8", "工单1", "工单3", "工单7"])
    #expect(try await Self.titles("state:new prio:high", fixture) == ["工单2", "工单6", "工单8"])
    #expect(try await Self.titles("due<3h", fixture) == ["工单5"])
    let figures = try await fixture.store.read(Fixture.office) { [now = fixture.now] in try $0.promiseFigures(at: now) }
    #expect(figures == PromiseFigures(messages: 0, lateMessages: 0, tickets: 7, lateTickets: 0))
  }

  @Test("A taxpayer's list goes by words and order as any other", arguments: Engine.all)
  func ofTaxpayer(engine: Engine) async throws {
    let fixture = try await Self.fixture(engine)
    for number in 1...4 {
      let draft = OfflineMessageDraft(
        id: OfflineMessageID("m\(number)"), matter: "留言\(number)", text: number % 2 == 0 ? "发票红冲" : "其他")
      let person = number == 4 ? Fixture.taxpayer(9) : Fixture.taxpayer
      try await fixture.perform(.promise(.leave(draft)), by: .taxpayer(person))
      var ticket = TicketDraft(title: "工单\(number)", text: number % 2 == 0 ? "发票红冲" : "其他")
      ticket.message = draft.id
      ticket.priority = number == 1 ? .urgent : .normal
      try await fixture.perform(
        .promise(.openTicket(ticket, id: TicketID("k\(number)"), noticeID: fixture.name("n"))), by: .staff(Self.agent))
      fixture.advance(seconds: 60)
    }
    // What was sent with a message goes along into its ticket: the same pictures, without their bytes twice, and the number, masked.
    let picture = ImageReference(id: "p1", mediaType: "image/png", width: 1, height: 1, size: 3, name: "错误.png")
    let place = ImageRecord.place(of: "m5")
    _ = try await fixture.store.keep(
      ImageRecord(image: picture, conversation: place, side: .taxpayer), bytes: [1, 2, 3], of: Fixture.office,
      at: fixture.now, once: nil)
    let pictured = OfflineMessageDraft(id: "m5", matter: "截图", text: "", images: ["p1"], contact: "13812345678")
    try await fixture.perform(.promise(.leave(pictured)), by: .taxpayer(Fixture.taxpayer(9)))
    try await fixture.perform(
      .promise(.openTicket(TicketDraft(title: "截图", text: "", message: "m5"), id: "k5", noticeID: "n5")),
      by: .staff(Self.agent))
    let (ticket, opened) = try await fixture.store.read(Fixture.office) {
      (try $0.ticket("k5"), try $0.entries(of: .ticket, "k5", before: nil, limit: 10).first)
    }
    #expect(opened?.images == [picture] && ticket?.contact == "138****5678")
    let of = "of:" + Fixture.taxpayer.id.rawValue
    #expect(try await Self.titles(of, fixture, page: 2) == ["工单3", "工单2", "工单1"])
    #expect(try await Self.titles(of + " 红冲", fixture) == ["工单2"])
    #expect(try await Self.titles(of + " sort:prio", fixture, page: 2) == ["工单1", "工单2", "工单3"])
    #expect(try await Self.titles(of + " sort:due", fixture, page: 1) == ["工单1", "工单2", "工单3"])
    #expect(try await Self.titles(of + " 没有这样的字", fixture).isEmpty)
  }

  @Test(
    "Words find the newest that hold them, however many older ones there are, and all there are; both engines alike",
    arguments: Engine.all)
  func words(engine: Engine) async throws {
    let fixture = try await Self.fixture(engine)
    // One in four of what is old holds the word, half of what came since, and two of the very newest.
    var holding: [String] = []
    for number in 1...240 {
      let isHeld = number <= 160 ? number % 4 == 0 : number <= 220 ? number % 2 == 0 : number % 10 == 0
      try await Self.open(fixture, number, text: isHeld ? "红冲" : "其他")
      if isHeld { holding.insert("k" + String(1_000 + number), at: 0) }
    }
    let terms = SearchTerms.asked("红冲")
    for (limit, window) in [(10, 20), (10, 200), (50, 20), (60, 60), (100, 20), (30, 1), (1, 5)] {
      let found = try await Self.search(fixture, terms, limit: limit, window: window)
      #expect(found == Array(holding.prefix(limit)), "\(limit) of the newest, after a look at \(window)")
    }
  }

  private static func search(_ fixture: Fixture, _ terms: [String], limit: Int, window: Int) async throws -> [String] {
    let place = fixture.place
    switch fixture.engine {
    case .postgres:
      return try await aside {
        try PostgresSession(place).promises(
          in: Fixture.office, of: .ticket, matching: terms, limit: limit, window: window)
      }
    case .sqlite:
      let queue = try DatabaseQueue(path: place + "/zuoxi.sqlite")
      return try await queue.read { db in
        try db.promises(in: Fixture.office, of: .ticket, matching: terms, limit: limit)
      }
    }
  }

  @Test("Of many who claim at once one gets it, and rows are what the log says", arguments: Engine.all)
  func race(engine: Engine) async throws {
    let fixture = try await Self.fixture(engine)
    let draft = OfflineMessageDraft(id: "m1", matter: "发票", text: "怎么开", contact: "13800001111")
    try await fixture.perform(.promise(.leave(draft)), by: .taxpayer(Fixture.taxpayer), key: "left")
    let again = try await fixture.perform(.promise(.leave(draft)), by: .taxpayer(Fixture.taxpayer), key: "left")
    #expect(again.isReplay)
    let winners = await withTaskGroup(of: AgentID?.self) { group in
      for number in 1...3 {
        for _ in 1...5 {
          group.addTask {
            do {
              try await fixture.perform(
                .promise(
                  .stepMessage(
                    "m1", PromiseStepRequest(.claimed), noticeID: fixture.name("n"),
                    newConversation: ConversationID(fixture.name("c")), messageID: MessageID(fixture.name("m")))),
                by: .staff(Fixture.agent(number)))
              return nil
            } catch {
              return (error as? Problem)?.winner?.id ?? "nobody"
            }
          }
        }
      }
      return await group.reduce(into: Set<AgentID?>()) { $0.insert($1) }
    }
    let (message, entries, check) = try await fixture.store.read(Fixture.office) { reader in
      (
        try reader.offlineMessage("m1"), try reader.entries(of: .message, "m1", before: nil, limit: 100),
        try LogCheck.run(on: reader)
      )
    }
    #expect(entries.map(\.kind) == [.opened, .claimed])
    #expect(winners.subtracting([nil]) == [message?.assignee?.id], "every loser learns who has it")
    #expect(check.findings.isEmpty && check.promises == 1)
  }

  @Test("Notices are kept, counted and read; contacts stand apart from the log", arguments: Engine.all)
  func notices(engine: Engine) async throws {
    let fixture = try await Self.fixture(engine)
    let draft = OfflineMessageDraft(id: "m1", matter: "发票", text: "怎么开", contact: "13800001111")
    try await fixture.perform(.promise(.leave(draft)), by: .taxpayer(Fixture.taxpayer))
    try await fixture.perform(
      .promise(
        .stepMessage(
          "m1", PromiseStepRequest(.replied, text: "这样"), noticeID: "n1", newConversation: "c", messageID: "m")),
      by: .staff(Self.agent))
    let before = try await fixture.store.read(Fixture.office) {
      try $0.notices(of: Fixture.taxpayer.id, before: nil, limit: 10)
    }
    #expect(before.unread == 1 && before.notices.map(\.id) == ["n1"] && before.notices.first?.isRead == false)
    try await fixture.perform(
      .promise(.readNotices(NoticesReadRequest(through: "n1"))), by: .taxpayer(Fixture.taxpayer))
    let after = try await fixture.store.read(Fixture.office) {
      try $0.notices(of: Fixture.taxpayer.id, before: nil, limit: 10)
    }
    #expect(after.unread == 0 && after.notices.first?.isRead == true)
    for event in try await fixture.log() { #expect(!"\(event.body)".contains("13800001111")) }
  }

  @Test("Every list goes through an index of its order")
  func plans() async throws {
    let fixture = try await Self.fixture(.sqlite)
    let queue = try DatabaseQueue(path: fixture.place + "/zuoxi.sqlite")
    let head = "SELECT id FROM promises WHERE office = ? AND kind = ? AND is_open = ? "
    let lists = [
      ("AND (due, id) > (?, ?) AND due < ? ORDER BY due, id LIMIT ?", "promises_by_due", 7),
      ("AND team = ? AND (due, id) > (?, ?) AND due < ? ORDER BY due, id LIMIT ?", "promises_by_team", 8),
      ("AND assignee = ? AND (due, id) > (?, ?) AND due < ? ORDER BY due, id LIMIT ?", "promises_by_assignee", 8),
      (
        "AND assignee = '' AND team = ? AND (due, id) > (?, ?) AND due < ? ORDER BY due, id LIMIT ?",
        "promises_unclaimed", 8
      ),
      ("AND priority = ? AND (due, id) > (?, ?) AND due < ? ORDER BY due, id LIMIT ?", "promises_by_priority", 8),
      ("AND state = ? AND (due, id) > (?, ?) AND due < ? ORDER BY due, id LIMIT ?", "promises_by_state", 8),
      (
        "AND team = ? AND priority = ? AND (due, id) > (?, ?) AND due < ? ORDER BY due, id LIMIT ?", "promises_by_rank",
        9
      ),
      ("AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?", "promises_by_time", 6),
    ]
    for (tail, index, count) in lists {
      let plan = try await queue.read { db in
        try Row.fetchAll(
          db, sql: "EXPLAIN QUERY PLAN " + head + tail,
          arguments: StatementArguments((0..<count).map { _ in 1 as (any DatabaseValueConvertible)? })
        ).map { $0["detail"] as String }
      }
      #expect(plan.count == 1 && plan.first?.contains(index) == true, "\(tail): \(plan)")
    }
  }
}
