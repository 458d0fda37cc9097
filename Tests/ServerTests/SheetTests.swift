import Desk
import Foundation
import HTTPTypes
import Testing
import Wire

@testable import Server

@Suite("Service sheets over HTTP", .onEveryEngine)
struct SheetTests {
  private static let png = Array(
    Data(
      base64Encoded:
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC") ?? Data())
  private static let draft = SheetDraft(
    template: "deregister",
    materials: [
      SheetDraft.Material(code: "form", isRequired: true), SheetDraft.Material(code: "proxy", isRequired: false),
    ])

  private struct Circle {
    var caller: TestCaller
    var taxpayer: String
    var agent: String
    var id: ConversationID

    func upload(to material: String, replaces: ImageID? = nil) async throws -> (ImageID, TestCaller.Answer) {
      let image = try await caller.send(
        .post, "/v1/visit/images?name=a.png", taxpayer, body: SheetTests.png, key: caller.office.backend.newID()
      ).read(ImageReference.self)
      let request = SheetPictureRequest(material: material, image: image.id, replaces: replaces)
      return (image.id, try await caller.post("/v1/visit/sheets/s1/pictures", taxpayer, request))
    }

    func sheet() async throws -> ServiceSheet {
      let list = try await caller.get("/v1/visit/sheets", taxpayer).read(SheetList.self)
      return try #require(list.sheets.first { $0.sheet.id == "s1" }).sheet
    }
  }

  private func circle(_ caller: TestCaller) async throws -> Circle {
    var content = try TestOffice.content()
    content.catalogue?.sheetTemplates = [
      SheetTemplate(
        code: "deregister", title: Localised("注销", "Deregistration"),
        materials: [
          SheetMaterial(code: "form", name: Localised("申报表", "Form"), isRequired: true),
          SheetMaterial(code: "proxy", name: Localised("委托书", "Proxy"), isRequired: false),
        ])
    ]
    content.accounts = nil
    try await caller.office.store.load(content, at: caller.office.now)
    let (taxpayer, id) = try await caller.waiting(as: "p1")
    let agent = try await caller.seated("zhang")
    _ = try await caller.post("/v1/conversations/\(id)/accept", agent, Nothing())
    let sent = try await caller.post(
      "/v1/conversations/\(id)/messages", agent, MessageDraft(id: "s1", text: "请上传", sheet: Self.draft))
    #expect(sent.status == 201)
    #expect(try sent.read(PostedMessages.self).conversation.sheets?.first?.materials.count == 2)
    return Circle(caller: caller, taxpayer: taxpayer, agent: agent, id: id)
  }

  @Test("from the first picture to the result both sides read one state", arguments: Way.allCases)
  func lifetime(_ way: Way) async throws {
    try await TestOffice().test(way) { caller in
      let circle = try await circle(caller)
      let (first, added) = try await circle.upload(to: "form")
      #expect(added.status == 200)
      #expect(try added.read(PostedMessages.self).conversation.sheets?.first?.revision == 2)
      let (second, replaced) = try await circle.upload(to: "form", replaces: first)
      #expect(replaced.status == 200)
      let seen = try await caller.get("/v1/conversations/\(circle.id)", circle.agent).read(ConversationDetail.self)
      #expect(seen.conversation.sheets?.first?.material("form")?.pictures.map(\.id) == [second])
      #expect(try await caller.get("/v1/images/\(second)", circle.agent).body == Self.png)
      let confirmed = try await caller.post(
        "/v1/visit/sheets/s1/confirmation", circle.taxpayer, SheetRevisionRequest(revision: 3))
      #expect(confirmed.status == 200)
      #expect(try confirmed.read(PostedMessages.self).messages.count == 1, "the notice")
      let check = SheetCheckRequest(revision: 4, material: "form", isAccepted: true)
      #expect(try await caller.post("/v1/sheets/s1/checks", circle.agent, check).status == 200)
      let result = SheetResultRequest(revision: 5, isHandled: true, words: "已办理")
      let closed = try await caller.post("/v1/sheets/s1/result", circle.agent, result)
      #expect(closed.status == 200)
      let now = try await circle.sheet()
      #expect(try closed.read(ConversationDetail.self).conversation.sheets?.first == now)
      #expect(try await circle.sheet().result?.words == "已办理")
    }
  }

  @Test("a click on an old state is refused with the new one; a repeated one is answered again")
  func old() async throws {
    try await TestOffice().test(.router) { caller in
      let circle = try await circle(caller)
      _ = try await circle.upload(to: "form")
      let refused = try await caller.post(
        "/v1/visit/sheets/s1/confirmation", circle.taxpayer, SheetRevisionRequest(revision: 1))
      #expect(refused.problem == .sheetChanged && refused.status == 409)
      #expect(try refused.read(Problem.self).sheet?.revision == 2)
      let key = caller.office.backend.newID()
      for _ in 1...2 {
        let answer = try await caller.post(
          "/v1/visit/sheets/s1/confirmation", circle.taxpayer, SheetRevisionRequest(revision: 2), key: key)
        #expect(answer.status == 200)
      }
      #expect(try await circle.sheet().revision == 3)
      let late = try await circle.upload(to: "form").1
      #expect(late.problem == .sheetRefused)
      #expect(try late.read(Problem.self).sheet?.stage == .submitted)
      let nobody = try await caller.visit(as: "p2").token
      #expect(
        try await caller.post("/v1/visit/sheets/s1/confirmation", nobody, SheetRevisionRequest(revision: 3)).problem
          == .notFound)
    }
  }

  @Test("after the end the sheet is there to read, and an upload is refused with words")
  func ended() async throws {
    try await TestOffice().test(.router) { caller in
      let circle = try await circle(caller)
      _ = try await circle.upload(to: "form")
      _ = try await caller.post("/v1/visit/end", circle.taxpayer, Nothing())
      let list = try await caller.get("/v1/visit/sheets", circle.taxpayer).read(SheetList.self)
      #expect(list.sheets.map(\.isOpen) == [false])
      let image = SheetPictureRequest(material: "form", image: "any")
      let late = try await caller.post("/v1/visit/sheets/s1/pictures", circle.taxpayer, image)
      #expect(late.problem == .wrongStage)
      #expect(try late.read(Problem.self).detail.contains("只能查看"))
    }
  }
}
