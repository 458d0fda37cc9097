import Desk

// What is promised about messages left and tickets, and the types of ticket.

extension OfficeImport {
  static let promiseKeys: Set<String> = [
    "messageMinutes", "messageMinutesByGroup", "leaveAfterSeconds", "reopenDays", "urgeMinutes",
    "warnMinutes",
  ]
  private static let typeKeys: Set<String> = ["code", "name", "englishName", "group", "minutes", "minutesByPriority"]
  private static let mostMinutes = 100_000

  func promises(over old: PromiseSettings) throws(ImportError) -> PromiseSettings? {
    guard let entry = try sections["promises"]?.entry("promises", keys: Self.promiseKeys) else { return nil }
    var settings = old
    settings.messageMinutes = try entry.integer("messageMinutes", in: 1...Self.mostMinutes) ?? old.messageMinutes
    settings.leaveAfterSeconds = try entry.integer("leaveAfterSeconds", in: 0...86_400) ?? old.leaveAfterSeconds
    settings.reopenDays = try entry.integer("reopenDays", in: 0...365) ?? old.reopenDays
    settings.urgeMinutes = try entry.integer("urgeMinutes", in: 0...10_080) ?? old.urgeMinutes
    settings.warnMinutes = try entry.integer("warnMinutes", in: 0...10_080) ?? old.warnMinutes
    if entry.has("messageMinutesByGroup") {
      settings.messageMinutesByGroup = [:]
      for (name, minutes) in try minutes(entry, "messageMinutesByGroup") {
        settings.messageMinutesByGroup[SkillGroupID(name)] = minutes
      }
    }
    return settings
  }

  func ticketTypes(_ groups: Set<SkillGroupID>) throws(ImportError) -> [TicketType]? {
    guard let entries = try sections["ticketTypes"]?.entries("ticketTypes", limit: 200, keys: Self.typeKeys) else {
      return nil
    }
    var types: [TicketType] = []
    for entry in entries {
      let code = try entry.code("code")
      guard let minutes = try entry.integer("minutes", in: 1...Self.mostMinutes) else {
        throw entry.fail("minutes", "应为工作分钟数", "must be a number of working minutes")
      }
      var type = TicketType(
        code: code, name: try entry.name("name", english: "englishName"), group: try Self.group(entry, groups),
        minutes: minutes)
      if entry.has("minutesByPriority") {
        type.minutesByPriority = [:]
        for (name, minutes) in try self.minutes(entry, "minutesByPriority") {
          guard PromisePriority(rawValue: name) != nil else {
            throw entry.fail(
              "minutesByPriority", "“\(name)”不是优先级，应为 low、normal、high、urgent",
              "`\(name)` is no priority; write low, normal, high or urgent")
          }
          type.minutesByPriority?[name] = minutes
        }
      }
      types.append(type)
    }
    try Self.requireUnique(types.map(\.code), in: entries)
    return types
  }

  private func minutes(_ entry: YAMLEntry, _ key: String) throws(ImportError) -> [(String, Int)] {
    var found: [(String, Int)] = []
    for (name, value) in try entry.pairs(key, limit: 200) {
      guard let name = name.scalar?.string, let minutes = value.scalar.flatMap({ Int($0.string) }),
        (1...Self.mostMinutes).contains(minutes)
      else { throw entry.fail(key, "应为名称与工作分钟数", "must be names with numbers of working minutes") }
      found.append((name, minutes))
    }
    return found
  }
}
