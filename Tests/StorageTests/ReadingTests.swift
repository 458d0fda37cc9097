import Desk
import Service
import Storage
import Testing

struct ReadingTests {
  private func article(_ id: ArticleID, _ title: String, popular: Bool = false) -> Article {
    Article(id: id, title: title, matter: "发票", group: "invoice", answer: "答", isPopular: popular)
  }

  @Test(
    "A word in the title counts more than one in the answer; other offices' articles are not found",
    arguments: Engine.all)
  func fullText(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    var content = Fixture.content(agents: 1, slots: 1)
    content.articles = [
      IndexedArticle(article: article("K1", "勾选"), headTerms: "勾选 抵扣", bodyTerms: "红冲 红 冲 发票"),
      IndexedArticle(article: article("K2", "红冲", popular: true), headTerms: "红冲 红 冲", bodyTerms: "发票 开具"),
      IndexedArticle(article: article("K3", "申报"), headTerms: "申报", bodyTerms: "期限"),
    ]
    content.synonyms = [["红冲", "冲红"]]
    try await fixture.store.load(content, at: fixture.now)
    var other = content
    other.office.id = "xc"
    try await fixture.store.load(other, at: fixture.now)

    let found = try await fixture.store.read(Fixture.office) { try $0.articles(matching: ["红冲"], limit: 10) }
    #expect(found.map(\.article.id) == ["K2", "K1"])
    #expect(found.map(\.rank) == found.map(\.rank).sorted())
    #expect(try await fixture.store.read(Fixture.office) { try $0.popularArticles().map(\.id) } == ["K2"])
    #expect(try await fixture.store.read(Fixture.office) { try $0.article("K3")?.title } == "申报")
    #expect(try await fixture.store.read(Fixture.office) { try $0.synonyms() } == [["红冲", "冲红"]])
    let odd = ["\"unfinished", "a AND", "*", "' OR 1=1 --", "NEAR("]
    #expect(try await fixture.store.read(Fixture.office) { try $0.articles(matching: odd, limit: 10).isEmpty })
    // Loaded again, what is gone is gone, from the index too.
    content.articles = [IndexedArticle(article: article("K3", "申报"), headTerms: "申报", bodyTerms: "期限")]
    try await fixture.store.load(content, at: fixture.now)
    #expect(try await fixture.store.read(Fixture.office) { try $0.articles(matching: ["红冲"], limit: 9).isEmpty })
  }

  @Test("Messages are read in pages from the end", arguments: Engine.all)
  func pages(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    for number in 1...9 {
      try await fixture.perform(fixture.writes("第\(number)"), by: .taxpayer(Fixture.taxpayer))
    }
    let office = Fixture.office
    let open = try await fixture.store.read(office) { try $0.latestConversation(of: Fixture.taxpayer.id) }
    let id = try #require(open?.id)
    let last = try await fixture.store.read(office) { try $0.messages(of: id, before: nil, limit: 4).map(\.number) }
    let earlier = try await fixture.store.read(office) { try $0.messages(of: id, before: 6, limit: 4).map(\.number) }
    #expect(last == [6, 7, 8, 9])
    #expect(earlier == [2, 3, 4, 5])
  }

  @Test("Every text survives storage: quotes, controls, emoji, rare characters", arguments: Engine.all)
  func texts(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let texts = [
      "\"引号\" \\ 反斜杠 / 斜杠", "第一行\n第二行\t制表", "👨‍👩‍👧‍👦🇨🇳 e\u{301}", "陈𬭎 㐂 𰀀", "\u{202E}倒序\u{200B}", "{\"_0\":null}",
    ]
    for text in texts { try await fixture.perform(fixture.writes(text), by: .taxpayer(Fixture.taxpayer)) }
    let kept: [String] = try await fixture.store.read(Fixture.office) { reader in
      guard let conversation = try reader.latestConversation(of: Fixture.taxpayer.id) else { return [] }
      return try reader.messages(of: conversation.id, before: nil, limit: 99).map { message in
        if case .text(let body) = message.body { body.text } else { "" }
      }
    }
    #expect(kept == texts)
    let logged = try await fixture.log().compactMap { event in
      if case .messagePosted(let message) = event.body { message.body } else { nil }
    }
    #expect(logged == texts.map { .text(TextBody($0)) })
  }

  @Test("Sessions are found until they are revoked", arguments: Engine.all)
  func sessions(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let staff = SessionRow(
      tokenHash: "h1", office: Fixture.office, subject: .staff("a1"), expiresAt: fixture.now.advanced(seconds: 60))
    let visitor = SessionRow(
      tokenHash: "h2", office: Fixture.office, subject: .visitor(Fixture.taxpayer), expiresAt: fixture.now)
    try await fixture.store.keep(staff)
    try await fixture.store.keep(visitor)
    #expect(try await fixture.store.session(tokenHash: "h1") == staff)
    #expect(try await fixture.store.session(tokenHash: "h2") == visitor)
    let holder = try await fixture.store.holder(tokenHash: "h1")
    #expect(holder?.session == staff)
    #expect(holder?.account?.agent == Fixture.agent(1))
    #expect(try await fixture.store.holder(tokenHash: "h2")?.session == visitor)
    #expect(try await fixture.store.holder(tokenHash: "h2")?.account == nil)
    try await fixture.store.revoke(tokenHash: "h1")
    #expect(try await fixture.store.session(tokenHash: "h1") == nil)
    #expect(try await fixture.store.holder(tokenHash: "h1") == nil)
  }

  @Test("A session in the name of somebody without an account is nobody's", arguments: Engine.all)
  func sessionOfNobody(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let session = SessionRow(
      tokenHash: "h", office: Fixture.office, subject: .staff("gone"), expiresAt: fixture.now.advanced(seconds: 60))
    try await fixture.store.keep(session)
    let holder = try await fixture.store.holder(tokenHash: "h")
    #expect(holder?.session == session)
    #expect(holder?.account == nil)
  }

  @Test("Questions nobody could answer are counted, the most frequent first", arguments: Engine.all)
  func unanswered(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let unknown = AssistantAnswer(kind: .unknown, text: "请转人工")
    for question in ["甲", "乙", "乙"] {
      try await fixture.perform(fixture.writes(question, reply: unknown), by: .taxpayer(Fixture.taxpayer))
    }
    let again = fixture.writes("甲", reply: unknown)
    for _ in 1...2 { try await fixture.perform(again, by: .taxpayer(Fixture.taxpayer(2)), key: "again") }
    _ = try await fixture.waiting()
    try await fixture.perform(fixture.writes("丙", reply: unknown), by: .taxpayer(Fixture.taxpayer))
    try await fixture.store.audit(
      AuditRecord(office: Fixture.office, at: fixture.now, actor: "a1", act: "session.open", subject: "a1"))
    let found = try await fixture.store.read(Fixture.office) { try $0.unanswered(limit: 5) }
    #expect(Set(found.map(\.question)) == ["乙", "甲"])
    #expect(found.map(\.count) == [2, 2])
  }

  @Test("A new password ends that account's sessions and nobody else's", arguments: Engine.all)
  func newPassword(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine, agents: 2)
    for number in 1...2 {
      try await fixture.store.keep(
        SessionRow(
          tokenHash: "t\(number)", office: Fixture.office, subject: .staff(Fixture.agent(number).id),
          expiresAt: fixture.now.advanced(seconds: 60)))
    }
    var content = Fixture.content(agents: 2, slots: 5)
    content.accounts?[0].passwordHash = "another"
    try await fixture.store.load(content, at: fixture.now)
    #expect(try await fixture.store.session(tokenHash: "t1") == nil)
    #expect(try await fixture.store.session(tokenHash: "t2") != nil)
  }

  @Test("An account loaded again changes its seat and keeps the state chosen there", arguments: Engine.all)
  func reload(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine, agents: 1)
    try await fixture.sit(Fixture.agent(1))
    try await fixture.store.load(Fixture.content(agents: 2, slots: 9), at: fixture.now)
    let seats = try await fixture.store.read(Fixture.office) { try $0.seats() }
    #expect(seats.map(\.agent.slots) == [9, 9])
    #expect(seats.map(\.choice) == [.ready, .signedOut])
    #expect(try await fixture.store.read(Fixture.office) { try $0.account("a2")?.passwordHash } == "hash")
  }
}
