import Desk
import Imports
import Storage
import Testing

struct ImportErrorTests {
  private static let head = """
    office: {code: hd, name: 示范, region: 示例市}
    groups: [{code: invoice, name: 发票, englishName: Invoices}]

    """

  private func complaint(_ text: String) -> ImportError? {
    do {
      _ = try ImporterTests.content(Self.head + text)
      return nil
    } catch {
      return error as? ImportError
    }
  }

  @Test(
    "A mistake is named with its line and with what to do",
    arguments: [
      ("colour: red", 3, "colour"),
      ("accounts:\n  - {login: a, name: 甲, role: agent, groups: [], slots: 5, passwort: x}", 4, "passwort"),
      ("accounts:\n  - {login: a, name: 甲, role: boss, groups: [], password: 12345678}", 4, "supervisor"),
      ("accounts:\n  - {login: a, name: 甲, role: agent, groups: [none], password: 12345678}", 4, "none"),
      ("accounts:\n  - {login: a, name: 甲, role: agent, groups: [], slots: 21, password: 12345678}", 4, "20"),
      ("accounts:\n  - {login: a, name: 甲, role: agent, groups: [], password: short}", 4, "8 characters"),
      ("accounts:\n  - {login: a, name: 甲, role: agent, groups: []}", 4, "password"),
      ("accounts:\n  - {login: 甲, name: 甲, role: agent, groups: [], password: 12345678}", 4, "code"),
      ("calendar:\n  weekly:\n    8: [\"09:00-12:00\"]", 5, "Sunday"),
      ("calendar:\n  weekly:\n    1: [\"9-12\"]", 5, "09:00-12:00"),
      ("calendar:\n  weekly:\n    1: [\"09:00-12:00\", \"11:00-13:00\"]", 5, "overlap"),
      ("calendar:\n  holidays:\n    \"2026-02-30\": 元旦", 5, "2026-01-31"),
      ("calendar:\n  holidays: france", 4, "china"),
      ("calendar:\n  groups:\n    none: {weekly: {1: []}}", 5, "none"),
      ("calendar:\n  exceptions:\n    \"2026-12-01\": {ranges: []}", 5, "reason"),
      ("entryLinks:\n  - {code: a, title: 甲, url: \"http://a.cn\"}", 4, "https://"),
      (
        "entryLinks:\n  - {code: a, title: 甲, url: \"https://a.cn\", validFrom: 2026-02-01, validUntil: 2026-01-01}", 4,
        "before"
      ),
      ("wrapUpCodes:\n  - {code: a, name: 甲}\n  - {code: a, name: 乙}", 5, "twice"),
      ("wrapUpCodes:\n  - {code: a, name: 甲, group: none}", 4, "none"),
      ("quickReplies:\n  - {code: a, title: 甲, text: \"{nsrmc}\"}", 4, "{nsrmc}"),
      ("quickReplies:\n  - {code: a, title: 甲, text: \"{?}\"}", 4, "{?invoice number}"),
      ("quickReplies:\n  - {code: a, title: 甲, text: 甲, entryLink: none}", 4, "none"),
      ("quickReplies:\n  - {code: a, scope: personal, title: 甲, text: 甲}", 4, "zuoxi replies import"),
      ("quickReplies:\n  - {code: a, title: 甲, text: 甲}\n  - {code: a, title: 乙, text: 乙}", 5, "twice"),
      ("sheetTemplates:\n  - {code: a, title: 甲}", 4, "at least one material"),
      ("sheetTemplates:\n  - {code: a, title: 甲, group: none, materials: [{code: b, name: 乙}]}", 4, "none"),
      ("sheetTemplates:\n  - {code: a, title: 甲, materials: [{code: own-1, name: 乙}]}", 4, "own-"),
      (
        "sheetTemplates:\n  - {code: a, title: 甲, materials: [{code: b, name: 乙, sample: \"https://x.cn/a\"}]}", 4,
        "linkHosts"
      ),
      (
        "sheetTemplates:\n  - {code: a, title: 甲, materials: [{code: b, name: 乙}], outcomes: [{handled: yes?, words: 好}]}",
        4,
        "true or false"
      ),
      ("settings: {messageBytes: 1}", 3, "64"),
      ("settings: {acceptsOutsideHours: perhaps}", 3, "true or false"),
      ("articles:\n  - {code: K1, title: 甲, matter: 发票, group: invoice, answer: 答, links: [none]}", 4, "none"),
      ("articles:\n  - {code: K1, title: 甲, matter: 发票, group: invoice}", 4, "answer"),
      ("articles: {}", 3, "list"),
      ("synonyms:\n  - [一个]", 4, "2 to 100"),
      ("hosts: [{code: h, secret: short}]", 3, "32 bytes"),
      ("turn: {urls: [\"https://x\"], secret: sixteen-bytes-here}", 3, "turn:turn.example.cn"),
      ("turn: {urls: [\"turn:t:3478\"]}", 3, "is missing"),
      ("rooms: {kind: zoom, url: \"https://x.cn\", key: k}", 3, "livekit, jitsi"),
      ("rooms: {kind: jitsi, url: \"http://x.cn\", key: k}", 3, "https"),
      ("groups: []", nil, "twice"),
      ("accounts: [", nil, "YAML"),
      ("accounts: \"a\u{7}b\"", nil, ""),
    ] as [(String, Int?, String)])
  func mistakes(_ text: String, _ line: Int?, _ word: String) throws {
    let error = try #require(complaint(text))
    if let line { #expect(error.line == line, "\(error)") }
    #expect(word.isEmpty || error.description.contains(word), "\(error)")
    #expect(error.description.hasPrefix("f.yaml:"))
    #expect(error.problem.kind == .badRequest)
  }

  @Test("An empty file, a list, and nesting without end are refused, not crashed on")
  func hostile() {
    for text in ["", "# nothing", "- a", "a: b: c", String(repeating: "[", count: 200_000), "\u{0}", "&a [*a]"] {
      #expect(throws: ImportError.self) { try ImporterTests.content(text) }
    }
  }

  @Test("A part leaves the rest as it is, and a section may stand in one file only")
  func partial() throws {
    let first = try ImporterTests.content(
      Self.head + "accounts: [{login: a, name: 甲, role: agent, groups: [invoice], password: 12345678}]")
    let existing = OfficeImport.Existing(
      office: first.office, catalogue: try #require(first.catalogue), passwordHashes: ["a": "kept"])
    let second = try ImporterTests.content("settings: {wrapUpSeconds: 30}", over: existing)
    #expect(second.office.settings.wrapUpSeconds == 30)
    var office = second.office
    office.settings.promises = PromiseSettings(messageMinutes: 7)
    let promised = OfficeImport.Existing(
      office: office, catalogue: existing.catalogue, passwordHashes: existing.passwordHashes)
    let kept = try ImporterTests.content("settings: {wrapUpSeconds: 40}", over: promised)
    #expect(kept.office.settings.promises?.messageMinutes == 7, "what is promised has its own section")
    #expect(second.office.name == first.office.name)
    #expect(second.catalogue == nil && second.accounts == nil && second.articles == nil)
    let third = try ImporterTests.content(
      "accounts: [{login: a, name: 乙, role: agent, groups: [invoice]}]", over: existing)
    #expect(third.accounts?.map(\.passwordHash) == ["kept"])
    #expect(throws: ImportError.self) { try ImporterTests.content("settings: {wrapUpSeconds: 30}") }
    #expect(throws: ImportError.self) {
      try OfficeImport([ImportFile(name: "a", text: "groups: []"), ImportFile(name: "b", text: "groups: []")])
    }
    #expect(throws: ImportError.self) {
      try ImporterTests.content("office: {code: other, name: 别处, region: 别处}", over: existing)
    }
  }

  @Test("What is loaded says what the file said")
  func values() throws {
    let content = try ImporterTests.content(
      Self.head
        + """
        accounts: [{login: a, name: 甲, role: supervisor, groups: [invoice], password: "12345678"}]
        settings: {slotsDefault: 7}
        quickReplies: [{code: q, scope: group, group: invoice, title: 问候, text: "您好，\\n请讲", pinyin: WH}]
        entryLinks: [{code: l, title: 开票, englishTitle: Issue, menuPath: [我要办税, 开票], url: "https://a.cn/x", validUntil: 2026-12-31}]
        articles: [{code: K1, title: 怎么开票, matter: 发票, group: invoice, phrasings: [开票步骤], keywords: [开票], answer: 如下, links: [l], popular: true}]
        synonyms: [[红冲, 冲红]]
        taxpayers: [{subject: s, name: 林晓燕, enterprise: {name: 某公司, creditCode: 91990100MA0XY00379}, role: 办税员}]
        """)
    #expect(content.office.id == "hd")
    #expect(content.accounts?.first?.agent.slots == 7)
    #expect(content.accounts?.first?.agent.role == .supervisor)
    #expect(content.accounts?.first?.passwordHash == "hash:12345678")
    #expect(content.catalogue?.groups.first?.name == Localised("发票", "Invoices"))
    #expect(content.catalogue?.quickReplies.first?.text == "您好，\n请讲")
    #expect(content.catalogue?.quickReplies.first?.pinyin == "wh")
    #expect(content.catalogue?.entryLinks.first?.validUntil == CivilDate("2026-12-31"))
    #expect(content.articles?.first?.headTerms == "怎么开票\n开票步骤\n开票")
    #expect(content.articles?.first?.article.isPopular == true)
    #expect(content.synonyms == [["红冲", "冲红"]])
    #expect(content.sampleTaxpayers?.first?.creditCode == "91990100MA0XY00379")
  }
}
