/// A type of ticket an office knows: what it is called and how soon it is due.
public struct TicketType: Hashable, Codable, Sendable {
  /// Its code.
  public var code: String
  /// What it is called.
  public var name: Localised
  /// The group such tickets go to; `nil` for where they are raised.
  public var group: SkillGroupID?
  /// Working minutes at normal priority.
  public var minutes: Int
  /// Working minutes at other priorities, by their names, where they differ.
  public var minutesByPriority: [String: Int]?

  /// A type from its parts.
  public init(
    code: String, name: Localised, group: SkillGroupID? = nil, minutes: Int, minutesByPriority: [String: Int]? = nil
  ) {
    self.code = code
    self.name = name
    self.group = group
    self.minutes = minutes
    self.minutesByPriority = minutesByPriority
  }

  /// Working minutes at a priority.
  public func minutes(at priority: PromisePriority) -> Int { minutesByPriority?[priority.rawValue] ?? minutes }

  /// What an office has that names no types: two working days.
  public static let general = TicketType(
    code: "general", name: Localised("一般事项", "General"), minutes: 840, minutesByPriority: ["urgent": 120])
}

extension Catalogue {
  /// The types of ticket there are; never empty.
  public var ticketTypesOffered: [TicketType] { ticketTypes.flatMap { $0.isEmpty ? nil : $0 } ?? [.general] }
}
