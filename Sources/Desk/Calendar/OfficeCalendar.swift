/// When an office and its groups work, as it is read and edited: `GET` and `PUT /v1/calendar`.
public struct OfficeCalendar: Hashable, Codable, Sendable {
  /// Counts the changes; the ETag.
  public var revision: Int
  /// The office's.
  public var calendar: WorkingCalendar
  /// What groups have of their own.
  public var groups: [SkillGroupID: GroupCalendar]

  /// A calendar from its parts.
  public init(revision: Int, calendar: WorkingCalendar, groups: [SkillGroupID: GroupCalendar]) {
    self.revision = revision
    self.calendar = calendar
    self.groups = groups
  }

  /// The calendar of an office.
  public init(_ office: Office) {
    self.init(
      revision: office.calendarRevision ?? 1, calendar: office.calendar, groups: office.groupCalendars ?? [:])
  }

  /// The calendar that holds for a group; the office's for `nil`.
  public func calendar(of group: SkillGroupID?) -> WorkingCalendar {
    calendar.overridden(by: group.flatMap { groups[$0] })
  }
}

/// What is written of a calendar: `PUT /v1/calendar`.
public struct CalendarDraft: Hashable, Codable, Sendable {
  /// The office's.
  public var calendar: WorkingCalendar
  /// What groups have of their own; `nil` for nothing.
  public var groups: [SkillGroupID: GroupCalendar]?

  /// A draft from its parts.
  public init(calendar: WorkingCalendar, groups: [SkillGroupID: GroupCalendar]? = nil) {
    self.calendar = calendar
    self.groups = groups
  }
}

/// What a group has of its own; the rest is the office's.
public struct GroupCalendar: Hashable, Codable, Sendable {
  /// Its own ranges by ISO weekday, all of them; `nil` for the office's.
  public var weekly: [Int: [WorkingRange]]?
  /// Single days that are otherwise for it; they come before the office's. `nil` for none.
  public var exceptions: [CivilDate: DayException]?

  /// A group's part from its parts.
  public init(weekly: [Int: [WorkingRange]]? = nil, exceptions: [CivilDate: DayException]? = nil) {
    self.weekly = weekly
    self.exceptions = exceptions
  }
}

extension WorkingCalendar {
  /// The calendar with what a group has of its own. A group with weekly ranges keeps its own Monday's on make-up workdays, too.
  public func overridden(by group: GroupCalendar?) -> WorkingCalendar {
    guard let group else { return self }
    var calendar = self
    if let weekly = group.weekly {
      calendar.weekly = weekly
      calendar.makeUpWorkdays = makeUpWorkdays.mapValues { _ in [] }
    }
    if let exceptions = group.exceptions {
      calendar.exceptions = (calendar.exceptions ?? [:]).merging(exceptions) { _, own in own }
    }
    return calendar
  }
}

extension Office {
  /// The calendar that holds for a group; the office's for `nil`.
  public func calendar(of group: SkillGroupID?) -> WorkingCalendar {
    calendar.overridden(by: group.flatMap { groupCalendars?[$0] })
  }
}
