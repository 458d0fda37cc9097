import Desk
import HTTPTypes
import Hummingbird
import Imports
import NIOCore
import Service
import Storage
import Wire

extension Backend {
  /// Quick replies 常用语: an agent's own, edited by code with `ETag` and `If-Match`; counting what is used; files of one's own.
  func replyRoutes() -> [Route] {
    [
      .read("/v1/quick-replies", for: Caller.seats, "The agent's own quick replies, the shared ones, and their use") {
        call -> QuickReplyList in
        let (agent, office) = try call.staff()
        return try await call.backend.store.read(office) { reader in
          let book = try reader.replyBook(of: agent.id)
          return QuickReplyList(
            personal: book.personal, shared: try reader.catalogue().withInitials.quickReplies, usage: book.usage)
        }
      },
      Route(
        method: .get, path: "/v1/quick-replies/{id}", callers: Caller.seats,
        summary: "One of the agent's own quick replies; its ETag is for If-Match", answer: .json(PersonalReply.self)
      ) { call in try Self.tagged(try await call.ownReply(try call.part("id"))) },
      Route(
        method: .put, path: "/v1/quick-replies/{id}", callers: Caller.seats,
        summary: "Makes or changes one of the agent's own quick replies",
        headers: [
          Route.Parameter(name: "If-Match", about: "The ETag of what is changed"),
          Route.Parameter(name: "If-None-Match", about: "`*` to make one"),
        ], request: .json(QuickReplyDraft.self), answer: .json(PersonalReply.self), key: .taken
      ) { call in
        let draft = try JSONBody.decode(QuickReplyDraft.self, from: call.body)
        let code = try call.part("id")
        let reply = QuickReply(
          code: code, title: draft.title, text: draft.text,
          pinyin: draft.pinyin.flatMap { $0.isEmpty ? nil : $0.lowercased() } ?? PinyinInitials.of(draft.title),
          entryLink: draft.entryLink, needsPicture: draft.needsPicture == true ? true : nil)
        guard case .reply(let kept) = try await call.perform(.keepReply(reply, expecting: try call.precondition()))
        else { throw Problem(.internalError) }
        return try Self.tagged(kept)
      },
      Route(
        method: .delete, path: "/v1/quick-replies/{id}", callers: Caller.seats,
        summary: "Deletes one of the agent's own quick replies",
        headers: [Route.Parameter(name: "If-Match", about: "The ETag of what is deleted")], status: .noContent,
        answer: .none, key: .taken
      ) { call in
        guard case .revision(let revision) = try call.precondition() else { throw Problem(.conditionMissing) }
        _ = try await call.perform(.dropReply(code: try call.part("id"), expecting: revision))
        return Response(status: .noContent)
      },
      .tell("/v1/reply-uses", for: Caller.seats, "Counts that a quick reply was used") {
        (call, request: ReplyUseRequest) in _ = try await call.perform(.useReply(request))
      },
      Route(
        method: .post, path: "/v1/imports/quick-replies", callers: Caller.seats,
        summary: "Loads quick replies of the agent's own, YAML, all or nothing",
        parameters: [Route.Parameter(name: "name", about: "The file's name, for complaints")],
        request: .other(mediaType: "text/yaml"), answer: .json(ImportSummary.self), key: .required, bodyLimit: 1 << 20,
        isLong: true
      ) { call in
        let replies = try await call.backend.readReplies(call)
        _ = try await call.perform(.importReplies(replies))
        return try Route.json(ImportSummary(loaded: ["quickReplies": replies.count]))
      },
      Route(
        method: .get, path: "/v1/exports/quick-replies", callers: Caller.seats,
        summary: "The agent's own quick replies as a file that can be loaded again",
        answer: .other(mediaType: "text/yaml"), isLong: true
      ) { call in
        let (agent, office) = try call.staff()
        let replies = try await call.backend.store.read(office) { try $0.replyBook(of: agent.id).personal.map(\.reply) }
        return Response(
          status: .ok, headers: [.contentType: "text/yaml; charset=utf-8"],
          body: ResponseBody(byteBuffer: ByteBuffer(string: try QuickReplyFile.yaml(replies, isPersonal: true))))
      },
    ]
  }

  private static func tagged(_ reply: PersonalReply) throws -> Response {
    var response = try Route.json(reply)
    response.headers[.eTag] = "\"\(reply.revision)\""
    return response
  }

  private func readReplies(_ call: Call) async throws -> [QuickReply] {
    guard let text = String(validating: call.body.readableBytesView, as: UTF8.self) else {
      throw Problem(.invalidText, detail: Localised("文件不是 UTF-8 文本", "The file is not UTF-8 text"))
    }
    let given = CleanText.cut((call.query("name") ?? "").filter { !$0.isNewline }, bytes: 200)
    let file = ImportFile(name: given.isEmpty ? "replies.yaml" : given, text: text)
    let office = try call.staff().office
    let links = try await store.read(office) { try $0.catalogue().entryLinks.map(\.code) }
    return try Self.personal(file, Set(links))
  }

  private static func personal(_ file: ImportFile, _ links: Set<String>) throws(Problem) -> [QuickReply] {
    do {
      return try QuickReplyFile.personal(file, links: links)
    } catch {
      throw error.problem
    }
  }
}

extension Call {
  /// One of the caller's own quick replies.
  fileprivate func ownReply(_ code: String) async throws -> PersonalReply {
    let (agent, office) = try staff()
    let book = try await backend.store.read(office) { try $0.replyBook(of: agent.id) }
    guard let found = book.personal.first(where: { $0.reply.code == code }) else {
      throw Problem(.notFound, detail: Localised("没有该常用语", "There is no such quick reply"))
    }
    return found
  }

  /// What the request expects to find, as `If-Match` or `If-None-Match` say.
  fileprivate func precondition() throws(Problem) -> ReplyPrecondition {
    if let revision = try revision() { return .revision(revision) }
    guard request.headers[.ifNoneMatch] == "*" else { throw Problem(.conditionMissing) }
    return .absent
  }
}
