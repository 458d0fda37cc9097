import Desk
import HTTPTypes
import Testing
import Wire

@testable import Server

@Suite("Quick replies over HTTP", .onEveryEngine)
struct ReplyTests {
  private func put(
    _ caller: TestCaller, _ token: String, _ draft: QuickReplyDraft, code: String = "mine", match: String? = nil,
    noneMatch: String? = "*"
  ) async throws -> TestCaller.Answer {
    var headers: HTTPFields = [:]
    if let match { headers[.ifMatch] = match } else if let noneMatch { headers[.ifNoneMatch] = noneMatch }
    return try await caller.send(
      .put, "/v1/quick-replies/\(code)", token, body: try WireCodec.encode(draft), headers: headers)
  }

  @Test("an own reply is made, changed by its ETag and deleted; a stale tag loses", arguments: Way.allCases)
  func edits(_ way: Way) async throws {
    try await TestOffice().test(way) { caller in
      let token = try await caller.seated("zhang")
      let draft = QuickReplyDraft(title: "注销办理", text: "{taxpayer}您好")
      let made = try await put(caller, token, draft)
      #expect(made.status == 200 && made.headers[.eTag] == "\"1\"")
      #expect(try made.read(PersonalReply.self).reply.pinyin == "zxbl", "initials are made from the name")
      #expect(try await put(caller, token, draft).status == 412)
      #expect(try await put(caller, token, draft, noneMatch: nil).status == 428)
      let changed = try await put(
        caller, token, QuickReplyDraft(title: "注销办理", text: "{?事项}", pinyin: "ZX"), match: "\"1\"")
      #expect(changed.headers[.eTag] == "\"2\"")
      #expect(try changed.read(PersonalReply.self).reply.pinyin == "zx")
      #expect(try await put(caller, token, draft, match: "\"1\"").problem == .changedMeanwhile)
      let read = try await caller.get("/v1/quick-replies/mine", token)
      #expect(read.headers[.eTag] == "\"2\"")
      let other = try await caller.seated("li")
      #expect(try await caller.get("/v1/quick-replies/mine", other).status == 404)
      let bad = try await put(caller, token, QuickReplyDraft(title: "坏", text: "{nsrmc}"), code: "bad")
      #expect(bad.problem == .invalidText)
      #expect(try bad.read(Problem.self).detail.contains("{nsrmc}"))
      let kept = try await caller.send(.delete, "/v1/quick-replies/mine", token, headers: [.ifMatch: "\"1\""])
      #expect(kept.problem == .changedMeanwhile)
      let gone = try await caller.send(.delete, "/v1/quick-replies/mine", token, headers: [.ifMatch: "\"2\""])
      #expect(gone.status == 204)
      #expect(try await caller.get("/v1/quick-replies", token).read(QuickReplyList.self).personal.isEmpty)
    }
  }

  @Test("one's own replies go out as a file and come back from it; what is wrong is told with file and line")
  func files() async throws {
    try await TestOffice().test(.router) { caller in
      let token = try await caller.seated("zhang")
      func load(_ yaml: String) async throws -> TestCaller.Answer {
        try await caller.send(
          .post, "/v1/imports/quick-replies?name=mine.yaml", token, body: Array(yaml.utf8),
          key: caller.office.backend.newID())
      }
      let file = """
        quickReplies:
          - {code: a, title: 稍等, text: 请稍等}
          - code: b
            title: 发票号码
            text: |
              请提供{?发票号码}
              谢谢
        """
      #expect(try await load(file).read(ImportSummary.self).loaded == ["quickReplies": 2])
      let exported = String(decoding: try await caller.get("/v1/exports/quick-replies", token).body, as: UTF8.self)
      #expect(exported.contains("scope: personal") && exported.contains("pinyin: fphm"))
      let other = try await caller.seated("li")
      let answer = try await caller.send(
        .post, "/v1/imports/quick-replies", other, body: Array(exported.utf8), key: caller.office.backend.newID())
      #expect(answer.status == 200)
      let lists = [token, other].map { token in
        { try await caller.get("/v1/quick-replies", token).read(QuickReplyList.self).personal.map(\.reply) }
      }
      #expect(try await lists[0]() == lists[1]())
      for (yaml, words) in [
        ("quickReplies:\n  - {code: a, title: 甲, text: 甲}\n  - {code: a, title: 乙, text: 乙}\n", "mine.yaml:3:"),
        ("quickReplies:\n  - {code: a, title: 甲, text: \"{nsrmc}\"}\n", "mine.yaml:2:"),
        ("quickReplies:\n  - {code: a, title: 甲, text: \(String(repeating: "长", count: 2001))}\n", "mine.yaml:2:"),
        ("quickReplies:\n  - {code: a, title: 甲, text: 甲, entryLink: none}\n", "mine.yaml:2:"),
        ("quickReplies:\n  - {code: a, scope: office, title: 甲, text: 甲}\n", "mine.yaml:2:"),
        ("groups: []\n", "mine.yaml:1:"), ("{}", "mine.yaml:"),
      ] {
        let refused = try await load(yaml)
        #expect(refused.problem == .badRequest, "\(yaml)")
        #expect(try refused.read(Problem.self).detail.contains(words), "\(yaml)")
      }
    }
  }

  @Test("use is counted once for a key, and told in the snapshot")
  func uses() async throws {
    try await TestOffice().test(.router) { caller in
      let token = try await caller.seated("zhang")
      _ = try await put(caller, token, QuickReplyDraft(title: "稍等", text: "请稍等"))
      let use = ReplyUseRequest(scope: .personal, code: "mine")
      for key in ["u1", "u1", "u2"] {
        #expect(try await caller.post("/v1/reply-uses", token, use, key: key).status == 204)
      }
      let book = try await caller.get("/v1/snapshot", token).read(StaffSnapshot.self).replies
      #expect(book?.usage.first?.own == 2 && book?.personal.count == 1)
      #expect(
        try await caller.post("/v1/reply-uses", token, ReplyUseRequest(scope: .office, code: "none")).problem
          == .notFound)
    }
  }
}
