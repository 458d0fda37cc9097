import Desk

// Templates of service sheets 业务办理服务确认单.

extension OfficeImport {
  func sheetTemplates(_ groups: Set<SkillGroupID>, hosts: [String]) throws(ImportError) -> [SheetTemplate]? {
    let keys: Set<String> = ["code", "title", "englishTitle", "pinyin", "group", "materials", "outcomes"]
    guard let entries = try sections["sheetTemplates"]?.entries("sheetTemplates", limit: 1000, keys: keys) else {
      return nil
    }
    var templates: [SheetTemplate] = []
    for entry in entries {
      let title = try entry.name("title", english: "englishTitle")
      templates.append(
        SheetTemplate(
          code: try entry.code("code"), title: title,
          pinyin: try entry.optional("pinyin")?.lowercased() ?? PinyinInitials.of(title.chinese),
          group: try Self.group(entry, groups), materials: try materials(entry, hosts),
          outcomes: try outcomes(entry)))
    }
    try Self.requireUnique(templates.map(\.code), in: entries)
    return templates
  }

  private func materials(_ template: YAMLEntry, _ hosts: [String]) throws(ImportError) -> [SheetMaterial] {
    let keys: Set<String> = ["code", "name", "englishName", "required", "hint", "englishHint", "sample"]
    let entries = try template.entries("materials", limit: ServiceSheet.mostMaterials, keys: keys)
    guard !entries.isEmpty else {
      throw template.fail("materials", "至少一项材料", "needs at least one material")
    }
    var materials: [SheetMaterial] = []
    for entry in entries {
      let hint = try entry.has("hint") ? entry.name("hint", english: "englishHint") : nil
      let sample = try entry.optional("sample", limit: 2000)
      if let sample, !EntryLink.mayLead(to: sample, hosts: hosts) {
        throw entry.fail(
          "sample", "须为 https 地址，且主机在 settings.linkHosts 内", "must be https, to a host of settings.linkHosts")
      }
      let code = try entry.code("code")
      guard !code.hasPrefix("own-") else {
        throw entry.fail("code", "own- 开头的代码留给坐席自加的材料", "codes that begin with own- are kept for agents' own materials")
      }
      materials.append(
        SheetMaterial(
          code: code, name: try entry.name("name", english: "englishName"),
          isRequired: try entry.flag("required") ?? true, hint: hint, sample: sample))
    }
    try Self.requireUnique(materials.map(\.code), in: entries)
    return materials
  }

  private func outcomes(_ template: YAMLEntry) throws(ImportError) -> [SheetTemplate.Outcome] {
    var outcomes: [SheetTemplate.Outcome] = []
    for entry in try template.entries("outcomes", limit: 20, keys: ["handled", "words"]) {
      outcomes.append(
        SheetTemplate.Outcome(isHandled: try entry.flag("handled") ?? true, words: try entry.text("words", limit: 500)))
    }
    return outcomes
  }
}
