import Desk
import Foundation
import Imports
import Storage
import Testing

struct ImporterTests {
  static let means = OfficeImport.Means(
    hash: { "hash:" + $0 }, matches: { "hash:" + $0 == $1 }, secret: { String(repeating: "s", count: 43) },
    terms: { $0 })
  static let now = Timestamp(milliseconds: 1_795_000_000_000)

  static func content(_ text: String, over existing: OfficeImport.Existing? = nil) throws -> OfficeContent {
    try OfficeImport([ImportFile(name: "f.yaml", text: text)]).content(over: existing, with: means)
  }

  /// Lays files over what the store has, as a backend does.
  static func load(
    _ files: [ImportFile], into store: any Store, with means: OfficeImport.Means = means
  ) async throws {
    let parsed = try OfficeImport(files)
    var existing: OfficeImport.Existing?
    if let office = try await store.offices().first {
      existing = try await store.read(office.id) { reader in
        var hashes: [AgentID: String] = [:]
        for id in try reader.accountIDs() { hashes[id] = try reader.account(id)?.passwordHash }
        return OfficeImport.Existing(
          office: try reader.office(), catalogue: try reader.catalogue(), passwordHashes: hashes,
          hosts: Set(try reader.hosts()), mediaServices: try reader.mediaServices(),
          webhooks: try reader.webhooks())
      }
    }
    try await store.load(try parsed.content(over: existing, with: means), at: now)
  }

  @Test("The sample office loads, and loading it again changes no secret and no password given before")
  func sample() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/zuoxi-import-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try Stores.sqlite(in: folder)
    try await Self.load(SampleOffice.files, into: store)
    let office = try #require(try await store.offices().first).id
    let secret = try await store.read(office) { try $0.hostSecret("sample") }
    #expect(secret == String(repeating: "s", count: 43))
    #expect(try await store.read(office) { try $0.articles().count } >= 150)
    let hash = try await store.read(office) { try $0.account("zhangmin")?.passwordHash }
    let other = OfficeImport.Means(
      hash: { "salted:" + $0 }, matches: Self.means.matches, secret: { "another" }, terms: { $0 })
    try await Self.load(SampleOffice.files, into: store, with: other)
    #expect(try await store.read(office) { try $0.account("zhangmin")?.passwordHash } == hash)
    #expect(try await store.read(office) { try $0.hostSecret("sample") } == secret)
    #expect(try await store.read(office) { try $0.seats().count } == 9)
    #expect(try await store.read(office) { try $0.sampleTaxpayers().count } == 12)
    #expect(try await store.read(office) { try $0.popularArticles().isEmpty } == false)

    // What is exported can be loaded again and says the same.
    let (articles, synonyms) = try await store.read(office) { (try $0.articles(), try $0.synonyms()) }
    let yaml = try KnowledgeExport.yaml(articles: articles, synonyms: synonyms)
    try await Self.load([ImportFile(name: "export.yaml", text: yaml)], into: store)
    let (again, synonymsAgain) = try await store.read(office) { (try $0.articles(), try $0.synonyms()) }
    #expect(again == articles)
    #expect(synonymsAgain == synonyms)
    let export = try await store.read(office) { try OfficeExport($0) }
    #expect(!(try export.yaml().contains("zuoxi-demo-")), "a password")
    #expect(!(try export.yaml().contains(try #require(secret))))
    try await Self.load([ImportFile(name: "office.yaml", text: try export.yaml())], into: store)
    let loaded = try await store.read(office) { try OfficeExport($0) }
    #expect(loaded.office == export.office && loaded.catalogue == export.catalogue && loaded.agents == export.agents)
    #expect(loaded.taxpayers == export.taxpayers && loaded.hosts == export.hosts && loaded.agents.count == 10)
    #expect(try await store.read(office) { try $0.account("zhangmin")?.passwordHash } == hash)
    try await store.close()
  }

  @Test("Servers for sound and pictures: their secrets stay when a file gives none, and are never exported")
  func mediaServices() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/zuoxi-import-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try Stores.sqlite(in: folder)
    try await Self.load(SampleOffice.files, into: store)
    let office = try #require(try await store.offices().first).id
    let text = """
      turn: {urls: ["stun:turn.example.cn:3478", "turn:turn.example.cn:3478?transport=udp"], secret: relay-secret-relay-secret, relayOnly: true}
      rooms: {kind: livekit, url: "https://meet.example.cn/custom", key: APIkey, secret: rooms-secret-rooms-secret}
      """
    try await Self.load([ImportFile(name: "media.yaml", text: text)], into: store)
    let services = try await store.read(office) { try $0.mediaServices() }
    #expect(services.relay?.isRequired == true && services.relay?.urls.count == 2 && services.rooms?.kind == .livekit)
    #expect(try await store.offices().first?.settings.hasRooms == true)
    let export = try await store.read(office) { try OfficeExport($0).yaml() }
    #expect(!export.contains("relay-secret") && !export.contains("rooms-secret") && export.contains("APIkey"))
    try await Self.load([ImportFile(name: "office.yaml", text: export)], into: store)
    #expect(try await store.read(office) { try $0.mediaServices() } == services)
    try await Self.load([ImportFile(name: "off.yaml", text: "rooms: {kind: none}\nturn: {urls: []}")], into: store)
    #expect(try await store.read(office) { try $0.mediaServices() } == MediaServices())
    #expect(try await store.offices().first?.settings.hasRooms == nil)
    try await store.close()
  }

  @Test("What is watched and who is told of it come from files and go out again; secrets stay and are never exported")
  func alerts() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/zuoxi-import-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try Stores.sqlite(in: folder)
    try await Self.load(SampleOffice.files, into: store)
    let office = try #require(try await store.offices().first).id
    let secret = "whsec_" + String(repeating: "QUJD", count: 8)
    let text = """
      thresholds:
        - {name: longest_wait_seconds, group: invoice, warning: "60", critical: "180", hysteresis: 0.2}
      webhooks:
        - {code: hub, url: "https://hub.example.gov.cn/in", kinds: [alert.raised, ticket.changed], secret: \(secret)}
      """
    try await Self.load([ImportFile(name: "alerts.yaml", text: text)], into: store)
    let (kept, webhooks) = try await store.read(office) { (try $0.office(), try $0.webhooks()) }
    #expect(kept.thresholds?.map(\.key) == ["longest_wait_seconds/invoice"] && kept.thresholdsRevision == 2)
    #expect(webhooks.map(\.secret) == [secret] && kept.webhooksRevision == 2)
    let yaml = try await store.read(office) { try OfficeExport($0).yaml() }
    #expect(!yaml.contains(secret) && yaml.contains("ticket.changed"))
    try await Self.load([ImportFile(name: "export.yaml", text: yaml)], into: store)
    let (again, told) = try await store.read(office) { (try $0.office(), try $0.webhooks()) }
    #expect(again.thresholds == kept.thresholds && again.thresholdsRevision == 2 && told == webhooks)
    for (wrong, words) in [
      ("webhooks: [{code: a, url: \"http://u@h/\", kinds: [alert.raised], secret: \(secret)}]", "url"),
      ("webhooks: [{code: a, url: \"https://h.cn/\", kinds: [money], secret: \(secret)}]", "kinds"),
      ("webhooks: [{code: a, url: \"https://h.cn/\", kinds: [alert.raised]}]", "secret"),
      ("thresholds: [{name: money, warning: \"1\"}]", "name"), ("thresholds: [{name: waiting, warning: x}]", "warning"),
    ] {
      await #expect(throws: ImportError.self, "\(words)") {
        try await Self.load([ImportFile(name: "wrong.yaml", text: wrong)], into: store)
      }
    }
  }

  @Test("a calendar with public holidays, exceptions and groups' hours goes out and comes back, and counts its changes")
  func calendar() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/zuoxi-import-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try Stores.sqlite(in: folder)
    let office: OfficeID = "demo"
    try await Self.load(SampleOffice.files, into: store)
    let first = try #require(try await store.offices().first)
    #expect(first.calendar.publicHolidays == .china && first.calendarRevision == 1)
    #expect(first.calendar(of: "registration").workingDay(try #require(CivilDate("2026-12-30"))).kind == .exception)
    #expect(first.calendar.workingDay(try #require(CivilDate("2026-12-30"))).kind == .workday)
    let export = try await store.read(office) { try OfficeExport($0).yaml() }
    #expect(export.contains("holidays: china"))
    try await Self.load([ImportFile(name: "office.yaml", text: export)], into: store)
    let again = try #require(try await store.offices().first)
    #expect(OfficeCalendar(again) == OfficeCalendar(first))
    let text = """
      calendar:
        publicHolidays: china
        weekly: {1: ["09:00-12:00"]}
        holidays: {"2026-11-11": 局庆日}
        makeUpWorkdays: {"2026-11-14": []}
      """
    try await Self.load([ImportFile(name: "calendar.yaml", text: text)], into: store)
    let changed = try #require(try await store.offices().first)
    #expect(changed.calendarRevision == 2 && changed.groupCalendars == nil)
    let own = try await store.read(office) { try OfficeExport($0).yaml() }
    try await Self.load([ImportFile(name: "office.yaml", text: own)], into: store)
    let last = try #require(try await store.offices().first)
    #expect(OfficeCalendar(last) == OfficeCalendar(changed))
    try await store.close()
  }
}
