import Desk
import Imports
import Storage
import Testing

@Suite("What an import would take away")
struct ImportRemovalsTests {
  /// Noon of 2026-11-18 at the office.
  private static let now = Timestamp(milliseconds: 1_795_000_000_000)

  /// A section of the sample cut down to its first entry.
  private static func cut(_ section: String) throws -> String {
    let lines = SampleOffice.files.lazy.map { $0.text.split(separator: "\n", omittingEmptySubsequences: false) }
      .first { $0.contains { $0 == "\(section):" } }
    let all = try #require(lines, "the sample has no \(section)")
    let start = try #require(all.firstIndex { $0 == "\(section):" })
    let entries = all[(start + 1)...].prefix { $0.isEmpty || $0.hasPrefix(" ") || $0.hasPrefix("#") }
    let later = entries.dropFirst().firstIndex { $0.hasPrefix("  - ") } ?? entries.endIndex
    return ([all[start]] + entries[..<later]).joined(separator: "\n") + "\n"
  }

  private static func existing() throws -> OfficeImport.Existing {
    let content = try OfficeImport(SampleOffice.files).content(over: nil, with: ImporterTests.means)
    return OfficeImport.Existing(
      office: content.office, catalogue: try #require(content.catalogue), hosts: ["sample"],
      articles: (content.articles ?? []).map(\.article.id), synonyms: content.synonyms ?? [])
  }

  private static func refusal(_ text: String) throws -> Problem? {
    let existing = try existing()
    return ImportRemovals(of: try ImporterTests.content(text, over: existing), from: existing).refusal
  }

  @Test(
    "a file with one entry of a list is refused, with how many would go",
    arguments: [
      "wrapUpCodes", "breakReasons", "entryLinks", "quickReplies", "sheetTemplates", "appointments", "ticketTypes",
      "articles", "synonyms",
    ])
  func lists(_ section: String) throws {
    let problem = try #require(try Self.refusal(try Self.cut(section)), "\(section) went without a word")
    #expect(problem.kind == .wouldRemove)
    #expect(problem.detailEnglish.contains("would remove: \(section) "), "\(problem.detailEnglish)")
  }

  @Test("a calendar with one exception is refused: working days, holidays and groups' hours would go")
  func calendar() throws {
    let text = """
      calendar:
        exceptions: {"2026-12-31": {ranges: [], reason: 盘点}}
      """
    let told = try #require(try Self.refusal(text)).detailEnglish
    #expect(
      told.contains("calendar.weekly 5 (1, 2, 3, 4, 5)") && told.contains("calendar.publicHolidays 1 (china)"),
      "\(told)")
    #expect(told.contains("calendar.groups 1 (registration)"), "\(told)")
  }

  @Test("a group that keeps a list of days and loses its hours is told, too")
  func groupHours() throws {
    var existing = try Self.existing()
    let group = try #require(existing.office.groupCalendars?.keys.first)
    existing.office.groupCalendars?[group]?.weekly = existing.office.calendar.weekly
    var content = OfficeContent(office: existing.office, catalogue: nil)
    content.office.groupCalendars?[group]?.weekly = nil
    let told = try #require(ImportRemovals(of: content, from: existing).refusal).detailEnglish
    #expect(told.contains("calendar.groups.\(group).weekly"), "\(told)")
  }

  @Test("days that are past and not named stay, for what was promised before them; today's would go")
  func pastDays() throws {
    var existing = try Self.existing()
    let (yesterday, today) = (try #require(CivilDate("2026-11-17")), try #require(CivilDate("2026-11-18")))
    let named = try #require(CivilDate("2026-11-16"))
    existing.office.calendar.holidays = [yesterday: "盘点", named: "旧"]
    existing.office.calendar.makeUpWorkdays = [:]
    var content = OfficeContent(office: existing.office, catalogue: nil)
    content.office.calendar.holidays = [:]
    content.office.calendar.makeUpWorkdays = [named: []]
    content.keepPastDays(of: existing.office, at: Self.now)
    #expect(content.office.calendar.holidays == [yesterday: "盘点"], "what the file says of a day holds")
    existing.office.calendar.holidays = [yesterday: "盘点", today: "停电"]
    let told = try #require(ImportRemovals(of: content, from: existing).refusal).detailEnglish
    #expect(told.contains("calendar.holidays 1 (2026-11-18)"), "\(told)")
  }

  @Test("settings and promises go by single values: what a file does not name stays, and nothing is refused")
  func values() throws {
    #expect(try Self.refusal("settings:\n  seatGraceSeconds: 100\npromises:\n  reopenDays: 5\n") == nil)
    #expect(
      try Self.refusal("settings:\n  linkHosts: [etax.example.cn]\n")?.detailEnglish.contains("settings.linkHosts 1")
        == true)
  }
}
