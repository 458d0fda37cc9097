import Desk
import Testing

@testable import Console

@Suite("Service sheets: listing, sending, checking, closing")
struct SheetReducerTests {
  private static let template = SheetTemplate(
    code: "deregister", title: Localised("注销税务登记", "Deregistration"), pinyin: "zxswdj",
    materials: [
      SheetMaterial(code: "form", name: Localised("申报表", "Form"), isRequired: true),
      SheetMaterial(code: "proxy", name: Localised("委托书", "Proxy"), isRequired: false),
      SheetMaterial(code: "seal", name: Localised("公章", "Seal"), isRequired: true),
    ], outcomes: [SheetTemplate.Outcome(isHandled: true, words: "清税证明已出具")])
  private static let me = AgentReference(id: "zhang", name: "张敏")

  private func writing() -> TestStore {
    var store = Scene.connecting()
    var snapshot = Scene.snapshot()
    snapshot.catalogue.sheetTemplates = [Self.template]
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot)),
      .streamOpened, .headReached(Scene.position(10), at: Scene.start))
    store.arrange(.keyPressed(.character("1")))
    return store
  }

  private static func image(_ id: ImageID) -> ImageReference {
    ImageReference(id: id, mediaType: "image/png", width: 1, height: 1, size: 1, name: "a.png")
  }

  /// The sheet after steps, told by events.
  private func tell(_ store: inout TestStore, _ steps: [SheetStep]) -> ServiceSheet {
    var sheet = ServiceSheet(
      id: "s1", template: "deregister", title: Self.template.title, materials: Self.template.materials,
      issuedBy: Self.me, issuedAt: Scene.start)
    store.arrange(
      Scene.event(
        11, .sheetChanged(SheetChange(conversation: "C1", step: .issued(SheetIssue(by: Self.me)), sheet: sheet))))
    for (place, step) in steps.enumerated() {
      sheet.apply(step)
      store.arrange(
        Scene.event(Int64(12 + place), .sheetChanged(SheetChange(conversation: "C1", step: step, sheet: sheet))))
    }
    return sheet
  }

  private static let uploaded: [SheetStep] = [
    .pictureAdded(SheetPicture(material: "form", image: image("i1"))),
    .pictureAdded(SheetPicture(material: "seal", image: image("i2"))),
    .confirmed(SheetConfirmation(at: Scene.start)),
  ]

  private func requests(_ effects: [Effect]) -> [SheetRequest] {
    effects.compactMap {
      if case .send(let request) = $0, case .sheet("C1", "s1", let asked) = request.kind { asked } else { nil }
    }
  }

  @Test("m, two letters, ticks and Enter: the sheet is in the outbox as the template and the agent have it")
  func sending() {
    var store = writing()
    store.arrange(.keyPressed(.character("m")))
    #expect(store.state.place == .sheetTemplates)
    store.arrange(.keyPressed(.character("z")), .keyPressed(.character("x")), .keyPressed(Key(.enter)))
    #expect(store.state.place == .sheetOrder)
    store.arrange(.keyPressed(.character("m")), .keyPressed(.character("j")), .keyPressed(.character(" ")))
    store.arrange(.keyPressed(.character("a")))
    #expect(store.state.place == .sheetWords)
    for character in "租约" { store.arrange(.keyPressed(.character(character))) }
    store.arrange(.keyPressed(Key(.enter)))
    let effects = store.arrange(.keyPressed(Key(.enter)))
    let drafts = effects.compactMap { if case .enqueue(let message) = $0 { message.draft.sheet } else { nil } }
    #expect(
      drafts == [
        SheetDraft(
          template: "deregister",
          materials: [
            SheetDraft.Material(code: "form", isRequired: false), SheetDraft.Material(code: "seal", isRequired: true),
            SheetDraft.Material(name: "租约", isRequired: true),
          ])
      ])
    #expect(store.state.popup == nil)
  }

  @Test(
    "a confirmation is told; x opens the sheet, a accepts and goes on to the next, Enter sends a returned one's reason")
  func checking() {
    var store = writing()
    let sheet = tell(&store, Self.uploaded)
    #expect(store.state.notices.last?.text.chinese.contains("已确认提交") == true)
    store.arrange(.keyPressed(.character("m")))
    #expect(store.state.place == .sheet)
    let accepted = requests(store.arrange(.keyPressed(.character("a"))))
    #expect(accepted == [.check(SheetCheckRequest(revision: sheet.revision, material: "form", isAccepted: true))])
    #expect(requests(store.arrange(.keyPressed(.character("a")))).isEmpty, "one step at a time")
    var after = sheet
    after.apply(
      .checked(
        SheetFinding(material: "form", check: SheetCheck(isAccepted: true, by: Self.me, at: Scene.start))))
    answer(&store, accepted[0], after)
    guard case .sheet(let desk) = store.state.popup else { return #expect(Bool(false)) }
    #expect(desk.selected == 2, "on to what is not looked at yet")
    store.arrange(.keyPressed(.character("r")), .keyPressed(Key(.down)))
    let returned = requests(store.arrange(.keyPressed(Key(.enter))))
    let reason = SheetDesk.reasons[1].chinese
    #expect(
      returned == [
        .check(SheetCheckRequest(revision: after.revision, material: "seal", isAccepted: false, reason: reason))
      ])
  }

  private func answer(_ store: inout TestStore, _ request: SheetRequest, _ sheet: ServiceSheet) {
    guard var detail = store.state.replica?.conversations["C1"] else { return #expect(Bool(false)) }
    detail.conversation.sheets = [sheet]
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("s"), kind: .sheet("C1", "s1", request)), .conversation(detail)))
  }

  @Test("a refusal brings the sheet as it is now; nothing is asked that it does not allow")
  func refused() {
    var store = writing()
    let sheet = tell(&store, Array(Self.uploaded.prefix(1)))
    store.arrange(.keyPressed(.character("m")))
    store.arrange(.keyPressed(.character("d")), .keyPressed(Key(.up)), .keyPressed(Key(.down)))
    guard case .sheet(let desk) = store.state.popup else { return #expect(Bool(false)) }
    let outcomes = store.state.suggestions(of: desk)
    #expect(
      outcomes.map { store.state.isBarred($0, in: desk) } == [true, false], "that it is not handled may always be told")
    #expect(desk.suggestion == 1, "what cannot be chosen yet is passed over")
    store.arrange(.pointed(PointerEvent(.pressed, on: .popupRow(0))))
    store.arrange(.keyPressed(Key(.up)))
    #expect(
      requests(store.arrange(.keyPressed(Key(.enter))))
        == [.result(SheetResultRequest(revision: sheet.revision, isHandled: false, words: outcomes[1].words))])
    let result = SheetResultRequest(revision: sheet.revision, isHandled: false, words: outcomes[1].words)
    store.arrange(
      .requestFailed(
        OutgoingRequest(id: RequestID("r"), kind: .sheet("C1", "s1", .result(result))),
        .refused(Problem(.internalError))))
    store.arrange(.keyPressed(Key(.escape)))
    let asked = requests(store.arrange(.keyPressed(.character("a"))))
    var newer = sheet
    newer.apply(.pictureAdded(SheetPicture(material: "form", image: Self.image("i9"))))
    var problem = Problem(.sheetChanged)
    problem.sheet = newer
    store.arrange(
      .requestFailed(OutgoingRequest(id: RequestID("s"), kind: .sheet("C1", "s1", asked[0])), .refused(problem)))
    #expect(store.state.current?.conversation.sheets == [newer])
    #expect(store.state.notices.last?.text.chinese.contains("最新状态") == true)
    #expect(
      requests(store.arrange(.keyPressed(.character("a"))))
        == [.check(SheetCheckRequest(revision: newer.revision, material: "form", isAccepted: true))])
  }

  @Test("v shows the marked material's picture, the arrows the sheet's others, and Esc goes back to the sheet")
  func looking() {
    var store = writing()
    _ = tell(&store, Self.uploaded)
    store.arrange(.keyPressed(.character("m")), .keyPressed(.character("v")))
    guard case .picture(let first) = store.state.popup else { return #expect(Bool(false)) }
    #expect(first.image.id == "i1")
    store.arrange(.keyPressed(.character("j")))
    guard case .picture(let second) = store.state.popup else { return #expect(Bool(false)) }
    #expect(second.image.id == "i2")
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.place == .sheet)
    store.arrange(.keyPressed(.character("j")), .keyPressed(.character("v")))
    #expect(store.state.place == .sheet, "nothing was uploaded for that one")
    #expect(store.state.notices.last?.text.chinese == SheetObstacle.nothingUploaded.text.chinese)
  }

  @Test(
    "m asks for the rest in one message; a result closes it once it was chosen, and then nothing is offered any more")
  func closing() {
    var store = writing()
    let sheet = tell(&store, Array(Self.uploaded.prefix(1)))
    store.arrange(.keyPressed(.character("m")))
    let demand = requests(store.arrange(.keyPressed(.character("m"))))
    #expect(demand == [.demand(SheetRevisionRequest(revision: sheet.revision))])
    var other = writing()
    var accepted = Self.uploaded
    for code in ["form", "seal"] {
      accepted.append(
        .checked(SheetFinding(material: code, check: SheetCheck(isAccepted: true, by: Self.me, at: Scene.start))))
    }
    let whole = tell(&other, accepted)
    other.arrange(.keyPressed(.character("m")), .keyPressed(.character("d")), .pasted("已出证"))
    #expect(requests(other.arrange(.keyPressed(Key(.enter)))).isEmpty, "handled or not was not chosen")
    other.arrange(.keyPressed(.control("u")), .keyPressed(Key(.down)))
    #expect(
      requests(other.arrange(.keyPressed(Key(.enter)))) == [
        .result(SheetResultRequest(revision: whole.revision, isHandled: true, words: "清税证明已出具"))
      ])
    let result = SheetResult(isHandled: true, words: "清税证明已出具", by: Self.me, at: Scene.start)
    _ = tell(&other, accepted + [.resolved(result)])
    other.arrange(.keyPressed(Key(.escape)))
    #expect(other.state.place == .sheet)
    for command in [CommandID.acceptMaterial, .returnMaterial, .demandMaterials, .resolveSheet] {
      #expect(other.state.obstacle(to: command) == SheetObstacle.closed.text)
    }
  }
}
