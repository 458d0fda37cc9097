// What is asked of the backend about appointments, and what it answers.

/// Books a slot: `POST /v1/visit/appointments`.
public struct AppointmentDraft: Hashable, Codable, Sendable {
  /// Code of the rule.
  public var rule: String
  /// How to meet.
  public var mode: Appointment.Mode
  /// When the slot begins.
  public var start: Timestamp
  /// What it is about.
  public var words: String?
  /// How to be reached; needed for the telephone.
  public var contact: String?

  /// A draft from its parts.
  public init(
    rule: String, mode: Appointment.Mode, start: Timestamp, words: String? = nil, contact: String? = nil
  ) {
    self.rule = rule
    self.mode = mode
    self.start = start
    self.words = words
    self.contact = contact
  }
}

/// Confirms an appointment, or gives it to an agent: `POST /v1/appointments/{id}/confirm`.
public struct AppointmentConfirmation: Hashable, Codable, Sendable {
  /// Who is to keep it; `nil` for whoever asks. Only whoever has it, or a supervisor, gives it to somebody else.
  public var agent: AgentID?
  /// A confirmation, for whoever asks or for an agent.
  public init(agent: AgentID? = nil) { self.agent = agent }
}

/// Cancels an appointment.
public struct AppointmentCancellation: Hashable, Codable, Sendable {
  /// Why; may be left out.
  public var reason: String?
  /// A cancellation with its reason.
  public init(reason: String? = nil) { self.reason = reason }
}

/// Puts an appointment to another slot.
public struct AppointmentMove: Hashable, Codable, Sendable {
  /// When the slot begins.
  public var start: Timestamp
  /// A move to a slot.
  public init(start: Timestamp) { self.start = start }
}

/// What a taxpayer can book, and has booked: `GET /v1/visit/appointments`.
public struct VisitorAppointments: Hashable, Codable, Sendable {
  /// What can be booked.
  public var rules: [AppointmentRule]
  /// The taxpayer's own, the next first, then those that are over.
  public var appointments: [Appointment]

  /// Everything it says.
  public init(rules: [AppointmentRule], appointments: [Appointment]) {
    self.rules = rules
    self.appointments = appointments
  }
}

/// Slots of some days: `GET /v1/visit/slots`, `GET /v1/slots`.
public struct SlotList: Hashable, Codable, Sendable {
  /// The days, in order.
  public var days: [SlotDay]
  /// A list of days.
  public init(days: [SlotDay]) { self.days = days }
}

/// Appointments of some days: `GET /v1/appointments`.
public struct AppointmentList: Hashable, Codable, Sendable {
  /// Whose appointments are asked for.
  public enum Owner: Hashable, Sendable {
    /// Those an agent has.
    case agent(AgentID)
    /// Those of a group.
    case group(SkillGroupID)
  }

  /// In the order of their beginnings.
  public var appointments: [Appointment]
  /// Whether there are more than are told.
  public var hasMore: Bool

  /// Everything it says.
  public init(appointments: [Appointment], hasMore: Bool) {
    self.appointments = appointments
    self.hasMore = hasMore
  }
}

/// An appointment that begins: `POST /v1/appointments/{id}/start`.
public struct AppointmentStart: Hashable, Codable, Sendable {
  /// The appointment.
  public var appointment: Appointment
  /// The talk in which both meet; `nil` by telephone and on site.
  public var talk: ConversationDetail?

  /// Everything it says.
  public init(appointment: Appointment, talk: ConversationDetail? = nil) {
    self.appointment = appointment
    self.talk = talk
  }
}

/// What a taxpayer gave to be reached by, unmasked: `POST /v1/appointments/{id}/reveal`.
public struct AppointmentContact: Hashable, Codable, Sendable {
  /// As it was given; empty when nothing was.
  public var contact: String
  /// The contact.
  public init(contact: String) { self.contact = contact }
}
