import Desk
import Imports
import Testing
import Wire

@testable import Server

@Suite(.onEveryEngine) struct ContentTests {
  private let file = """
    articles:
      - code: K1
        title: 数电票怎么开具
        matter: 发票
        group: invoice
        phrasings: [怎么开数电票]
        answer: 登录电子税务局，进入蓝字发票开具。
    """

  private func load(_ text: [UInt8], _ caller: TestCaller) async throws -> TestCaller.Answer {
    let admin = try await caller.office.token(of: "admin")
    return try await caller.send(.post, "/v1/imports", admin, body: text, key: caller.office.backend.newID())
  }

  @Test func anImportIsLoadedSearchedAndExportedAgain() async throws {
    try await TestOffice().test(.router) { caller in
      let loaded = try await load(Array(file.utf8), caller)
      #expect(loaded.status == 200)
      #expect(try loaded.read(ImportSummary.self).loaded == ["articles": 1])
      let admin = try await caller.office.token(of: "admin")
      let exported = try await caller.get("/v1/exports/knowledge", admin)
      #expect(exported.headers[.contentType]?.hasPrefix("text/yaml") == true)
      #expect(String(decoding: exported.body, as: UTF8.self).contains("数电票怎么开具"))
      #expect(try await load(exported.body, caller).status == 200)
      let visit = try await caller.visit(as: "p1")
      let article = try await caller.get("/v1/visit/articles/K1", visit.token).read(Article.self)
      #expect(article.answer == "登录电子税务局，进入蓝字发票开具。")
      let found = try await caller.get("/v1/visit/articles?q=%E6%95%B0%E7%94%B5%E7%A5%A8", visit.token)
      #expect(try found.read(ArticleSummaryList.self).articles.map(\.id) == ["K1"])
    }
  }

  @Test func whatWasStoredWithoutPinyinInitialsIsToldWithThem() async throws {
    try await TestOffice().test(.router) { caller in
      let token = try await caller.seated("zhang")
      let catalogue = try await caller.get("/v1/snapshot", token).read(StaffSnapshot.self).catalogue
      #expect(catalogue.wrapUpCodes.map(\.pinyin) == ["yjj"])
    }
  }

  @Test func anImportThatWouldTakeEntriesAwayIsRefusedUntilThatIsMeant() async throws {
    try await TestOffice().test(.router) { caller in
      let more = file + "\n  - {code: K2, title: 红字发票, matter: 发票, group: invoice, answer: 先填确认单。}\n"
      #expect(try await load(Array(more.utf8), caller).status == 200)
      let refused = try await load(Array(file.utf8), caller)
      #expect(refused.problem == .wouldRemove)
      #expect(try refused.read(Problem.self).detailEnglish.contains("articles 1 (K2)"))
      let visit = try await caller.visit(as: "p1")
      #expect(try await caller.get("/v1/visit/articles/K2", visit.token).status == 200)
      let admin = try await caller.office.token(of: "admin")
      let meant = try await caller.send(
        .post, "/v1/imports?remove=true", admin, body: Array(file.utf8), key: caller.office.backend.newID())
      #expect(meant.status == 200)
      #expect(try await caller.get("/v1/visit/articles/K2", visit.token).problem == .notFound)
    }
  }

  @Test func theAssistantAnswersFromItsArticlesNotesWhatItDoesNotKnowAndHandsOver() async throws {
    try await TestOffice().test(.router) { caller in
      _ = try await load(Array(file.utf8), caller)
      let visit = try await caller.visit(as: "p1")
      func ask(_ id: MessageID, _ text: String) async throws -> PostedMessages {
        try await caller.post("/v1/visit/messages", visit.token, MessageDraft(id: id, text: text))
          .read(PostedMessages.self)
      }
      guard case .answer(let known)? = try await ask("m1", "怎么开数电票").messages.last?.body else {
        Issue.record("no answer")
        return
      }
      #expect(known.kind == .answer && known.article?.id == "K1")
      guard case .answer(let unknown)? = try await ask("m2", "明天会下雨吗").messages.last?.body else {
        Issue.record("no answer")
        return
      }
      #expect(unknown.kind == .unknown)
      // Asked again under its own key or its own id, it is the same question.
      let repeated = MessageDraft(id: "m2", text: "明天会下雨吗")
      for key in ["k2", "k2", "k3"] { _ = try await caller.post("/v1/visit/messages", visit.token, repeated, key: key) }
      let counts = try await caller.office.store.read(TestOffice.id) { try $0.unanswered(limit: 5).map(\.count) }
      #expect(counts == [1])
      let wang = try await caller.office.token(of: "wang")
      let questions = try await caller.get("/v1/unanswered", wang).read(UnansweredList.self).questions
      #expect(questions.map(\.text) == ["明天会下雨吗"])
      let handed = try await ask("m3", "转人工")
      #expect(handed.conversation.stage == .waiting)
      #expect(handed.conversation.queue?.group == "invoice", "the group of what the talk was about")
    }
  }

  @Test func anImportUnderOneKeyIsLoadedOnce() async throws {
    try await TestOffice().test(.router) { caller in
      let admin = try await caller.office.token(of: "admin")
      func post(_ text: String) async throws -> TestCaller.Answer {
        try await caller.send(.post, "/v1/imports", admin, body: Array(text.utf8), key: "import-1")
      }
      func head() async throws -> EventPosition { try await caller.office.store.read(TestOffice.id) { try $0.head() } }
      let answers = try await withThrowingTaskGroup(of: TestCaller.Answer.self) { group in
        for _ in 1...4 { group.addTask { try await post(file) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let loaded = try await head()
      let again = try await post(file)
      #expect((answers + [again]).allSatisfy { $0.status == 200 && $0.body == again.body })
      #expect(try await head() == loaded)
      let events = try await caller.office.store.read(TestOffice.id) {
        try $0.events(after: EventPosition(epoch: loaded.epoch, sequence: 0), limit: 1_000)
      }
      let knowledge = events.filter { $0.body == .officeChanged(OfficeChange(kind: "knowledge")) }
      #expect(knowledge.count == 1)
      #expect(try await post(file.replacing("K1", with: "K2")).problem == .idempotencyKeyReused)
      #expect(try await head() == loaded)
    }
  }

  @Test func knowledgeReadBeforeAnImportIsNotKeptAfterIt() async throws {
    let office = try await TestOffice()
    let answerer = office.backend.answerer
    #expect(try await answerer.search("数电票", office: TestOffice.id, limit: 5).isEmpty)
    answerer.forget(TestOffice.id)
    office.hooked.hooks.withLock { hooks in
      hooks.afterRead = {
        let files = [ImportFile(name: "f.yaml", text: "synonyms:\n  - [铁观音, 数电票]\n" + self.file)]
        try await ContentLoader(store: office.store, cost: TestOffice.cost).load(
          files, office: TestOffice.id, at: office.now)
        answerer.forget(TestOffice.id)
      }
    }
    _ = try await answerer.search("铁观音", office: TestOffice.id, limit: 5)
    #expect(try await answerer.search("铁观音", office: TestOffice.id, limit: 5).map(\.id) == ["K1"])
    try await office.backend.stop()
  }

  @Test func aFileThatIsWrongSaysWhereAndChangesNothing() async throws {
    try await TestOffice().test(.router) { caller in
      let wrong = try await load(Array(file.replacing("invoice", with: "nowhere").utf8), caller)
      #expect(wrong.problem == .badRequest)
      #expect(try wrong.read(Problem.self).detailEnglish.contains("5"), "names the line")
      #expect(try await load([0xFF, 0xFE, 0x00], caller).problem == .invalidText)
      #expect(try await load(Array(repeating: UInt8(ascii: "#"), count: 9_000_000), caller).problem == .tooLarge)
      let visit = try await caller.visit(as: "p1")
      #expect(try await caller.get("/v1/visit/articles/K1", visit.token).problem == .notFound)
    }
  }
}
