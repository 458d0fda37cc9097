import Desk
import Service
import Testing

struct EntryLinkDecisionsTests {
  private static let link = EntryLink(
    code: "invoice.red", title: Localised("红字发票", "Red invoice"), menuPath: ["开票业务", "红字发票"],
    url: "https://etax.example.gov.cn/red", validFrom: CivilDate("2026-01-01"), validUntil: CivilDate("2027-12-31"))

  private func scene(_ change: (inout EntryLink) -> Void = { _ in }) throws -> Scene {
    var scene = try Scene.talking()
    var link = Self.link
    change(&link)
    scene.catalogue.entryLinks = [link]
    scene.office.settings.linkHosts = ["*.example.gov.cn"]
    return scene
  }

  private func send(_ scene: inout Scene, _ code: String = "invoice.red", text: String = "") throws -> Outcome {
    try scene.perform(
      .agentWrites("c1", MessageDraft(id: "l1", text: text, entryLink: code)), by: .staff(Scene.agent))
  }

  @Test("A link is sent by its code as the card the catalogue holds, with the agent's words or without")
  func sent() throws {
    var scene = try scene()
    let outcome = try send(&scene, text: "请点这里")
    guard case .posted(let posted) = outcome.answer, case .entryLink(let card)? = posted.messages.first?.body else {
      return #expect(Bool(false))
    }
    #expect(card == EntryLinkCard(Self.link, words: "请点这里"))
    #expect(scene.conversations["c1"]?.lastMessage?.text == "请点这里 [办理入口] 红字发票")
    #expect(scene.conversations["c1"]?.unansweredSince == nil, "a card is an answer")
    // The catalogue may change; what was sent stays, and the same draft is answered with it.
    scene.catalogue.entryLinks = []
    #expect(try send(&scene, text: "请点这里").answer == outcome.answer)
  }

  @Test("What is expired, not yet valid, foreign, unknown or for another region is not sent, and the agent is told why")
  func refused() throws {
    func words(_ change: (inout EntryLink) -> Void, code: String = "invoice.red") throws -> String? {
      var scene = try scene(change)
      let problem = refusal { _ = try send(&scene, code) }
      #expect(problem?.kind == .linkRefused || problem == nil)
      return problem?.detail
    }
    #expect(try words { $0.validUntil = CivilDate("2026-01-02") }?.contains("2026-01-02 到期") == true)
    #expect(try words { $0.validFrom = CivilDate("2027-01-02") }?.contains("2027-01-02 起") == true)
    #expect(try words { $0.url = "https://evil.example.com/red" }?.contains("evil.example.com") == true)
    #expect(try words { $0.url = "https://etax.example.gov.cn@evil.example.com/" } != nil)
    #expect(try words { $0.url = "https://evil.com\\.example.gov.cn/" } != nil)
    #expect(try words { $0.url = "https://example.gov.cn/" } != nil, "the pattern is for what is below it")
    #expect(try words { $0.url = "http://etax.example.gov.cn/red" } != nil)
    #expect(try words({ _ in }, code: "nothing")?.contains("nothing") == true)
    var elsewhere = try scene { $0.region = "北京" }
    elsewhere.conversations["c1"]?.taxpayer.region = "上海"
    #expect(refusal { _ = try send(&elsewhere) }?.detail.contains("北京") == true)
    elsewhere.conversations["c1"]?.taxpayer.region = "北京"
    #expect(refusal { _ = try send(&elsewhere) } == nil)
    var listless = try scene()
    listless.office.settings.linkHosts = nil
    #expect(refusal { _ = try send(&listless) }?.kind == .linkRefused, "no list, no link")
    #expect(listless.messages.allSatisfy { $0.id != "l1" }, "a refusal leaves nothing behind")
  }

  @Test("The last day of a link ends at the office's midnight")
  func lastDay() throws {
    // 2026-11-18T16:06:40Z is past midnight of the 19th eight hours to the east.
    #expect(WorkingCalendar(weekly: [:]).day(at: Scene.start).description == "2026-11-18")
    var scene = try scene { $0.validUntil = CivilDate("2026-11-18") }
    scene.now = Timestamp("2026-11-18T15:59:59.999Z") ?? scene.now
    #expect(refusal { _ = try send(&scene) } == nil)
    scene = try self.scene { $0.validUntil = CivilDate("2026-11-18") }
    scene.now = Timestamp("2026-11-18T16:00:00.000Z") ?? scene.now
    #expect(refusal { _ = try send(&scene) }?.kind == .linkRefused)
  }

  @Test("Each opening by the taxpayer is counted for the agent to see; others cannot count")
  func opened() throws {
    var scene = try scene()
    _ = try send(&scene)
    let number = try #require(scene.messages.last).number
    for count in 1...3 {
      scene.now = scene.now.advanced(seconds: 5)
      try scene.perform(.openLink("l1"), by: .taxpayer(Scene.person))
      #expect(scene.conversations["c1"]?.openings == [LinkOpening(number: number, count: count, at: scene.now)])
    }
    #expect(refusal { try scene.perform(.openLink("l1"), by: .taxpayer(Scene.visitor)) }?.kind == .notFound)
    #expect(refusal { try scene.perform(.openLink("n-accept"), by: .taxpayer(Scene.person)) }?.kind == .notFound)
    #expect(refusal { try scene.perform(.openLink("l1"), by: .staff(Scene.agent)) }?.kind == .forbidden)
    // The same event told twice, or an older one late, changes nothing.
    var copy = try #require(scene.conversations["c1"])
    let before = copy
    for event in scene.events { if case .linkOpened = event { copy.apply(event, at: scene.now) } }
    #expect(copy == before)
  }

  @Test("A taxpayer cannot send a card")
  func byTaxpayer() throws {
    var scene = try scene()
    let draft = MessageDraft(id: "x1", text: "看", entryLink: "invoice.red")
    let problem = refusal {
      try scene.perform(
        .taxpayerWrites(
          draft, newConversation: "c9", reply: nil, replyID: "r", escalation: nil, noticeID: "n", isForHuman: true),
        by: .taxpayer(Scene.person))
    }
    #expect(problem?.kind == .forbidden)
  }
}
