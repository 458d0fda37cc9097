/// What a seat is called for.
public enum AlarmKind: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable {
  /// Somebody of the agent's groups has waited for long.
  case waitingLong
  /// A taxpayer in a talk waits for a reply.
  case unanswered
  /// A conversation is put to the agent 接待提示.
  case offer
  /// An appointment's time has come, or soon will.
  case appointment
  /// A ticket or a message left is due soon.
  case dueSoon
  /// A ticket or a message left is late.
  case ticket
  /// The connection to the backend is lost.
  case connection
  /// A figure that is watched is outside its range.
  case threshold

  /// What it is called.
  public var name: Localised {
    switch self {
    case .waitingLong: Localised("排队过久", "Long wait")
    case .unanswered: Localised("纳税人待回复", "Reply awaited")
    case .offer: Localised("接待提示", "Offer")
    case .appointment: Localised("预约到时", "Appointment due")
    case .dueSoon: Localised("工单将到期", "Ticket due soon")
    case .ticket: Localised("工单超期", "Ticket late")
    case .connection: Localised("连接中断", "Connection lost")
    case .threshold: Localised("指标告警", "Figure alert")
    }
  }
}

/// How somebody wants to be called 提醒设置: `GET` and `PUT /v1/alarm-settings`.
public struct AlarmSettings: Hashable, Codable, Sendable {
  /// Whether the terminal's bell is rung.
  public var rings: Bool
  /// Whether the desktop is told.
  public var notifies: Bool
  /// Whether the screen flashes.
  public var flashes: Bool
  /// Seconds after which what nobody handled is called again, 10–600.
  public var repeatSeconds: Int
  /// Seconds somebody may wait in a queue before the seat is called, 10–3600.
  public var waitingSeconds: Int
  /// Seconds a taxpayer may wait for a reply before the seat is called, 10–3600.
  public var unansweredSeconds: Int
  /// What is not called for.
  public var muted: [AlarmKind]
  /// Whether only what is the agent's own is called for outside working hours and on breaks.
  public var isQuietWhenAway: Bool

  /// The house defaults.
  public init(
    rings: Bool = true, notifies: Bool = true, flashes: Bool = true, repeatSeconds: Int = 30,
    waitingSeconds: Int = 60, unansweredSeconds: Int = 60, muted: [AlarmKind] = [], isQuietWhenAway: Bool = true
  ) {
    self.rings = rings
    self.notifies = notifies
    self.flashes = flashes
    self.repeatSeconds = repeatSeconds
    self.waitingSeconds = waitingSeconds
    self.unansweredSeconds = unansweredSeconds
    self.muted = muted
    self.isQuietWhenAway = isQuietWhenAway
  }

  /// Whether its numbers lie within what is allowed.
  public var isSound: Bool {
    (10...600).contains(repeatSeconds) && (10...3600).contains(waitingSeconds)
      && (10...3600).contains(unansweredSeconds)
  }
}

/// Nobody reacted to something: supervisors are called. Of what is due soon, whoever has it, or its group while nobody has.
public struct AlarmRaised: Hashable, Codable, Sendable {
  /// What for.
  public var kind: AlarmKind
  /// The id of what it is about.
  public var subject: String
  /// Whose group it is.
  public var group: SkillGroupID?
  /// Who has it, of what is due soon.
  public var agent: AgentID?
  /// Since when it stands unhandled.
  public var since: Timestamp
  /// When it is due, of what is due soon.
  public var until: Timestamp?
  /// What it says, in the house's words.
  public var words: Localised
  /// Whether what stood is over; `nil` for no.
  public var isOver: Bool?
  /// Who looks after it, once somebody does.
  public var handledBy: AgentReference?
  /// How grave an alert is, of watched figures.
  public var level: Threshold.Level?
  /// What a watched figure came to.
  public var value: Double?

  /// Everything it says.
  public init(kind: AlarmKind, subject: String, group: SkillGroupID?, since: Timestamp, words: Localised) {
    self.kind = kind
    self.subject = subject
    self.group = group
    self.since = since
    self.words = words
  }
}

extension AlarmRaised {
  /// Somebody waits whom nobody has taken, said to supervisors.
  public static func waitingLong(
    _ conversation: ConversationID, in group: SkillGroupID, called name: Localised, since start: Timestamp,
    at now: Timestamp
  ) -> AlarmRaised {
    let minutes = max(1, now.seconds(since: start) / 60)
    return AlarmRaised(
      kind: .waitingLong, subject: conversation.rawValue, group: group, since: start,
      words: Localised(
        "\(name.chinese)排队已 \(minutes) 分钟，无人接入", "\(name.english): nobody has answered for \(minutes) min"))
  }
}
