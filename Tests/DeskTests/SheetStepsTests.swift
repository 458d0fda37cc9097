import Desk
import Testing

/// The sheet's state machine as a table: for each state, which step is taken and which is refused, and why.
struct SheetStepsTests {
  private static let agent = AgentReference(id: "zhang", name: "张敏")
  private static let at = Timestamp(milliseconds: 1_795_000_000_000)

  private static func image(_ id: ImageID) -> ImageReference {
    ImageReference(id: id, mediaType: "image/png", width: 1, height: 1, size: 1, name: "")
  }

  static func fresh() -> ServiceSheet {
    ServiceSheet(
      id: "s1", template: "deregister", title: Localised("注销", "Deregistration"),
      materials: [
        SheetMaterial(code: "form", name: Localised("申报表", "Form"), isRequired: true),
        SheetMaterial(code: "proxy", name: Localised("委托书", "Proxy"), isRequired: false),
      ], issuedBy: agent, issuedAt: at)
  }

  private static func add(_ id: ImageID, to code: String = "form", replacing: ImageID? = nil) -> SheetStep {
    .pictureAdded(SheetPicture(material: code, image: image(id), replaced: replacing))
  }
  private static func remove(_ id: ImageID, from code: String = "form") -> SheetStep {
    .pictureRemoved(SheetPicture(material: code, image: image(id)))
  }
  private static let confirm = SheetStep.confirmed(SheetConfirmation(at: at))
  private static func check(_ isAccepted: Bool, _ code: String = "form") -> SheetStep {
    .checked(
      SheetFinding(
        material: code, check: SheetCheck(isAccepted: isAccepted, reason: isAccepted ? "" : "不清晰", by: agent, at: at)))
  }
  private static func ask(_ sheet: ServiceSheet) -> SheetStep { .asked(SheetDemand(sheet)) }
  private static func resolve(_ isHandled: Bool) -> SheetStep {
    .resolved(SheetResult(isHandled: isHandled, words: "好", by: agent, at: at))
  }

  /// The sheet after steps that are all allowed.
  private static func after(_ steps: SheetStep...) -> ServiceSheet {
    var sheet = fresh()
    for step in steps {
      #expect(sheet.obstacle(to: step, seen: sheet.revision) == nil, "\(step)")
      sheet.apply(step)
    }
    return sheet
  }

  static let states: [(name: String, sheet: ServiceSheet)] = {
    let returned = after(add("i1"), confirm, check(false))
    var asked = returned
    asked.apply(ask(returned))
    return [
      ("empty", fresh()), ("uploaded", after(add("i1"))), ("confirmed", after(add("i1"), confirm)),
      ("accepted", after(add("i1"), confirm, check(true))), ("returned", returned), ("asked", asked),
      ("handled", after(add("i1"), confirm, check(true), resolve(true))), ("not handled", after(resolve(false))),
    ]
  }()

  /// What each step meets in each state, in the order of `states`; `nil` means that it is taken.
  static let table: [(step: String, expected: [SheetObstacle?])] = {
    let form = [Localised("申报表", "Form")]
    return [
      ("add", [nil, nil, .submitted, .submitted, .submitted, nil, .closed, .closed]),
      ("remove", [.unknownPicture, nil, .submitted, .submitted, .submitted, nil, .closed, .closed]),
      ("confirm", [.missing(form), nil, .submitted, .submitted, .submitted, .returned(form), .closed, .closed]),
      ("accept", [.nothingUploaded, nil, nil, nil, nil, nil, .closed, .closed]),
      ("ask", [nil, .nothingToAsk, .nothingToAsk, .nothingToAsk, nil, nil, .closed, .closed]),
      (
        "handled",
        [.notSubmitted, .notSubmitted, .notAccepted(form), nil, .notAccepted(form), .notSubmitted, .closed, .closed]
      ),
      ("not handled", [nil, nil, nil, nil, nil, nil, .closed, .closed]),
    ]
  }()

  private func step(_ name: String, on sheet: ServiceSheet) -> SheetStep {
    switch name {
    case "add": Self.add("i9")
    case "remove": Self.remove("i1")
    case "confirm": Self.confirm
    case "accept": Self.check(true)
    case "ask": Self.ask(sheet)
    default: Self.resolve(name == "handled")
    }
  }

  @Test("Each step is taken or refused as the table says, in each state", arguments: table.map(\.step))
  func stepByStep(_ name: String) throws {
    let row = try #require(Self.table.first { $0.step == name })
    for (place, state) in Self.states.enumerated() {
      let found = state.sheet.obstacle(to: step(name, on: state.sheet), seen: state.sheet.revision)
      #expect(found == row.expected[place], "\(name) when \(state.name)")
    }
  }

  @Test("A click on an older revision is refused, but for a material that has not moved since")
  func revisions() {
    var sheet = Self.after(Self.add("i1"), Self.add("p1", to: "proxy"))
    let seen = sheet.revision
    sheet.apply(Self.add("p2", to: "proxy"))
    #expect(sheet.obstacle(to: Self.check(true), seen: seen) == nil, "what was looked at is as it was")
    #expect(sheet.obstacle(to: Self.check(true, "proxy"), seen: seen) == .changed)
    #expect(sheet.obstacle(to: Self.check(true), seen: sheet.revision + 1) == .changed, "nobody has seen that yet")
    #expect(sheet.obstacle(to: Self.confirm, seen: seen) == .changed)
    #expect(sheet.obstacle(to: Self.resolve(false), seen: seen) == .changed)
    #expect(sheet.obstacle(to: Self.check(true), seen: nil) == .changed)
  }

  @Test("A picture takes another's place where it stood; an eleventh is refused; a change takes the finding away")
  func pictures() {
    var sheet = Self.after(Self.add("i1"), Self.add("i2"), Self.add("i3", replacing: "i1"))
    #expect(sheet.material("form")?.pictures.map(\.id) == ["i3", "i2"])
    #expect(sheet.obstacle(to: Self.add("i4", replacing: "i1")) == .unknownPicture)
    #expect(sheet.obstacle(to: Self.add("i4", to: "nothing")) == .unknownMaterial)
    for number in 4...11 { sheet.apply(Self.add(ImageID("i\(number)"))) }
    #expect(sheet.obstacle(to: Self.add("i12")) == .full)
    sheet.apply(Self.check(false))
    #expect(sheet.material("form")?.state == .returned)
    sheet.apply(Self.remove("i2"))
    #expect(sheet.material("form")?.state == .uploaded)
    sheet.apply(Self.check(true))
    #expect(sheet.obstacle(to: Self.remove("i3")) == .accepted)
  }

  @Test("One message names everything that is missing or was returned, with the reasons")
  func demand() {
    var sheet = Self.fresh()
    sheet.materials.append(SheetMaterial(code: "id", name: Localised("身份证", "Identity card"), isRequired: true))
    sheet.apply(Self.add("i1"))
    sheet.apply(Self.check(false))
    let demand = SheetDemand(sheet)
    #expect(demand.text(.chinese).contains("1. 缺少：身份证\n2. 请重传：申报表（不清晰）"))
    #expect(demand.text(.english).contains("1. Missing: Identity card\n2. Upload again: Form (不清晰)"))
  }

  @Test("Rows and replicas keep the later revision, whatever order it is told in")
  func merging() {
    var conversation = Conversation(id: "c1", taxpayer: Taxpayer(id: "t1", name: "张*"), openedAt: Self.at)
    let old = Self.fresh()
    let new = Self.after(Self.add("i1"))
    func told(_ sheet: ServiceSheet) -> EventBody {
      .sheetChanged(SheetChange(conversation: "c1", step: Self.add("i1"), sheet: sheet))
    }
    for sheet in [old, new, old] { conversation.apply(told(sheet), at: Self.at) }
    #expect(conversation.sheets == [new])
  }

  @Test("a sheet whose materials are all accepted is not said to wait for a check")
  func words() {
    let confirmed = Self.after(Self.add("i1"), Self.confirm)
    #expect(!confirmed.isChecked && confirmed.standing(.chinese).hasPrefix("已确认提交，待审核"))
    let accepted = Self.after(Self.add("i1"), Self.confirm, Self.check(true))
    #expect(accepted.isChecked && accepted.standing(.chinese).hasPrefix("材料已全部通过"))
  }
}
