/// What a day is in a working calendar, and why.
public struct WorkingDay: Hashable, Codable, Sendable {
  /// What makes a day what it is.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A weekday with work.
    case workday
    /// A weekday without.
    case dayOff
    /// A holiday 节假日.
    case holiday
    /// A make-up workday 调休上班.
    case makeUpWorkday
    /// A single day that is otherwise.
    case exception

    /// What it is called.
    public var name: Localised {
      switch self {
      case .workday: Localised("工作日", "workday")
      case .dayOff: Localised("休息日", "day off")
      case .holiday: Localised("节假日", "holiday")
      case .makeUpWorkday: Localised("调休上班", "make-up workday")
      case .exception: Localised("特别安排", "special hours")
      }
    }
  }

  /// The day.
  public var day: CivilDate
  /// When the office works on it, in order; empty for not at all.
  public var ranges: [WorkingRange]
  /// What makes it what it is.
  public var kind: Kind
  /// The holiday's name, or the exception's reason.
  public var note: Localised?

  /// A day from its parts.
  public init(day: CivilDate, ranges: [WorkingRange], kind: Kind, note: Localised? = nil) {
    self.day = day
    self.ranges = ranges
    self.kind = kind
    self.note = note
  }

  /// The kind, with its name or reason where there is one, such as `节假日 国庆节`.
  public var words: Localised {
    guard let note else { return kind.name }
    return Localised(kind.name.chinese + " " + note.chinese, kind.name.english + ", " + note.english)
  }
}

/// A single day that is otherwise, and why.
public struct DayException: Hashable, Codable, Sendable {
  /// When the office works on it; empty for not at all.
  public var ranges: [WorkingRange]
  /// Why.
  public var reason: Localised

  /// An exception from its parts.
  public init(ranges: [WorkingRange], reason: Localised) {
    self.ranges = ranges
    self.reason = reason
  }
}
