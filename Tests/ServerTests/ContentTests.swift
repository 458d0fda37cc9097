import Desk
import Testing
import Wire

@testable import Server

@Suite struct ContentTests {
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
    }
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
