/// Names an appointment.
public typealias AppointmentID = Identifier<Appointment>

/// A promised time and mode 预约: booked by a taxpayer for a slot of a group, confirmed by staff, kept or not.
public struct Appointment: Hashable, Codable, Sendable {
  /// How both meet.
  public enum Mode: String, Codable, Sendable, CaseIterable {
    /// 文字: a talk in words.
    case text
    /// 语音: both talk.
    case audio
    /// 视频: both talk face to face.
    case video
    /// 远程协助: the taxpayer's screen, guided by the agent.
    case remoteAssist
    /// 电话: the agent calls the number that was given.
    case phone
    /// 现场: the taxpayer comes.
    case onSite
  }

  /// Where it stands.
  public enum Stage: String, Codable, Sendable, CaseIterable {
    /// The taxpayer holds the place; staff have not confirmed.
    case booked
    /// Staff have confirmed.
    case confirmed
    /// Its time has come; the seat is called.
    case ringing
    /// Its time is some minutes over, and it has not started.
    case late
    /// Both meet.
    case started
    /// Over, as promised.
    case completed
    /// Taken back by either side.
    case cancelled
    /// The taxpayer did not come 爽约.
    case noShow
    /// Nobody of the office began it 未履约.
    case lapsed
  }

  /// The minutes that its timers go by; they stay as they were when it was booked.
  public struct Limits: Hashable, Codable, Sendable {
    /// Minutes ahead of time at which both are reminded; 0 for never.
    public var reminder: Int
    /// Minutes after its time from which on it is late.
    public var late: Int
    /// Minutes after its time from which on nobody is expected any more.
    public var noShow: Int

    /// Limits from their parts.
    public init(reminder: Int, late: Int, noShow: Int) {
      self.reminder = reminder
      self.late = late
      self.noShow = noShow
    }
  }

  /// Names it.
  public var id: AppointmentID
  /// Code of the rule it was booked by.
  public var rule: String
  /// What it is about, as the rule is called.
  public var matter: Localised
  /// Whose calendar it stands in.
  public var group: SkillGroupID
  /// How both meet.
  public var mode: Mode
  /// Who booked it; masked.
  public var taxpayer: Taxpayer
  /// What they wrote about it.
  public var words: String
  /// How to reach them, masked; `nil` when nothing was given.
  public var contact: String?
  /// Where to come, on site.
  public var place: Localised?
  /// When it begins.
  public var start: Timestamp
  /// How long it takes, in minutes.
  public var minutes: Int
  /// Where it stands.
  public var stage: Stage
  /// Grows with every change.
  public var revision: Int
  /// Grows whenever its time changes or it is cancelled, for calendars.
  public var sequence: Int
  /// The minutes its timers go by.
  public var limits: Limits
  /// When it was booked.
  public var bookedAt: Timestamp
  /// When it last changed.
  public var changedAt: Timestamp
  /// When both are reminded; `nil` once they were, or when it is too close.
  public var remindsAt: Timestamp?
  /// When its time had come.
  public var rangAt: Timestamp?
  /// When both met.
  public var startedAt: Timestamp?
  /// When it ended, however.
  public var endedAt: Timestamp?
  /// Who of staff has it: who confirmed it, then who started it.
  public var agent: AgentReference?
  /// The talk in which both meet; `nil` for none.
  public var conversation: ConversationID?
  /// Which side cancelled it.
  public var endedBy: Side?
  /// Why it was cancelled.
  public var reason: String?

  /// A place that was just booked.
  public init(
    id: AppointmentID, rule: AppointmentRule, mode: Mode, taxpayer: Taxpayer, words: String, contact: String? = nil,
    start: Timestamp, at now: Timestamp
  ) {
    self.id = id
    self.rule = rule.code
    matter = rule.name
    group = rule.group
    self.mode = mode
    self.taxpayer = taxpayer
    self.words = words
    self.contact = contact
    place = mode == .onSite ? rule.place : nil
    self.start = start
    minutes = rule.minutes
    stage = rule.isConfirmedAtOnce == true ? .confirmed : .booked
    revision = 1
    sequence = 0
    limits = rule.limits
    bookedAt = now
    changedAt = now
    remindsAt = Self.reminder(before: start, limits, at: now)
  }

  /// When it ends.
  public var end: Timestamp { start.advanced(seconds: minutes * 60) }

  /// Whether its time is still to come, or both are at it.
  public var isOpen: Bool {
    switch stage {
    case .booked, .confirmed, .ringing, .late, .started: true
    case .completed, .cancelled, .noShow, .lapsed: false
    }
  }

  /// Whether it takes a place of its slot.
  public var holdsPlace: Bool { stage != .cancelled }

  /// Whether its time has come and nobody has started it.
  public var isCalling: Bool { stage == .ringing || stage == .late }

  /// Seconds after its end at which one that was started counts as completed.
  static let completionSeconds = 4 * 3600

  /// When something happens to it by itself; `nil` for never.
  public var due: Timestamp? {
    switch stage {
    case .booked, .confirmed: remindsAt ?? start
    case .ringing: rangAt?.advanced(seconds: limits.late * 60)
    case .late: rangAt?.advanced(seconds: max(limits.late + 1, limits.noShow) * 60)
    case .started: (startedAt ?? start).advanced(seconds: minutes * 60 + Self.completionSeconds)
    case .completed, .cancelled, .noShow, .lapsed: nil
    }
  }

  /// After it nobody begins one that has not begun: its end, or when nobody is expected any more.
  var lapsesAt: Timestamp { max(end, start.advanced(seconds: limits.noShow * 60)) }

  static func reminder(before start: Timestamp, _ limits: Limits, at now: Timestamp) -> Timestamp? {
    let moment = start.advanced(seconds: -limits.reminder * 60)
    return limits.reminder > 0 && moment > now ? moment : nil
  }
}
