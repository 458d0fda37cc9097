import Desk
import Service
import Testing

struct SheetDecisionsTests {
  private static let template = SheetTemplate(
    code: "deregister", title: Localised("注销", "Deregistration"),
    materials: [
      SheetMaterial(
        code: "form", name: Localised("申报表", "Form"), isRequired: true, hint: Localised("加盖公章", "Sealed")),
      SheetMaterial(code: "proxy", name: Localised("委托书", "Proxy"), isRequired: false),
    ])
  private static let draft = SheetDraft(
    template: "deregister",
    materials: [
      SheetDraft.Material(code: "form", isRequired: true), SheetDraft.Material(name: "租赁合同", isRequired: false),
    ])

  private func scene() throws -> Scene {
    var scene = try Scene.talking()
    scene.catalogue.sheetTemplates = [Self.template]
    return scene
  }

  @discardableResult
  private func send(_ scene: inout Scene, _ draft: SheetDraft = draft, id: MessageID = "s1") throws -> Outcome {
    try scene.perform(
      .agentWrites("c1", MessageDraft(id: id, text: "", sheet: draft)), by: .staff(Scene.agent))
  }

  private func sheet(_ scene: Scene) throws -> ServiceSheet {
    try #require(scene.conversations["c1"]?.sheets?.first)
  }

  @discardableResult
  private func act(_ scene: inout Scene, _ act: SheetAct, by actor: Actor = .staff(Scene.agent)) throws -> Outcome {
    try scene.perform(.sheet("s1", act, messageID: MessageID("n-\(scene.events.count)")), by: actor)
  }

  private func upload(_ scene: inout Scene, _ id: ImageID, to code: String = "form") throws {
    let image = ImageReference(id: id, mediaType: "image/png", width: 1, height: 1, size: 1, name: "")
    scene.images[id] = ImageRecord(image: image, conversation: "c1", side: .taxpayer)
    try act(
      &scene, .add(SheetPictureRequest(material: code, image: id)), by: .taxpayer(Scene.person))
  }

  @Test("A sheet goes out as one message; names and hints are the catalogue's, own materials the agent's")
  func sent() throws {
    var scene = try scene()
    let outcome = try send(&scene)
    let sheet = try sheet(scene)
    #expect(sheet.id == "s1" && sheet.stage == .collecting && sheet.revision == 1)
    #expect(sheet.materials.map(\.code) == ["form", "own-2"])
    #expect(sheet.materials.first?.hint == Localised("加盖公章", "Sealed"))
    #expect(sheet.materials.last?.name.chinese == "租赁合同")
    #expect(scene.messages.last?.body == .sheet(SheetCard(sheet)))
    #expect(try send(&scene).answer == outcome.answer, "sent again it is answered again")
    #expect(scene.conversations["c1"]?.sheets?.count == 1)
  }

  @Test("What no sheet can be made of is refused with words, and leaves nothing behind")
  func refusedDrafts() throws {
    var scene = try scene()
    let many = (0...30).map { SheetDraft.Material(name: "材料\($0)", isRequired: true) }
    let drafts = [
      SheetDraft(template: "nothing", materials: Self.draft.materials),
      SheetDraft(template: "deregister", materials: []), SheetDraft(template: "deregister", materials: many),
      SheetDraft(template: "deregister", materials: [SheetDraft.Material(code: "none", isRequired: true)]),
      SheetDraft(
        template: "deregister",
        materials: [
          SheetDraft.Material(code: "form", isRequired: true), SheetDraft.Material(code: "form", isRequired: true),
        ]),
    ]
    for draft in drafts { #expect(refusal { try send(&scene, draft) }?.kind == .sheetRefused, "\(draft)") }
    let nameless = SheetDraft(template: "deregister", materials: [SheetDraft.Material(name: " ", isRequired: true)])
    #expect(refusal { try send(&scene, nameless) }?.kind == .invalidText)
    #expect(scene.conversations["c1"]?.sheets == nil)
    for number in 1...10 { try send(&scene, id: MessageID("s\(number)")) }
    #expect(refusal { try send(&scene, id: "s11") }?.detail.contains("已满 10 张") == true)
    let byTaxpayer = refusal {
      try scene.perform(
        .taxpayerWrites(
          MessageDraft(id: "x", text: "", sheet: Self.draft), newConversation: "c9", reply: nil, replyID: "r",
          escalation: nil, noticeID: "n", isForHuman: true), by: .taxpayer(Scene.person))
    }
    #expect(byTaxpayer?.kind == .forbidden || byTaxpayer?.kind == .invalidText)
  }

  @Test("From upload to result: each step is on the record, and the talk says what both sides must know")
  func circle() throws {
    var scene = try scene()
    try send(&scene)
    try upload(&scene, "i1")
    try act(&scene, .confirm(revision: 2), by: .taxpayer(Scene.person))
    #expect(try sheet(scene).stage == .submitted)
    try act(&scene, .check(SheetCheckRequest(revision: 3, material: "form", isAccepted: false, reason: "不清晰")))
    try act(&scene, .demand(revision: 4))
    guard case .sheetDemand(let demand)? = scene.messages.last?.body else { return #expect(Bool(false)) }
    #expect(demand.returned.map(\.reason) == ["不清晰"] && scene.messages.last?.author.side == .agent)
    try upload(&scene, "i2")
    try act(
      &scene, .remove(SheetRemovalRequest(material: "form", image: "i1")), by: .taxpayer(Scene.person))
    try act(&scene, .confirm(revision: try sheet(scene).revision), by: .taxpayer(Scene.person))
    let seen = try sheet(scene).revision
    try act(&scene, .check(SheetCheckRequest(revision: seen, material: "form", isAccepted: true)))
    try act(&scene, .resolve(SheetResultRequest(revision: seen + 1, isHandled: true, words: "已办好")))
    let sheet = try sheet(scene)
    #expect(sheet.stage == .closed && sheet.result?.words == "已办好" && sheet.result?.by.id == "zhang")
    let notices = scene.messages.compactMap { if case .notice(let notice) = $0.body { notice.code } else { nil } }
    #expect(notices.suffix(3) == [.sheetConfirmed, .sheetConfirmed, .sheetHandled])
    let steps = scene.events.count { if case .sheetChanged = $0 { true } else { false } }
    #expect(steps == sheet.revision, "each step is one event")
  }

  @Test("Whoever comes second to a race is refused, with the sheet as it is now")
  func races() throws {
    // The taxpayer confirms what the agent has returned meanwhile.
    var scene = try scene()
    try send(&scene)
    try upload(&scene, "i1")
    try act(&scene, .check(SheetCheckRequest(revision: 2, material: "form", isAccepted: false, reason: "不清晰")))
    let late = refusal { try act(&scene, .confirm(revision: 2), by: .taxpayer(Scene.person)) }
    #expect(late?.kind == .sheetChanged)
    #expect(try late?.sheet == sheet(scene))
    let unmended = refusal { try act(&scene, .confirm(revision: 3), by: .taxpayer(Scene.person)) }
    #expect(unmended?.kind == .sheetRefused && unmended?.detail.contains("申报表") == true)
    // The agent returns what the taxpayer has replaced meanwhile.
    var other = try self.scene()
    try send(&other)
    try upload(&other, "i1")
    try upload(&other, "i2")
    let stale = refusal {
      try act(&other, .check(SheetCheckRequest(revision: 2, material: "form", isAccepted: false, reason: "不清晰")))
    }
    #expect(stale?.kind == .sheetChanged && stale?.sheet?.revision == 3)
    // A result against an upload, either way round.
    let early = refusal {
      try act(&other, .resolve(SheetResultRequest(revision: 2, isHandled: false, words: "不办")))
    }
    #expect(early?.kind == .sheetChanged)
    try act(&other, .resolve(SheetResultRequest(revision: 3, isHandled: false, words: "不办")))
    let closed = refusal { try upload(&other, "i3") }
    #expect(closed?.kind == .sheetRefused && closed?.sheet?.stage == .closed)
  }

  @Test("Only the talk's two sides act, each its own part; after the end the taxpayer only reads, with words")
  func sides() throws {
    var scene = try scene()
    try send(&scene)
    try upload(&scene, "i1")
    let check = SheetAct.check(SheetCheckRequest(revision: 2, material: "form", isAccepted: true))
    #expect(refusal { try act(&scene, check, by: .staff(Scene.colleague)) }?.kind == .notYours)
    #expect(refusal { try act(&scene, check, by: .taxpayer(Scene.person)) }?.kind == .forbidden)
    #expect(refusal { try act(&scene, .confirm(revision: 2), by: .taxpayer(Scene.visitorPerson)) }?.kind == .notFound)
    #expect(refusal { try act(&scene, .confirm(revision: 2)) }?.kind == .forbidden)
    scene.images["x"] = ImageRecord(
      image: ImageReference(id: "x", mediaType: "image/png", width: 1, height: 1, size: 1, name: ""),
      conversation: "other", side: .taxpayer)
    let foreign = SheetAct.add(SheetPictureRequest(material: "form", image: "x"))
    #expect(refusal { try act(&scene, foreign, by: .taxpayer(Scene.person)) }?.kind == .imageRefused)
    try act(&scene, .confirm(revision: 2), by: .taxpayer(Scene.person))
    try scene.perform(.agentEnds("c1", noticeID: "n-end"), by: .staff(Scene.agent))
    let after = refusal { try upload(&scene, "i9") }
    #expect(after?.kind == .wrongStage && after?.detail.contains("只能查看") == true)
    #expect(refusal { try act(&scene, .demand(revision: 3)) }?.kind == .wrongStage)
    // While the talk is written up, what was found and what became of it may still be written down.
    try act(&scene, .check(SheetCheckRequest(revision: 3, material: "form", isAccepted: true)))
    try act(&scene, .resolve(SheetResultRequest(revision: 4, isHandled: true, words: "")))
    #expect(try sheet(scene).result?.isHandled == true)
  }
}
