import Desk

// What can be booked 预约事项.

extension OfficeImport {
  func appointmentRules(_ groups: Set<SkillGroupID>) throws(ImportError) -> [AppointmentRule]? {
    let keys: Set<String> = [
      "code", "name", "englishName", "group", "modes", "minutes", "capacity", "leadMinutes", "horizonDays",
      "reminderMinutes", "lateMinutes", "noShowMinutes", "place", "englishPlace", "confirmedAtOnce",
    ]
    guard let entries = try sections["appointments"]?.entries("appointments", limit: 200, keys: keys) else {
      return nil
    }
    var rules: [AppointmentRule] = []
    for entry in entries {
      guard let group = try Self.group(entry, groups) else {
        throw entry.fail("group", "缺少内容，请填写", "is missing; add it")
      }
      guard let minutes = try entry.integer("minutes", in: 5...480) else {
        throw entry.fail("minutes", "缺少内容，请填写", "is missing; add it")
      }
      let late = try entry.integer("lateMinutes", in: 1...240) ?? 5
      let limits = Appointment.Limits(
        reminder: try entry.integer("reminderMinutes", in: 0...10_080) ?? 30, late: late,
        noShow: try entry.integer("noShowMinutes", in: (late + 1)...480) ?? max(15, late + 10))
      let modes = try modes(entry)
      let place = try entry.has("place") ? entry.name("place", english: "englishPlace") : nil
      if modes.contains(.onSite), place == nil {
        throw entry.fail("place", "现场方式须写明地点", "on site needs a place")
      }
      rules.append(
        AppointmentRule(
          code: try entry.code("code"), name: try entry.name("name", english: "englishName"), group: group,
          modes: modes, minutes: minutes, capacity: try entry.integer("capacity", in: 1...1000) ?? 1,
          leadMinutes: try entry.integer("leadMinutes", in: 0...10_080) ?? 60,
          horizonDays: try entry.integer("horizonDays", in: 0...90) ?? 14, limits: limits, place: place,
          isConfirmedAtOnce: try entry.flag("confirmedAtOnce") == true ? true : nil))
    }
    try Self.requireUnique(rules.map(\.code), in: entries)
    return rules
  }

  private func modes(_ entry: YAMLEntry) throws(ImportError) -> [Appointment.Mode] {
    var modes: [Appointment.Mode] = []
    for word in try entry.lines("modes", limit: 6) {
      guard let mode = Appointment.Mode(rawValue: word), !modes.contains(mode) else {
        let known = Appointment.Mode.allCases.map(\.rawValue).joined(separator: ", ")
        throw entry.fail("modes", "应为不重复的 \(known)", "must be of \(known), each once")
      }
      modes.append(mode)
    }
    guard !modes.isEmpty else { throw entry.fail("modes", "至少一种方式", "needs at least one") }
    return modes
  }
}
