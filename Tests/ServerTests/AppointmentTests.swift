import Desk
import HTTPTypes
import Storage
import Testing
import Wire

@testable import Server

@Suite("Appointments over HTTP", .onEveryEngine)
struct AppointmentTests {
  private static let now = Timestamp("2026-11-25T10:00:00+08:00") ?? Timestamp(milliseconds: 0)

  private func office() async throws -> TestOffice {
    let office = try await TestOffice(startingAt: Self.now)
    var content = try TestOffice.content()
    content.catalogue?.appointmentRules = [
      AppointmentRule(
        code: "help", name: Localised("发票辅导", "Invoices"), group: "invoice", modes: [.text, .video, .phone],
        minutes: 30,
        capacity: 1)
    ]
    try await office.store.load(content, at: Self.now)
    return office
  }

  private func book(
    _ caller: TestCaller, _ token: String, _ start: String, mode: Appointment.Mode = .video
  ) async throws -> TestCaller.Answer {
    let draft = AppointmentDraft(
      rule: "help", mode: mode, start: try #require(Timestamp(start + "+08:00")), words: "红字发票",
      contact: "13800000001")
    return try await caller.post("/v1/visit/appointments", token, draft)
  }

  @Test("from the free slot to the talk: booked, confirmed, rung, begun with an invitation, and told on both sides")
  func whole() async throws {
    let office = try await office()
    try await office.test(.router) { caller in
      let visit = try await caller.visit(as: "p1")
      let agent = try await caller.seated("zhang")
      let offer = try await caller.get("/v1/visit/appointments", visit.token).read(VisitorAppointments.self)
      #expect(offer.rules.map(\.code) == ["help"] && offer.appointments.isEmpty)
      let path = "/v1/visit/slots?rule=help&from=2026-11-25&days=2"
      let days = try await caller.get(path, visit.token).read(SlotList.self).days
      #expect(days.count == 2 && days[0].slots.count == 48 && days[0].slots.count { $0.free == 1 } == 26)
      let answer = try await book(caller, visit.token, "2026-11-25T14:00:00")
      #expect(answer.status == 201)
      let booked = try answer.read(Appointment.self)
      #expect(booked.contact == "138****0001" && booked.taxpayer.name.contains("*"))
      let other = try await caller.visit(as: "p2")
      #expect(try await book(caller, other.token, "2026-11-25T14:00:00").problem == .slotTaken)
      let list = try await caller.get("/v1/appointments", agent).read(AppointmentList.self)
      #expect(list.appointments == [booked] && !list.hasMore)
      let item = "/v1/appointments/\(booked.id)"
      let confirmed = try await caller.post(item + "/confirm", agent, Nothing()).read(Appointment.self)
      #expect(confirmed.stage == .confirmed && confirmed.agent?.id == "zhang")
      let contact = try await caller.post(item + "/reveal", agent, Nothing()).read(AppointmentContact.self)
      #expect(contact.contact == "13800000001")
      #expect(try await caller.post(item + "/start", agent, Nothing()).problem == .appointmentRefused, "too early")
      caller.office.advance(seconds: 4 * 3_600)
      for _ in 0..<3 { try await caller.office.backend.fireDueTimers() }
      let snapshot = try await caller.get("/v1/snapshot", agent).read(StaffSnapshot.self)
      #expect(snapshot.appointments?.first?.stage == .ringing)
      // Nobody's console was there for hours.
      _ = try await caller.seated("zhang")
      let begun = try await caller.post(item + "/start", agent, Nothing()).read(AppointmentStart.self)
      #expect(begun.appointment.stage == .started && begun.talk?.conversation.invitation?.kind == .videoCall)
      let page = try await caller.get("/v1/visit", visit.token).read(VisitorSnapshot.self)
      #expect(page.current?.conversation.stage == .talking && page.appointments?.first?.stage == .started)
      let notices = try await caller.get("/v1/visit/notices", visit.token).read(NoticePage.self)
      #expect(notices.notices.map(\.words.english).contains { $0.hasPrefix("Confirmed: Invoices, at 14:00") })
      #expect(notices.notices.allSatisfy { $0.subject == .appointment && $0.reference == booked.id.rawValue })
      #expect(notices.notices.count == 4, "booked, confirmed, rung, begun")
      let colleague = try await caller.seated("li")
      #expect(try await caller.post(item + "/start", colleague, Nothing()).problem == .alreadyTaken)
    }
  }

  @Test("either side moves and cancels; another's appointment is not there; anonymous pages book nothing")
  func changes() async throws {
    try await office().test(.router) { caller in
      let visit = try await caller.visit(as: "p1")
      let other = try await caller.visit(as: "p2")
      let id = try await book(caller, visit.token, "2026-11-26T09:00:00").read(Appointment.self).id
      let item = "/v1/visit/appointments/\(id)"
      let later = AppointmentMove(start: try #require(Timestamp("2026-11-26T10:00:00+08:00")))
      #expect(try await caller.post(item + "/move", other.token, later).status == 404)
      let moved = try await caller.post(item + "/move", visit.token, later).read(Appointment.self)
      #expect(moved.sequence == 1 && moved.start == later.start)
      let agent = try await caller.seated("zhang")
      let cancelled = try await caller.post(
        "/v1/appointments/\(id)/cancel", agent, AppointmentCancellation(reason: "系统停机")
      ).read(Appointment.self)
      #expect(cancelled.stage == .cancelled && cancelled.endedBy == .agent)
      #expect(try await book(caller, other.token, "2026-11-26T10:00:00").status == 201)
    }
  }

  @Test("a supervisor gives a confirmed appointment to another agent of its group; a colleague may not; both are told")
  func given() async throws {
    let office = try await office()
    try await office.test(.router) { caller in
      let visit = try await caller.visit(as: "p1")
      let (zhang, li) = (try await caller.seated("zhang"), try await caller.seated("li"))
      let supervisor = try await office.token(of: "wang")
      let id = try await book(caller, visit.token, "2026-11-26T09:00:00").read(Appointment.self).id
      let path = "/v1/appointments/\(id)/confirm"
      #expect(try await caller.post(path, zhang, Nothing()).read(Appointment.self).agent?.id == "zhang")
      #expect(try await caller.post(path, li, Nothing()).problem == .alreadyTaken)
      let toLi = AppointmentConfirmation(agent: "li")
      #expect(try await caller.post(path, li, toLi).problem == .alreadyTaken)
      #expect(try await caller.post(path, supervisor, AppointmentConfirmation(agent: "nobody")).problem == .badRequest)
      let given = try await caller.post(path, supervisor, toLi).read(Appointment.self)
      #expect(given.agent?.id == "li" && given.stage == .confirmed && given.sequence == 0)
      #expect(try await caller.post(path, supervisor, toLi).read(Appointment.self).revision == given.revision)
      #expect(try await caller.post(path, li, AppointmentConfirmation(agent: "zhang")).status == 200, "their own")
      let notices = try await caller.get("/v1/visit/notices", visit.token).read(NoticePage.self)
      #expect(notices.notices.count == 2, "booked and confirmed; who it is does not concern the taxpayer")
      let log = try await office.store.read(TestOffice.id) { reader in
        try reader.events(after: EventPosition(epoch: try reader.head().epoch, sequence: 0), limit: .max)
      }
      let former = log.compactMap {
        if case .appointmentChanged(let change) = $0.body, change.step == .assigned { change.formerly?.id } else { nil }
      }
      #expect(former == ["zhang", "li"])
    }
  }

  @Test("a calendar feed is read under its secret, follows changes, and is gone when it is revoked")
  func feed() async throws {
    try await office().test(.router) { caller in
      let visit = try await caller.visit(as: "p1")
      let agent = try await caller.seated("zhang")
      let made = try await caller.post("/v1/feeds", agent, FeedRequest(group: "invoice"), key: "feed")
      #expect(made.status == 201)
      let line = try made.read(FeedLine.self)
      let again = try await caller.post("/v1/feeds", agent, FeedRequest(group: "invoice"), key: "feed")
      #expect(try again.status == 201 && again.read(FeedLine.self).id == line.id)
      #expect(try again.read(FeedLine.self).url == nil, "only its hash is kept: the address is told once")
      let url = try #require(line.url)
      let path = String(url[try #require(url.range(of: "/v1/feeds/")).lowerBound...])
      let id = try await book(caller, visit.token, "2026-11-26T09:00:00").read(Appointment.self).id
      let first = try await caller.get(path, nil)
      #expect(first.status == 200 && first.headers[.contentType] == "text/calendar; charset=utf-8")
      #expect(first.words.contains("UID:\(id)@test.zuoxi\r\n") && first.words.contains("STATUS:TENTATIVE"))
      #expect(!first.words.contains("红字发票"), "free words stay out of what is read without signing in")
      _ = try await caller.post("/v1/visit/appointments/\(id)/cancel", visit.token, AppointmentCancellation())
      let second = try await caller.get(path, nil).words
      #expect(second.contains("STATUS:CANCELLED") && second.contains("SEQUENCE:1"))
      let list = try await caller.get("/v1/feeds", agent).read(FeedList.self)
      #expect(list.feeds.map(\.id) == [line.id] && list.feeds[0].url == nil)
      #expect(
        try await caller.get(path.replacing("invoice", with: "x").replacing(".ics", with: "0.ics"), nil).status == 404)
      let other = try await caller.seated("li")
      var left = try #require(try await caller.office.store.read(TestOffice.id) { try $0.account("zhang") })
      left.agent.groups = ["registration"]
      let office = try await caller.office.store.read(TestOffice.id) { try $0.office() }
      try await caller.office.store.load(OfficeContent(office: office, accounts: [left]), at: caller.office.now)
      #expect(try await caller.get(path, nil).status == 404, "who left the group does not read on")
      left.agent.groups = ["invoice"]
      try await caller.office.store.load(OfficeContent(office: office, accounts: [left]), at: caller.office.now)
      #expect(try await caller.get(path, nil).status == 200)
      #expect(try await caller.send(.delete, "/v1/feeds/\(line.id)", other, key: "k1").status == 404)
      #expect(try await caller.send(.delete, "/v1/feeds/\(line.id)", agent, key: "k2").status == 204)
      #expect(try await caller.get(path, nil).status == 404)
    }
  }

  @Test("how somebody wants to be called is kept for them, and told in their snapshot")
  func alarms() async throws {
    try await office().test(.router) { caller in
      let agent = try await caller.seated("zhang")
      #expect(try await caller.get("/v1/alarm-settings", agent).read(AlarmSettings.self) == AlarmSettings())
      let settings = AlarmSettings(rings: false, repeatSeconds: 20, muted: [.unanswered])
      let kept = try await caller.send(.put, "/v1/alarm-settings", agent, body: try WireCodec.encode(settings))
      #expect(kept.status == 200)
      #expect(try await caller.get("/v1/snapshot", agent).read(StaffSnapshot.self).alarms == settings)
      let bad = AlarmSettings(repeatSeconds: 1)
      #expect(try await caller.send(.put, "/v1/alarm-settings", agent, body: try WireCodec.encode(bad)).status == 400)
      let other = try await caller.seated("li")
      #expect(try await caller.get("/v1/alarm-settings", other).read(AlarmSettings.self) == AlarmSettings())
    }
  }
}

extension TestCaller.Answer {
  fileprivate var words: String { String(decoding: body, as: UTF8.self) }
}
