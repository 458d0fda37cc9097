import Desk

// The routes about appointments, calendar feeds and alarms.

extension Endpoint where Answer == AppointmentList {
  /// Appointments that begin within a time.
  public static func appointments(from start: Timestamp, to end: Timestamp) -> Endpoint {
    Endpoint(.get, "/v1/appointments" + query(("from", start.description), ("to", end.description)))
  }
}

extension Endpoint where Answer == SlotList {
  /// A rule's slots with the places that are left.
  public static func slots(rule: String, from day: CivilDate, days: Int) -> Endpoint {
    Endpoint(.get, "/v1/slots" + query(("rule", rule), ("from", day.description), ("days", String(days))))
  }
}

extension Endpoint where Answer == Appointment {
  /// Confirms an appointment, or gives it to an agent.
  public static func confirmAppointment(
    _ id: AppointmentID, for agent: AgentID? = nil, key: IdempotencyKey
  ) -> Endpoint { Endpoint(posting: AppointmentConfirmation(agent: agent), to: path(id, "confirm"), key: key) }

  /// Cancels an appointment.
  public static func cancelAppointment(
    _ request: AppointmentCancellation, _ id: AppointmentID, key: IdempotencyKey
  ) -> Endpoint { Endpoint(posting: request, to: path(id, "cancel"), key: key) }

  /// Puts an appointment to another slot.
  public static func moveAppointment(
    _ request: AppointmentMove, _ id: AppointmentID, key: IdempotencyKey
  ) -> Endpoint { Endpoint(posting: request, to: path(id, "move"), key: key) }

  /// Says that an appointment is over.
  public static func completeAppointment(_ id: AppointmentID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: path(id, "complete"), key: key)
  }

  /// Says that the taxpayer did not come.
  public static func missAppointment(_ id: AppointmentID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: path(id, "miss"), key: key)
  }
}

extension Endpoint where Answer == AppointmentStart {
  /// Begins an appointment in its mode.
  public static func startAppointment(_ id: AppointmentID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: path(id, "start"), key: key)
  }
}

extension Endpoint where Answer == AppointmentContact {
  /// How to reach an appointment's taxpayer, unmasked.
  public static func revealAppointment(_ id: AppointmentID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: path(id, "reveal"), key: key)
  }
}

extension Endpoint where Answer == AlarmSettings {
  /// Says how one wants to be called.
  public static func keepAlarms(_ settings: AlarmSettings, key: IdempotencyKey) -> Endpoint {
    var endpoint = Endpoint(posting: settings, to: "/v1/alarm-settings", key: key)
    endpoint.request.method = .put
    return endpoint
  }
}

private func path(_ id: AppointmentID, _ act: String) -> String {
  "/v1/appointments/" + escaped(id.rawValue) + "/" + act
}
