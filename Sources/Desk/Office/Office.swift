/// An office 办税服务机构: the tenant. Ordering, queues and calendars never cross offices.
public struct Office: Hashable, Codable, Sendable {
  /// The office's code.
  public var id: OfficeID
  /// Its name, as taxpayers read it.
  public var name: Localised
  /// Administrative region the office serves.
  public var region: String
  /// When it works.
  public var calendar: WorkingCalendar
  /// Limits and times, all adjustable.
  public var settings: OfficeSettings
  /// What groups have of the calendar for themselves; `nil` for nothing.
  public var groupCalendars: [SkillGroupID: GroupCalendar]?
  /// Counts the changes of the calendar; `nil` before the first.
  public var calendarRevision: Int?
  /// Queues that take nobody new for now; `nil` for none.
  public var closedQueues: [QueueClosure]?
  /// Figures that are watched; `nil` for none.
  public var thresholds: [Threshold]?
  /// Counts the changes of the thresholds; `nil` before the first.
  public var thresholdsRevision: Int?
  /// Alerts that stand; `nil` for none.
  public var alerts: [StandingAlert]?
  /// Counts the changes of webhooks; `nil` while there never was one.
  public var webhooksRevision: Int?

  /// An office from its parts.
  public init(
    id: OfficeID, name: Localised, region: String, calendar: WorkingCalendar, settings: OfficeSettings = .init()
  ) {
    self.id = id
    self.name = name
    self.region = region
    self.calendar = calendar
    self.settings = settings
  }

  /// Keeps what the floor's people and figures made of the office, whatever files say that were drawn up before: closed queues and
  /// alerts. What is of a group that is gone from `groups` goes with it.
  /// What is watched stays too, unless the files were drawn up from what is watched now and may say so (`sayWhatIsWatched`).
  public mutating func keepStanding(of present: Office, among groups: [SkillGroup]?, sayWhatIsWatched: Bool = false) {
    if !sayWhatIsWatched { (thresholds, thresholdsRevision) = (present.thresholds, present.thresholdsRevision) }
    let known = groups.map { Set($0.map(\.id)) }
    func isThere(_ group: SkillGroupID?) -> Bool { group.map { known?.contains($0) ?? true } ?? true }
    closedQueues = present.closedQueues?.filter { isThere($0.group) }
    thresholds = thresholds?.filter { isThere($0.group) }
    alerts = present.alerts?.filter { isThere($0.group) }
  }
}

/// An office's limits and times; no official limits exist, so every one is a setting.
public struct OfficeSettings: Hashable, Codable, Sendable {
  /// Answered within this many seconds counts for the service level.
  public var serviceTargetSeconds: Int
  /// Leaving the queue before this many seconds is a short abandon, shown apart.
  public var shortAbandonSeconds: Int
  /// A waiting taxpayer whose page is gone this long has left the queue.
  public var visitorGraceSeconds: Int
  /// A seat whose stream is gone this long is signed out and its conversations wait again, in front.
  public var seatGraceSeconds: Int
  /// Wrap-up ends by itself after this many seconds.
  public var wrapUpSeconds: Int
  /// One step of priority is worth this many seconds of waiting.
  public var ageingPerPrioritySeconds: Int
  /// An assistant conversation without a word for this long is closed.
  public var idleEndSeconds: Int
  /// Whether taxpayers may wait for a human outside working hours.
  public var acceptsOutsideHours: Bool
  /// Longest message text, in UTF-8 bytes.
  public var messageBytes: Int
  /// Seconds an agent has to take what was transferred to them before their whole group may; `nil` for 30.
  public var reservationSeconds: Int?
  /// Hosts that entry links may lead to, `*.` in front for everything below one; `nil` for none.
  public var linkHosts: [String]?
  /// How waiting conversations come to agents where their group does not say; `nil` for pull.
  public var routing: Routing?
  /// Seconds an agent has to take what is offered; `nil` for 20.
  public var offerSeconds: Int?
  /// Seconds before what an agent declined may be offered to them again; `nil` for 60.
  public var declineSeconds: Int?
  /// Whether the agent a taxpayer talked with before is asked first; `nil` for yes.
  public var prefersLastAgent: Bool?
  /// Whether a conversation that is being written up takes a slot; `nil` for no.
  public var wrapUpTakesSlot: Bool?
  /// Seconds wrap-up is given when its agent asks for more, once; `nil` for as long as at first.
  public var wrapUpExtensionSeconds: Int?
  /// After so many seconds on hold, and each time again, both sides are reminded; `nil` for 120.
  public var holdReminderSeconds: Int?
  /// Seconds an invitation waits for an answer; `nil` for 60.
  public var invitationSeconds: Int?
  /// Seconds both sides have to find a way to each other; `nil` for 90.
  public var connectSeconds: Int?
  /// Seconds both sides have to find a way again; `nil` for 45.
  public var recoverSeconds: Int?
  /// Seconds somebody may wait in a queue before supervisors are called; `nil` for 180.
  public var supervisorWaitSeconds: Int?
  /// Whether invitations lead to the office's own meeting rooms; `nil` for no.
  public var hasRooms: Bool?
  /// What is promised about messages left and tickets; `nil` for the house defaults.
  public var promises: PromiseSettings?

  /// The house defaults.
  public init(
    serviceTargetSeconds: Int = 60, shortAbandonSeconds: Int = 10, visitorGraceSeconds: Int = 60,
    seatGraceSeconds: Int = 180, wrapUpSeconds: Int = 120, ageingPerPrioritySeconds: Int = 120,
    idleEndSeconds: Int = 1800, acceptsOutsideHours: Bool = true, messageBytes: Int = 8192,
    reservationSeconds: Int? = nil, linkHosts: [String]? = nil, invitationSeconds: Int? = nil,
    connectSeconds: Int? = nil, recoverSeconds: Int? = nil, hasRooms: Bool? = nil
  ) {
    self.invitationSeconds = invitationSeconds
    self.connectSeconds = connectSeconds
    self.recoverSeconds = recoverSeconds
    self.hasRooms = hasRooms
    self.reservationSeconds = reservationSeconds
    self.serviceTargetSeconds = serviceTargetSeconds
    self.shortAbandonSeconds = shortAbandonSeconds
    self.visitorGraceSeconds = visitorGraceSeconds
    self.seatGraceSeconds = seatGraceSeconds
    self.wrapUpSeconds = wrapUpSeconds
    self.ageingPerPrioritySeconds = ageingPerPrioritySeconds
    self.idleEndSeconds = idleEndSeconds
    self.acceptsOutsideHours = acceptsOutsideHours
    self.messageBytes = messageBytes
    self.linkHosts = linkHosts
  }
}
