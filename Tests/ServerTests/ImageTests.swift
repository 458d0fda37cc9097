import Desk
import Foundation
import HTTPTypes
import Testing
import Wire

@testable import Server

@Suite("Pictures over HTTP", .onEveryEngine)
struct ImageTests {
  /// A PNG of one pixel with a comment in it, as a program writes it.
  private static let png = Array(
    Data(
      base64Encoded:
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC") ?? Data())

  private func talking(_ caller: TestCaller) async throws -> (taxpayer: String, agent: String, id: ConversationID) {
    let (taxpayer, id) = try await caller.waiting(as: "p1")
    let agent = try await caller.seated("zhang")
    _ = try await caller.post("/v1/conversations/\(id)/accept", agent, Nothing())
    return (taxpayer, agent, id)
  }

  private func upload(
    _ caller: TestCaller, _ bytes: [UInt8], _ token: String, to path: String = "/v1/visit/images?name=a.png",
    key: String? = nil
  ) async throws -> TestCaller.Answer {
    try await caller.send(.post, path, token, body: bytes, key: key ?? caller.office.backend.newID())
  }

  @Test("both sides send a picture and both see it; nobody else does", arguments: Way.allCases)
  func circle(_ way: Way) async throws {
    try await TestOffice().test(way) { caller in
      let (taxpayer, agent, id) = try await talking(caller)
      let answer = try await upload(caller, Self.png, taxpayer, to: "/v1/visit/images?name=%E6%88%AA%E5%9B%BE.png")
      #expect(answer.status == 201)
      let image = try answer.read(ImageReference.self)
      #expect(image.name == "截图.png" && image.width == 1 && image.height == 1 && image.mediaType == "image/png")
      let draft = MessageDraft(id: "m-image-1", text: "看图", image: image.id)
      let posted = try await caller.post("/v1/visit/messages", taxpayer, draft)
      #expect(posted.status == 201)
      #expect(try posted.read(PostedMessages.self).messages.first?.body == .image(ImageCard(image, words: "看图")))
      let stranger = try await caller.visit(as: "p2").token
      let colleague = try await caller.seated("li")
      for token in [taxpayer, agent] {
        let seen = try await caller.get("/v1/images/\(image.id)", token)
        #expect(seen.status == 200 && seen.body == Self.png)
        #expect(seen.headers[.contentType] == "image/png" && seen.headers[.xContentTypeOptions] == "nosniff")
        #expect(seen.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
      }
      for token in [stranger, colleague] {
        #expect(try await caller.get("/v1/images/\(image.id)", token).status == 404)
      }
      #expect(try await caller.get("/v1/images/\(image.id)").status == 401)
      let own = try await upload(caller, Self.png, agent, to: "/v1/conversations/\(id)/images")
      let reference = try own.read(ImageReference.self)
      let path = "/v1/conversations/\(id)/messages"
      let sent = try await caller.post(path, agent, MessageDraft(id: "m-image-2", text: "", image: reference.id))
      #expect(sent.status == 201)
      let theirs = try await caller.post(path, agent, MessageDraft(id: "m-image-3", text: "", image: image.id))
      #expect(theirs.problem == .imageRefused, "a side sends what it uploaded itself")
    }
  }

  @Test("the same upload under the same key is kept once; the key used for another is refused")
  func repeated() async throws {
    try await TestOffice().test(.router) { caller in
      let (taxpayer, _, _) = try await talking(caller)
      let first = try await upload(caller, Self.png, taxpayer, key: "k1").read(ImageReference.self)
      let again = try await upload(caller, Self.png, taxpayer, key: "k1").read(ImageReference.self)
      #expect(first == again)
      #expect(try await upload(caller, Self.png + [0], taxpayer, key: "k1").problem == .idempotencyKeyReused)
    }
  }

  @Test("what is no picture, is cut off, empty or too long is refused with words, and nothing is kept")
  func hostile() async throws {
    try await TestOffice().test(.router) { caller in
      let (taxpayer, agent, id) = try await talking(caller)
      let svg = Array("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".utf8)
      let files: [([UInt8], Problem.Kind)] = [
        ([], .imageRefused), (svg, .imageRefused), (Array(Self.png.dropLast(20)), .imageRefused),
        (Array("<html><script>".utf8), .imageRefused), ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16], .imageRefused),
        (Array(repeating: 0x41, count: 11 << 20), .tooLarge),
      ]
      for (bytes, kind) in files {
        let answer = try await upload(caller, bytes, taxpayer)
        #expect(answer.problem == kind, "\(bytes.prefix(12)): \(answer.status)")
      }
      #expect(
        try await upload(caller, Self.png, agent, to: "/v1/conversations/none/images").problem == .conversationNotFound)
      let colleague = try await caller.seated("li")
      #expect(try await upload(caller, Self.png, colleague, to: "/v1/conversations/\(id)/images").problem == .notYours)
      let asking = try await caller.visit(as: "p2").token
      #expect(try await upload(caller, Self.png, asking).problem == .wrongStage)
      let draft = MessageDraft(id: "m-none", text: "", image: "nothing")
      #expect(try await caller.post("/v1/visit/messages", taxpayer, draft).problem == .imageRefused)
    }
  }

  @Test("a conversation holds a hundred pictures; two hundred at once are taken or told to come again")
  func many() async throws {
    try await TestOffice().test(.router) { caller in
      let (taxpayer, _, _) = try await talking(caller)
      let statuses = try await withThrowingTaskGroup(of: (Int, Problem.Kind?).self) { group in
        for _ in 0..<200 {
          group.addTask {
            let answer = try await upload(caller, Self.png, taxpayer)
            return (answer.status, answer.problem)
          }
        }
        return try await group.reduce(into: [(Int, Problem.Kind?)]()) { $0.append($1) }
      }
      let kept = statuses.count { $0.0 == 201 }
      #expect(kept > 0 && kept <= 100)
      #expect(statuses.allSatisfy { $0.0 == 201 || $0.1 == .unavailable || $0.1 == .imageRefused })
      var more = kept
      while try await upload(caller, Self.png, taxpayer).status == 201 { more += 1 }
      #expect(more == 100)
      #expect(try await upload(caller, Self.png, taxpayer).problem == .imageRefused)
    }
  }

  @Test("a telephone that opens the link sends pictures into that talk; a second telephone and a later time do not")
  func phone() async throws {
    try await TestOffice(startingAt: TestOffice.machine()).test(.router) { caller in
      let (taxpayer, agent, id) = try await talking(caller)
      let path = "/v1/conversations/\(id)/phone"
      let link = try await caller.post(path, agent, Nothing(), key: "link")
      #expect(link.status == 201)
      let phone = try link.read(PhoneLink.self)
      #expect(try await caller.post(path, agent, Nothing(), key: "link").read(PhoneLink.self) == phone)
      let code = String(try #require(phone.url.split(separator: "#").last))
      #expect(phone.url.contains("/phone#"))
      #expect(try await upload(caller, Self.png, code, to: "/v1/phone/images").status == 403, "not opened yet")
      let visit = try await caller.post("/v1/phone/pairing", code, Nothing(), key: "pair").read(PhoneVisit.self)
      let token = try #require(visit.token)
      #expect(visit.isOpen && visit.agent.id == "zhang")
      #expect(try await caller.post("/v1/phone/pairing", code, Nothing(), key: "other").status == 401)
      let sent = try await upload(caller, Self.png, token, to: "/v1/phone/images?name=a.png", key: "picture")
      #expect(sent.status == 201)
      #expect(
        try await upload(caller, Self.png, token, to: "/v1/phone/images?name=a.png", key: "picture").status == 201)
      let detail = try await caller.get("/v1/conversations/\(id)", agent).read(ConversationDetail.self)
      let cards = detail.messages.filter { if case .image = $0.body { true } else { false } }
      #expect(cards.count == 1 && cards.first?.author.agent == "zhang")
      let image = try sent.read(ImageReference.self)
      #expect(try await caller.get("/v1/images/\(image.id)", taxpayer).status == 200)
      #expect(try await caller.get("/v1/images/\(image.id)", token).status == 403, "it sends and reads nothing")
      #expect(try await caller.get("/v1/conversations/\(id)", token).status == 403)
      #expect(try await caller.get("/v1/events", token).status == 403)
      _ = try await caller.post("/v1/conversations/\(id)/end", agent, Nothing())
      #expect(try await upload(caller, Self.png, token, to: "/v1/phone/images").problem == .wrongStage)
      #expect(try await caller.post(path, agent, Nothing()).problem == .wrongStage)
      #expect(try await caller.get("/v1/phone", token).read(PhoneVisit.self).isOpen == false)
      caller.office.advance(seconds: 601)
      #expect(try await caller.get("/v1/phone", token).problem == .tokenExpired)
    }
  }
}
