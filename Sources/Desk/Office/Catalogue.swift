/// A skill group 技能组: who can handle what. Each has one queue.
public struct SkillGroup: Hashable, Codable, Sendable {
  /// Its code, such as `invoice`.
  public var id: SkillGroupID
  /// Its name.
  public var name: Localised
  /// Higher is served earlier; each step is worth `ageingPerPrioritySeconds` of waiting.
  public var priority: Int
  /// How its conversations come to agents; `nil` for the office's way.
  public var routing: Routing?
  /// Pinyin initials of the name, lower case; `nil` from a backend that does not tell.
  public var pinyin: String?

  /// A group from its parts.
  public init(id: SkillGroupID, name: Localised, priority: Int = 0, routing: Routing? = nil) {
    self.routing = routing
    self.id = id
    self.name = name
    self.priority = priority
  }
}

/// A code that says what a conversation was about, chosen at wrap-up.
public struct WrapUpCode: Hashable, Codable, Sendable {
  /// The code kept in reports.
  public var code: String
  /// What the agent reads.
  public var name: Localised
  /// The group it belongs to; `nil` for all.
  public var group: SkillGroupID?
  /// Pinyin initials of the name, lower case; `nil` when nobody made them.
  public var pinyin: String?

  /// A code from its parts.
  public init(code: String, name: Localised, group: SkillGroupID? = nil, pinyin: String? = nil) {
    self.pinyin = pinyin
    self.code = code
    self.name = name
    self.group = group
  }
}

/// A reason for 小休, chosen when a break begins.
public struct BreakReason: Hashable, Codable, Sendable {
  /// The code kept in reports.
  public var code: String
  /// What the agent reads.
  public var name: Localised
  /// How long such a break usually lasts, in minutes.
  public var expectedMinutes: Int

  /// A reason from its parts.
  public init(code: String, name: Localised, expectedMinutes: Int) {
    self.code = code
    self.name = name
    self.expectedMinutes = expectedMinutes
  }
}

/// A catalogued link 办理入口 into the tax site.
public struct EntryLink: Hashable, Codable, Sendable {
  /// Its code, such as `invoice.red`.
  public var code: String
  /// What the taxpayer reads.
  public var title: Localised
  /// Where it stands in the tax site's menus.
  public var menuPath: [String]
  /// Where it leads, https only.
  public var url: String
  /// The region it is for; `nil` for all.
  public var region: String?
  /// First day it may be sent; `nil` for always.
  public var validFrom: CivilDate?
  /// Last day it may be sent; `nil` for ever.
  public var validUntil: CivilDate?
  /// Pinyin initials of the title, lower case; `nil` if nobody gave them.
  public var pinyin: String?

  /// A link from its parts.
  public init(
    code: String, title: Localised, menuPath: [String], url: String, region: String? = nil,
    validFrom: CivilDate? = nil, validUntil: CivilDate? = nil, pinyin: String? = nil
  ) {
    self.pinyin = pinyin
    self.code = code
    self.title = title
    self.menuPath = menuPath
    self.url = url
    self.region = region
    self.validFrom = validFrom
    self.validUntil = validUntil
  }
}

/// Everything of an office that its staff choose from.
public struct Catalogue: Hashable, Codable, Sendable {
  /// The skill groups, in the order they are shown.
  public var groups: [SkillGroup]
  /// What conversations can be about.
  public var wrapUpCodes: [WrapUpCode]
  /// Why a seat may pause.
  public var breakReasons: [BreakReason]
  /// Links into the tax site.
  public var entryLinks: [EntryLink]
  /// Prepared texts.
  public var quickReplies: [QuickReply]
  /// What matters usually need; `nil` for nothing.
  public var sheetTemplates: [SheetTemplate]?
  /// What can be booked; `nil` for nothing.
  public var appointmentRules: [AppointmentRule]?
  /// The types of ticket; `nil` for one general type.
  public var ticketTypes: [TicketType]?
  /// What quality reviews score; `nil` for the house's own.
  public var reviewCriteria: [ReviewCriterion]?

  /// A catalogue from its parts.
  public init(
    groups: [SkillGroup] = [], wrapUpCodes: [WrapUpCode] = [], breakReasons: [BreakReason] = [],
    entryLinks: [EntryLink] = [], quickReplies: [QuickReply] = [],
    sheetTemplates: [SheetTemplate]? = nil, appointmentRules: [AppointmentRule]? = nil
  ) {
    self.appointmentRules = appointmentRules
    self.sheetTemplates = sheetTemplates
    self.groups = groups
    self.wrapUpCodes = wrapUpCodes
    self.breakReasons = breakReasons
    self.entryLinks = entryLinks
    self.quickReplies = quickReplies
  }
}
