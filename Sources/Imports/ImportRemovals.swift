import Desk
import Storage

/// What an import would take away: each list of a file takes the place of the office's, and a file of one entry would leave one.
public struct ImportRemovals: Sendable {
  /// Names of what would go, by section, in the office's order; sections that lose nothing are not there.
  public private(set) var names: [(section: String, names: [String])] = []

  /// Compares what would be kept with what is there.
  public init(of content: OfficeContent, from existing: OfficeImport.Existing) {
    if let after = content.catalogue {
      let before = existing.catalogue
      compare("groups", before.groups.map(\.id.rawValue), after.groups.map(\.id.rawValue))
      compare("wrapUpCodes", before.wrapUpCodes.map(\.code), after.wrapUpCodes.map(\.code))
      compare("breakReasons", before.breakReasons.map(\.code), after.breakReasons.map(\.code))
      compare("entryLinks", before.entryLinks.map(\.code), after.entryLinks.map(\.code))
      compare("quickReplies", before.quickReplies.map(\.code), after.quickReplies.map(\.code))
      compare("sheetTemplates", before.sheetTemplates?.map(\.code), after.sheetTemplates?.map(\.code))
      compare("appointments", before.appointmentRules?.map(\.code), after.appointmentRules?.map(\.code))
      compare("ticketTypes", before.ticketTypes?.map(\.code), after.ticketTypes?.map(\.code))
      compare("reviewCriteria", before.reviewCriteria?.map(\.code), after.reviewCriteria?.map(\.code))
    }
    if let after = content.articles {
      compare("articles", existing.articles.map(\.rawValue), after.map(\.article.id.rawValue))
    }
    if let after = content.synonyms {
      let words = Set(after.joined())
      // A group of five words cut to two is a loss, too.
      let gone = existing.synonyms.filter { !words.isSuperset(of: $0) }.compactMap(\.first)
      if !gone.isEmpty { names.append(("synonyms", gone)) }
    }
    if let after = content.webhooks { compare("webhooks", existing.webhooks.map(\.code), after.map(\.code)) }
    compare("thresholds", existing.office.thresholds?.map(\.key), content.office.thresholds?.map(\.key))
    compareHours(content.office, existing.office)
    let (before, after) = (existing.office.settings, content.office.settings)
    compare("settings.linkHosts", before.linkHosts, after.linkHosts)
    compare(
      "promises.messageMinutesByGroup", before.promises?.messageMinutesByGroup.keys.map(\.rawValue).sorted(),
      after.promises?.messageMinutesByGroup.keys.map(\.rawValue))
  }

  /// A calendar with one exception would take away every holiday and every working day, and move all that was promised.
  private mutating func compareHours(_ after: Office, _ before: Office) {
    func days<Value>(_ days: [CivilDate: Value]?) -> [String]? { days?.keys.sorted().map(\.description) }
    let (old, new) = (before.calendar, after.calendar)
    compare("calendar.weekly", old.weekly.keys.sorted().map(String.init), new.weekly.keys.map(String.init))
    compare(
      "calendar.publicHolidays", old.publicHolidays.map { [$0.rawValue] }, new.publicHolidays.map { [$0.rawValue] })
    compare("calendar.holidays", days(old.holidays), days(new.holidays))
    compare("calendar.makeUpWorkdays", days(old.makeUpWorkdays), days(new.makeUpWorkdays))
    compare("calendar.exceptions", days(old.exceptions), days(new.exceptions))
    compare(
      "calendar.groups", before.groupCalendars?.keys.map(\.rawValue).sorted(),
      after.groupCalendars?.keys.map(\.rawValue))
    for (group, own) in (before.groupCalendars ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let kept = after.groupCalendars?[group] else { continue }
      let place = "calendar.groups.\(group)"
      compare(
        place + ".weekly", own.weekly?.keys.sorted().map(String.init), kept.weekly?.keys.map(String.init) ?? [])
      compare(place + ".exceptions", days(own.exceptions), days(kept.exceptions))
    }
  }

  /// What would still point at a group that is gone, by section; such an office could not be loaded again. `nil` when nothing does.
  public static func dangling(_ content: OfficeContent, over existing: OfficeImport.Existing) -> Problem? {
    guard let catalogue = content.catalogue else { return nil }
    let groups = Set(catalogue.groups.map(\.id))
    let gone = existing.catalogue.groups.map(\.id).filter { !groups.contains($0) }
    guard !gone.isEmpty else { return nil }
    var pointing: [String] = []
    let isGone = { (group: SkillGroupID?) in group.map { gone.contains($0) } ?? false }
    pointing += catalogue.wrapUpCodes.filter { isGone($0.group) }.map { "wrapUpCodes \($0.code)" }
    pointing += catalogue.quickReplies.filter { isGone($0.group) }.map { "quickReplies \($0.code)" }
    pointing += (catalogue.appointmentRules ?? []).filter { isGone($0.group) }.map { "appointments \($0.code)" }
    pointing += (content.office.groupCalendars ?? [:]).keys.filter { isGone($0) }.map { "calendars \($0)" }.sorted()
    guard !pointing.isEmpty else { return nil }
    let list = pointing.prefix(named).joined(separator: ", ")
    let names = gone.map(\.rawValue).joined(separator: ", ")
    return Problem(
      .badRequest,
      detail: Localised(
        "不能删除技能组 \(names)：仍被引用（\(list)）。请在同一文件中一并修改这些列表后再导入",
        "The groups \(names) cannot go: they are still named by \(list). Change those lists in the same file, and load it again"
      ))
  }

  private mutating func compare(_ section: String, _ before: [String]?, _ after: [String]?) {
    let kept = Set(after ?? [])
    let gone = (before ?? []).filter { !kept.contains($0) }
    if !gone.isEmpty { names.append((section, gone)) }
  }

  /// The refusal that says how many would go and how to mean it; `nil` when nothing would.
  public var refusal: Problem? {
    guard !names.isEmpty else { return nil }
    // Said to be text: a store's library has a joined text of its own.
    let lists: String = names.map { section, names -> String in
      let more = names.count > Self.named ? " …" : ""
      return "\(section) \(names.count) (\(names.prefix(Self.named).joined(separator: ", "))\(more))"
    }.joined(separator: "; ")
    return Problem(
      .wouldRemove,
      detail: Localised(
        "文件中的列表会整个替换原有的，将删除：\(lists)。若确要删除，命令行加 --remove，接口加 ?remove=true；否则先用 zuoxid export 导出，补全后再导入",
        "Lists in the file take the place of the office's; this would remove: \(lists). If that is meant, add --remove, or ?remove=true by API; else export first (zuoxid export), change that and load it"
      ))
  }

  /// How many of a section are named in a refusal.
  private static let named = 20
}
