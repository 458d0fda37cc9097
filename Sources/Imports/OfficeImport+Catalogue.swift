import Desk

// What staff choose from. A section that is not in the files stays as it is.

extension OfficeImport {
  func catalogue(over existing: Catalogue?, hosts: [String]) throws(ImportError) -> Catalogue {
    var catalogue = existing ?? Catalogue()
    if let groups = try groups() { catalogue.groups = groups }
    let known = Set(catalogue.groups.map(\.id))
    if let codes = try wrapUpCodes(known) { catalogue.wrapUpCodes = codes }
    if let reasons = try breakReasons() { catalogue.breakReasons = reasons }
    if let links = try entryLinks() { catalogue.entryLinks = links }
    if let replies = try quickReplies(known, catalogue.entryLinks) { catalogue.quickReplies = replies }
    if let templates = try sheetTemplates(known, hosts: hosts) { catalogue.sheetTemplates = templates }
    if let rules = try appointmentRules(known) { catalogue.appointmentRules = rules }
    if let types = try ticketTypes(known) { catalogue.ticketTypes = types }
    if let criteria = try reviewCriteria() { catalogue.reviewCriteria = criteria }
    return catalogue
  }

  private func groups() throws(ImportError) -> [SkillGroup]? {
    let keys: Set<String> = ["code", "name", "englishName", "priority", "routing"]
    guard let entries = try sections["groups"]?.entries("groups", limit: 200, keys: keys) else { return nil }
    var groups: [SkillGroup] = []
    for entry in entries {
      var group = SkillGroup(
        id: SkillGroupID(try entry.code("code")), name: try entry.name("name", english: "englishName"),
        priority: try entry.integer("priority", in: 0...100) ?? 0, routing: try Self.routing(entry))
      group.pinyin = PinyinInitials.of(group.name.chinese)
      groups.append(group)
    }
    try Self.requireUnique(groups.map(\.id.rawValue), in: entries)
    return groups
  }

  private func wrapUpCodes(_ groups: Set<SkillGroupID>) throws(ImportError) -> [WrapUpCode]? {
    let keys: Set<String> = ["code", "name", "englishName", "group", "pinyin"]
    guard let entries = try sections["wrapUpCodes"]?.entries("wrapUpCodes", limit: 1000, keys: keys) else {
      return nil
    }
    var codes: [WrapUpCode] = []
    for entry in entries {
      let name = try entry.name("name", english: "englishName")
      codes.append(
        WrapUpCode(
          code: try entry.code("code"), name: name, group: try Self.group(entry, groups),
          pinyin: try entry.optional("pinyin")?.lowercased() ?? PinyinInitials.of(name.chinese)))
    }
    try Self.requireUnique(codes.map(\.code), in: entries)
    return codes
  }

  private func reviewCriteria() throws(ImportError) -> [ReviewCriterion]? {
    let keys: Set<String> = ["code", "name", "englishName", "weight"]
    guard let entries = try sections["reviewCriteria"]?.entries("reviewCriteria", limit: 30, keys: keys) else {
      return nil
    }
    var criteria: [ReviewCriterion] = []
    for entry in entries {
      criteria.append(
        ReviewCriterion(
          code: try entry.code("code"), name: try entry.name("name", english: "englishName"),
          weight: try entry.integer("weight", in: 1...100) ?? 1))
    }
    try Self.requireUnique(criteria.map(\.code), in: entries)
    return criteria
  }

  private func breakReasons() throws(ImportError) -> [BreakReason]? {
    let keys: Set<String> = ["code", "name", "englishName", "expectedMinutes"]
    guard let entries = try sections["breakReasons"]?.entries("breakReasons", limit: 200, keys: keys) else {
      return nil
    }
    var reasons: [BreakReason] = []
    for entry in entries {
      reasons.append(
        BreakReason(
          code: try entry.code("code"), name: try entry.name("name", english: "englishName"),
          expectedMinutes: try entry.integer("expectedMinutes", in: 1...1440) ?? 15))
    }
    try Self.requireUnique(reasons.map(\.code), in: entries)
    return reasons
  }

  private func entryLinks() throws(ImportError) -> [EntryLink]? {
    let keys: Set<String> = [
      "code", "title", "englishTitle", "menuPath", "url", "region", "validFrom", "validUntil", "pinyin",
    ]
    guard let entries = try sections["entryLinks"]?.entries("entryLinks", limit: 5000, keys: keys) else { return nil }
    var links: [EntryLink] = []
    for entry in entries {
      let url = try entry.text("url", limit: 2000)
      guard url.hasPrefix("https://"), url.utf8.count > 8, !url.contains(where: \.isWhitespace) else {
        throw entry.fail("url", "须以 https:// 开头", "must begin with https://")
      }
      let from = try entry.day("validFrom")
      let until = try entry.day("validUntil")
      if let from, let until, until < from {
        throw entry.fail("validUntil", "早于 validFrom", "is before validFrom")
      }
      let title = try entry.name("title", english: "englishTitle")
      links.append(
        EntryLink(
          code: try entry.code("code"), title: title,
          menuPath: try entry.lines("menuPath", limit: 10), url: url, region: try entry.optional("region"),
          validFrom: from, validUntil: until,
          pinyin: try entry.optional("pinyin")?.lowercased() ?? PinyinInitials.of(title.chinese)))
    }
    try Self.requireUnique(links.map(\.code), in: entries)
    return links
  }

  private func quickReplies(
    _ groups: Set<SkillGroupID>, _ links: [EntryLink]
  ) throws(ImportError) -> [QuickReply]? {
    guard let entries = try sections["quickReplies"]?.entries("quickReplies", limit: 5000, keys: QuickReplyFile.keys)
    else { return nil }
    let codes = Set(links.map(\.code))
    var replies: [QuickReply] = []
    for entry in entries {
      let group = try Self.group(entry, groups)
      switch try entry.optional("scope") {
      case nil: break
      case "office": if group != nil { throw entry.fail("scope", "office 级不带 group", "office takes no group") }
      case "group": if group == nil { throw entry.fail("scope", "group 级须有 group", "group needs a group") }
      case "personal":
        throw entry.fail(
          "scope", "个人常用语请用 zuoxi replies import", "one's own replies are loaded with zuoxi replies import")
      default: throw entry.fail("scope", "应为 office 或 group", "must be office or group")
      }
      replies.append(try QuickReplyFile.reply(entry, group: group, links: codes))
    }
    try Self.requireUnique(replies.map(\.code), in: entries)
    return replies
  }

  /// The group under `group`, if one is named; it must be one of the office's.
  static func group(_ entry: YAMLEntry, _ groups: Set<SkillGroupID>) throws(ImportError) -> SkillGroupID? {
    guard entry.has("group") else { return nil }
    let id = SkillGroupID(try entry.code("group"))
    guard groups.contains(id) else {
      throw entry.fail("group", "没有技能组“\(id)”，请先在 groups 中添加", "there is no group `\(id)`; add it to groups")
    }
    return id
  }
}
