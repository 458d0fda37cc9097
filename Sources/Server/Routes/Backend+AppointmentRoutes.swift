import Desk
import HTTPTypes
import Hummingbird
import Service
import Storage

extension Backend {
  /// Appointments 预约: what can be booked, booking, and what either side does to one.
  func appointmentRoutes() -> [Route] { visitAppointmentRoutes() + seatAppointmentRoutes() }

  private func visitAppointmentRoutes() -> [Route] {
    let path = "/v1/visit/appointments"
    return [
      .read(path, for: [.taxpayer], "What can be booked, and the taxpayer's own appointments") {
        call -> VisitorAppointments in
        let (taxpayer, office) = try call.visitor()
        return try await call.backend.store.read(office) { reader in
          VisitorAppointments(
            rules: try reader.catalogue().appointmentRules ?? [],
            appointments: try reader.appointments(of: taxpayer.id, limit: 50))
        }
      },
      .read(
        "/v1/visit/slots", for: [.taxpayer], "A rule's slots with the places that are left", parameters: Self.slotQuery
      ) { call -> SlotList in try await call.slots(of: try call.visitor().office) },
      .post(path, for: [.taxpayer], "Books a slot", status: .created) {
        (call, draft: AppointmentDraft) -> Appointment in
        let id = AppointmentID(call.backend.newID())
        return try await call.appointment(.book(draft, id: id, noticeID: call.backend.newID()))
      },
      .post(path + "/{id}/cancel", for: [.taxpayer], "Takes an appointment back") {
        (call, request: AppointmentCancellation) -> Appointment in
        try await call.appointment(try call.act(.cancel(reason: request.reason ?? "")))
      },
      .post(path + "/{id}/move", for: [.taxpayer], "Puts an appointment to another slot") {
        (call, request: AppointmentMove) -> Appointment in
        try await call.appointment(try call.act(.move(to: request.start)))
      },
    ]
  }

  private func seatAppointmentRoutes() -> [Route] {
    let path = "/v1/appointments"
    return [
      .read(
        path, for: Caller.seats, "Appointments that begin within a time",
        parameters: [
          Route.Parameter(name: "from", about: "RFC 3339; half a day ago without it"),
          Route.Parameter(name: "to", about: "RFC 3339; a week after `from` without it"),
        ]
      ) { call -> AppointmentList in try await call.appointments() },
      .read(
        "/v1/slots", for: Caller.seats, "A rule's slots with the places that are left", parameters: Self.slotQuery
      ) { call -> SlotList in try await call.slots(of: try call.staff().office) },
      .post(path + "/{id}/confirm", for: Caller.seats, "Confirms an appointment, or gives it to an agent") {
        (call, request: AppointmentConfirmation) -> Appointment in
        try await call.appointment(try call.act(.confirm(for: request.agent)))
      },
      .post(path + "/{id}/cancel", for: Caller.seats, "Cancels an appointment") {
        (call, request: AppointmentCancellation) -> Appointment in
        try await call.appointment(try call.act(.cancel(reason: request.reason ?? "")))
      },
      .post(path + "/{id}/move", for: Caller.seats, "Puts an appointment to another slot") {
        (call, request: AppointmentMove) -> Appointment in
        try await call.appointment(try call.act(.move(to: request.start)))
      },
      .post(path + "/{id}/start", for: Caller.seats, "Begins an appointment in its mode") {
        (call, _: EmptyRequest) -> AppointmentStart in try await call.start()
      },
      .post(path + "/{id}/complete", for: Caller.seats, "Says that an appointment is over") {
        (call, _: EmptyRequest) -> Appointment in try await call.appointment(try call.act(.complete))
      },
      .post(path + "/{id}/miss", for: Caller.seats, "Says that the taxpayer did not come") {
        (call, _: EmptyRequest) -> Appointment in try await call.appointment(try call.act(.miss))
      },
      .post(path + "/{id}/reveal", for: Caller.seats, "How to reach the taxpayer, unmasked; it is audited") {
        (call, _: EmptyRequest) -> AppointmentContact in
        guard case .contact(let contact) = try await call.perform(try call.act(.reveal)) else {
          throw Problem(.internalError)
        }
        return AppointmentContact(contact: contact.contact)
      },
    ]
  }

  private static let slotQuery = [
    Route.Parameter(name: "rule", about: "The rule's code"),
    Route.Parameter(name: "from", about: "The first day, as 2026-10-09; today without it"),
    Route.Parameter(name: "days", isNumber: true, about: "How many days, 1–31; 7 without it"),
  ]
}

extension Call {
  fileprivate func appointmentID() throws(Problem) -> AppointmentID { AppointmentID(try part("id")) }

  /// The command about the appointment named in the path.
  fileprivate func act(_ act: AppointmentAct) throws(Problem) -> Command {
    .appointment(try appointmentID(), act, noticeID: backend.newID())
  }

  fileprivate func appointment(_ command: Command) async throws -> Appointment {
    guard case .appointment(let appointment) = try await perform(command) else { throw Problem(.internalError) }
    return appointment
  }

  fileprivate func start() async throws -> AppointmentStart {
    let ids = (0..<3).map { _ in MessageID(backend.newID()) }
    let appointment = try await appointment(
      try act(
        .start(
          newConversation: ConversationID(backend.newID()), invitation: InvitationID(backend.newID()),
          messageIDs: ids)))
    let (agent, office) = try staff()
    guard let id = appointment.conversation else { return AppointmentStart(appointment: appointment) }
    let talk = try await backend.store.read(office) { reader -> ConversationDetail? in
      // Told as it is now: meanwhile it may have been passed on.
      guard let conversation = try reader.conversation(id), conversation.agent?.id == agent.id else { return nil }
      return ConversationDetail(
        conversation: conversation, messages: try reader.messages(of: id, before: nil, limit: Needs.latestCount))
    }
    return AppointmentStart(appointment: appointment, talk: talk)
  }

  fileprivate func slots(of office: OfficeID) async throws -> SlotList {
    let code = query("rule") ?? ""
    let count = try number("days", in: 1...31) ?? 7
    let now = backend.clock()
    let asked = try query("from").map { text throws(Problem) -> CivilDate in
      guard let day = CivilDate(text) else {
        throw Problem(
          .badRequest, detail: Localised("from 应为 2026-10-09 形式的日期", "from must be a day such as 2026-10-09"))
      }
      return day
    }
    return try await backend.store.read(office) { reader in
      guard let rule = try reader.catalogue().appointmentRules?.first(where: { $0.code == code }) else {
        throw Problem(.notFound, detail: Localised("没有该预约事项", "There is no such matter"))
      }
      let calendar = try reader.office().calendar(of: rule.group)
      let first = asked ?? calendar.day(at: now)
      let taken = try reader.placesTaken(
        of: code, from: calendar.moment(first, 0),
        to: calendar.moment(CivilDate(dayNumber: first.dayNumber + count), 0))
      return SlotList(days: rule.days(from: first, count: count, calendar, taken: taken, at: now))
    }
  }

  /// A moment of the query.
  private func moment(_ name: String) throws(Problem) -> Timestamp? {
    guard let text = query(name) else { return nil }
    // A `+` that was not escaped comes as a space.
    guard let moment = Timestamp(text.replacing(" ", with: "+")) else {
      throw Problem(
        .badRequest, detail: Localised("参数 \(name) 应为 RFC 3339 时间", "The parameter \(name) must be an RFC 3339 time"))
    }
    return moment
  }

  fileprivate func appointments() async throws -> AppointmentList {
    let office = try staff().office
    let most = 2_000
    let start = try moment("from") ?? backend.clock().advanced(seconds: -43_200)
    let end = try moment("to") ?? start.advanced(seconds: 7 * 86_400)
    let found = try await backend.store.read(office) { try $0.appointments(from: start, to: end, limit: most + 1) }
    return AppointmentList(appointments: Array(found.prefix(most)), hasMore: found.count > most)
  }
}
