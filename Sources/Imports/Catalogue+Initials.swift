import Desk

extension Catalogue {
  /// With pinyin initials wherever nobody gave any: what an earlier release stored is found by them as what is loaded today.
  public var withInitials: Catalogue {
    var catalogue = self
    for place in groups.indices where groups[place].pinyin == nil {
      catalogue.groups[place].pinyin = PinyinInitials.of(groups[place].name.chinese)
    }
    for place in wrapUpCodes.indices where wrapUpCodes[place].pinyin == nil {
      catalogue.wrapUpCodes[place].pinyin = PinyinInitials.of(wrapUpCodes[place].name.chinese)
    }
    for place in entryLinks.indices where entryLinks[place].pinyin == nil {
      catalogue.entryLinks[place].pinyin = PinyinInitials.of(entryLinks[place].title.chinese)
    }
    for place in quickReplies.indices where quickReplies[place].pinyin.isEmpty {
      catalogue.quickReplies[place].pinyin = PinyinInitials.of(quickReplies[place].title)
    }
    for (place, template) in (sheetTemplates ?? []).enumerated() where template.pinyin.isEmpty {
      catalogue.sheetTemplates?[place].pinyin = PinyinInitials.of(template.title.chinese)
    }
    return catalogue
  }
}
