import Desk
import HTTPTypes
import Hummingbird
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
    ]
  }
}
