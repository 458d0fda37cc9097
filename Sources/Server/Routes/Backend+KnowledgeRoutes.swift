import Desk
import HTTPTypes
import Hummingbird
import Imports
import NIOCore
import Storage
import Wire

extension Backend {
  private static let search = [
    Route.Parameter(name: "q", about: "What is looked for"),
    Route.Parameter(name: "limit", isNumber: true, about: "At most so many, 1–50"),
  ]

  func knowledgeRoutes() -> [Route] {
    [
      .read("/v1/articles", for: Caller.staff, "Searches the knowledge base", parameters: Self.search) {
        call -> ArticleList in
        let limit = try call.number("limit", in: 1...50) ?? 10
        let office = try call.staff().office
        return ArticleList(
          articles: try await call.backend.answerer.search(call.query("q") ?? "", office: office, limit: limit))
      },
      .read("/v1/unanswered", for: [.supervisor, .administrator], "What the assistant could not answer") {
        call -> UnansweredList in
        let questions = try await call.backend.store.read(try call.staff().office) { try $0.unanswered(limit: 200) }
        return UnansweredList(
          questions: questions.map { UnansweredList.Question(at: $0.lastAt, text: $0.question) })
      },
      .read("/v1/visit/articles", for: Caller.visitors, "Searches the knowledge base", parameters: Self.search) {
        call -> ArticleSummaryList in
        let limit = try call.number("limit", in: 1...50) ?? 10
        let office = try call.visitor().office
        let found = try await call.backend.answerer.search(call.query("q") ?? "", office: office, limit: limit)
        return ArticleSummaryList(articles: found.map(\.summary))
      },
      .read("/v1/visit/articles/{id}", for: Caller.visitors, "Reads one article") { call -> Article in
        let id = ArticleID(try call.part("id"))
        guard let article = try await call.backend.store.read(try call.visitor().office, { try $0.article(id) }) else {
          throw Problem(.notFound, detail: Localised("没有这篇知识", "There is no such article"))
        }
        return article
      },
      Route(
        method: .post, path: "/v1/imports", callers: [.administrator],
        summary:
          "Loads an import file, YAML, all or nothing: each list in it, and each list of its calendar, takes the place of the office's. "
          + "Where that would take entries away it is refused (409 would-remove), and says how many of each list and which",
        parameters: [
          Route.Parameter(name: "remove", about: "`true` where entries may go that the office has and the file has not")
        ], request: .other(mediaType: "text/yaml"),
        answer: .json(ImportSummary.self), key: .required, bodyLimit: 8_388_608, isLong: true
      ) { call in try await call.backend.load(call) },
      Route(
        method: .get, path: "/v1/exports/knowledge", callers: [.administrator],
        summary: "The knowledge base as an import file", answer: .other(mediaType: "text/yaml"), isLong: true
      ) { call in
        let office = try call.staff().office
        let (articles, synonyms) = try await call.backend.store.read(office) {
          (try $0.articles(), try $0.synonyms())
        }
        let yaml = try KnowledgeExport.yaml(articles: articles, synonyms: synonyms)
        return Response(
          status: .ok, headers: [.contentType: "text/yaml; charset=utf-8"],
          body: ResponseBody(byteBuffer: ByteBuffer(string: yaml)))
      },
    ]
  }

  /// Loads a file, once for its key.
  private func load(_ call: Call) async throws -> Response {
    let (agent, office) = try call.staff()
    try logs.check(office)
    guard let text = String(validating: call.body.readableBytesView, as: UTF8.self) else {
      throw Problem(.invalidText, detail: Localised("文件不是 UTF-8 文本", "The file is not UTF-8 text"))
    }
    let file = ImportFile(name: "import.yaml", text: text)
    let once = call.key.map {
      Once(
        office: office, scope: CommandActor.staff(agent).scope, key: $0, fingerprint: call.fingerprint, at: clock())
    }
    let loaded = try await ContentLoader(store: store, cost: options.passwordCost).load(
      [file], office: office, at: clock(), removes: call.query("remove") == "true", by: agent.id, once: once)
    answerer.forget(office)
    return try Route.json(ImportSummary(loaded: loaded))
  }
}
