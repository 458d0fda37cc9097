import Desk
import Yams

// The office itself, its calendar and its settings.

extension OfficeImport {
  static let officeKeys: Set<String> = ["code", "name", "englishName", "region", "timeZone"]

  func office(over existing: Office?) throws(ImportError) -> Office {
    var office: Office
    if let entry = try sections["office"]?.entry("office", keys: Self.officeKeys) {
      let id = OfficeID(try entry.code("code"))
      if let existing, existing.id != id {
        throw entry.fail("code", "应为本机构代码 \(existing.id)", "must be this office's code, \(existing.id)")
      }
      if let zone = try entry.optional("timeZone"), zone != "Asia/Shanghai" {
        throw entry.fail("timeZone", "目前只支持 Asia/Shanghai", "only Asia/Shanghai is supported")
      }
      office = Office(
        id: id, name: try entry.name("name", english: "englishName"), region: try entry.text("region"),
        calendar: existing?.calendar ?? WorkingCalendar(weekly: [:]), settings: existing?.settings ?? OfficeSettings())
      office.groupCalendars = existing?.groupCalendars
      office.calendarRevision = existing?.calendarRevision
      office.closedQueues = existing?.closedQueues
      office.thresholds = existing?.thresholds
      office.thresholdsRevision = existing?.thresholdsRevision
      office.alerts = existing?.alerts
      office.webhooksRevision = existing?.webhooksRevision
    } else if let existing {
      office = existing
    } else {
      throw ImportError(
        file: firstFile, line: nil,
        detail: Localised("新机构须有 office 一节", "A new office needs a section `office`; add one"))
    }
    try takeCalendar(into: &office)
    if let entry = try sections["settings"]?.entry("settings", keys: Self.settingsKeys) {
      office.settings = try settings(entry, over: office.settings)
    }
    if let promises = try promises(over: office.settings.promises ?? PromiseSettings()) {
      office.settings.promises = promises
    }
    return office
  }

  // MARK: - Settings

  static let settingsKeys: Set<String> = [
    "serviceTargetSeconds", "shortAbandonSeconds", "slotsDefault", "visitorGraceSeconds", "seatGraceSeconds",
    "wrapUpSeconds", "ageingPerPrioritySeconds", "idleEndSeconds", "acceptsOutsideHours", "messageBytes",
    "reservationSeconds", "linkHosts", "routing", "offerSeconds", "declineSeconds", "prefersLastAgent",
    "wrapUpTakesSlot", "wrapUpExtensionSeconds", "holdReminderSeconds", "invitationSeconds", "connectSeconds",
    "recoverSeconds", "supervisorWaitSeconds",
  ]

  private func settings(_ entry: YAMLEntry, over old: OfficeSettings) throws(ImportError) -> OfficeSettings {
    let day = 86_400
    var settings = OfficeSettings(
      serviceTargetSeconds: try entry.integer("serviceTargetSeconds", in: 1...day) ?? old.serviceTargetSeconds,
      shortAbandonSeconds: try entry.integer("shortAbandonSeconds", in: 0...day) ?? old.shortAbandonSeconds,
      visitorGraceSeconds: try entry.integer("visitorGraceSeconds", in: 1...day) ?? old.visitorGraceSeconds,
      seatGraceSeconds: try entry.integer("seatGraceSeconds", in: 1...day) ?? old.seatGraceSeconds,
      wrapUpSeconds: try entry.integer("wrapUpSeconds", in: 1...day) ?? old.wrapUpSeconds,
      ageingPerPrioritySeconds: try entry.integer("ageingPerPrioritySeconds", in: 0...day)
        ?? old.ageingPerPrioritySeconds,
      idleEndSeconds: try entry.integer("idleEndSeconds", in: 1...day) ?? old.idleEndSeconds,
      acceptsOutsideHours: try entry.flag("acceptsOutsideHours") ?? old.acceptsOutsideHours,
      messageBytes: try entry.integer("messageBytes", in: 64...65_536) ?? old.messageBytes,
      reservationSeconds: try entry.integer("reservationSeconds", in: 5...600) ?? old.reservationSeconds,
      linkHosts: entry.has("linkHosts") ? try linkHosts(entry) : old.linkHosts,
      invitationSeconds: try entry.integer("invitationSeconds", in: 10...600) ?? old.invitationSeconds,
      connectSeconds: try entry.integer("connectSeconds", in: 10...600) ?? old.connectSeconds,
      recoverSeconds: try entry.integer("recoverSeconds", in: 5...600) ?? old.recoverSeconds,
      hasRooms: old.hasRooms)
    settings.promises = old.promises
    settings.routing = try Self.routing(entry) ?? old.routing
    settings.offerSeconds = try entry.integer("offerSeconds", in: 5...300) ?? old.offerSeconds
    settings.declineSeconds = try entry.integer("declineSeconds", in: 1...3_600) ?? old.declineSeconds
    settings.prefersLastAgent = try entry.flag("prefersLastAgent") ?? old.prefersLastAgent
    settings.wrapUpTakesSlot = try entry.flag("wrapUpTakesSlot") ?? old.wrapUpTakesSlot
    settings.wrapUpExtensionSeconds =
      try entry.integer("wrapUpExtensionSeconds", in: 10...day) ?? old.wrapUpExtensionSeconds
    settings.holdReminderSeconds = try entry.integer("holdReminderSeconds", in: 10...day) ?? old.holdReminderSeconds
    settings.supervisorWaitSeconds =
      try entry.integer("supervisorWaitSeconds", in: 10...day) ?? old.supervisorWaitSeconds
    return settings
  }

  /// `pull` or `offer` under `routing`; `nil` when nothing is said.
  static func routing(_ entry: YAMLEntry) throws(ImportError) -> Routing? {
    guard let word = try entry.optional("routing") else { return nil }
    guard let routing = Routing(rawValue: word) else {
      throw entry.fail("routing", "应为 pull 或 offer", "must be pull or offer")
    }
    return routing
  }

  private func linkHosts(_ entry: YAMLEntry) throws(ImportError) -> [String] {
    let hosts = try entry.lines("linkHosts", limit: 1000).map { $0.lowercased() }
    for host in hosts {
      let name = host.hasPrefix("*.") ? String(host.dropFirst(2)) : host
      guard name.contains("."),
        EntryLink(code: "", title: Localised("", ""), menuPath: [], url: "https://" + name).host == name
      else {
        throw entry.fail(
          "linkHosts", "“\(host)”不是主机名，应如 etax.example.cn 或 *.example.cn",
          "`\(host)` is no host name; write etax.example.cn or *.example.cn")
      }
    }
    return hosts
  }
}
