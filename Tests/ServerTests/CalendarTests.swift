import Desk
import HTTPTypes
import Storage
import Testing
import Wire

@testable import Server

@Suite("The working calendar over HTTP", .onEveryEngine)
struct CalendarTests {
  @Test("it is read with its tag and changed by it; agents only read; the page says when people are back")
  func edits() async throws {
    let now = try #require(Timestamp("2026-11-25T20:00:00+08:00"))
    let office = try await TestOffice(startingAt: now)
    var content = try TestOffice.content()
    content.office.settings.acceptsOutsideHours = false
    try await office.store.load(OfficeContent(office: content.office), at: now)
    try await office.test(.router) { caller in
      let supervisor = try await caller.office.token(of: "wang")
      let agent = try await caller.office.token(of: "zhang")
      let read = try await caller.get("/v1/calendar", agent)
      let tag = try #require(read.headers[.eTag])
      var draft = CalendarDraft(calendar: try read.read(OfficeCalendar.self).calendar)
      let range = try #require(WorkingRange("09:00-12:00"))
      draft.calendar.weekly = Dictionary(uniqueKeysWithValues: (1...5).map { ($0, [range]) })
      let day = try #require(CivilDate("2026-11-26"))
      draft.calendar.exceptions = [day: DayException(ranges: [], reason: Localised("停电", "No power"))]
      func put(_ token: String, _ match: String?) async throws -> TestCaller.Answer {
        var headers: HTTPFields = [:]
        headers[.ifMatch] = match
        return try await caller.send(
          .put, "/v1/calendar", token, body: try WireCodec.encode(draft), headers: headers)
      }
      #expect(try await put(agent, tag).problem == .forbidden)
      #expect(try await put(supervisor, nil).status == 428)
      #expect(try await put(supervisor, "\"77\"").status == 412)
      let changed = try await put(supervisor, tag)
      #expect(changed.status == 200 && changed.headers[.eTag] != tag)
      #expect(try changed.read(OfficeCalendar.self).calendar == draft.calendar)
      #expect(try await put(supervisor, tag).status == 412)
      let why = try await caller.get("/v1/calendar/why?from=2026-11-25T11:30:00%2B08:00&minutes=60", agent)
      let due = try why.read(DueTime.self)
      #expect(due.at == Timestamp("2026-11-27T09:30:00+08:00") && due.steps.contains { $0.name == "停电" })
      #expect(try await caller.get("/v1/calendar/why?from=gestern&minutes=60", agent).status == 400)
      let visit = try await caller.visit(as: "p1")
      let snapshot = try await caller.get("/v1/visit", visit.token).read(VisitorSnapshot.self)
      #expect(!snapshot.isOpen && snapshot.opens == Localised("11月27日 09:00", "on 27 November at 09:00"))
      #expect(snapshot.leave?.reason == .closed)
    }
  }

  @Test(
    "the page is open while any group is, and wherever people may wait at any hour; each group says its own promise")
  func open() async throws {
    let now = try #require(Timestamp("2026-11-25T20:00:00+08:00"))
    let office = try await TestOffice(startingAt: now)
    let late = try #require(WorkingRange("18:00-22:00"))
    let early = try #require(WorkingRange("09:00-12:00"))
    var content = try TestOffice.content()
    content.office.settings.acceptsOutsideHours = false
    content.office.calendar = WorkingCalendar(weekly: (1...7).reduce(into: [:]) { $0[$1] = [early] })
    content.office.groupCalendars = ["invoice": GroupCalendar(weekly: (1...7).reduce(into: [:]) { $0[$1] = [late] })]
    try await office.store.load(OfficeContent(office: content.office), at: now)
    try await office.test(.router) { caller in
      _ = try await caller.seated("zhang")
      let visit = try await caller.visit(as: "p1")
      let snapshot = try await caller.get("/v1/visit", visit.token).read(VisitorSnapshot.self)
      #expect(snapshot.isOpen && snapshot.leave?.reason != .closed)
      let own = try #require(snapshot.leave?.groups.first { $0.id == "invoice" }?.dueAt)
      #expect(own.seconds(since: now) >= 240 * 60)
    }
    let other = try await TestOffice(startingAt: now)
    var always = content.office
    always.settings.acceptsOutsideHours = true
    always.groupCalendars = nil
    try await other.store.load(OfficeContent(office: always), at: now)
    try await other.test(.router) { caller in
      let visit = try await caller.visit(as: "p2")
      let snapshot = try await caller.get("/v1/visit", visit.token).read(VisitorSnapshot.self)
      #expect(snapshot.isOpen && snapshot.leave?.reason == .nobody)
    }
  }

  @Test("an import drawn up before somebody edited the calendar does not undo that")
  func race() async throws {
    let office = try await TestOffice()
    let before = try await office.store.read(TestOffice.id) { try $0.office() }
    var edited = before
    edited.calendarRevision = (before.calendarRevision ?? 1) + 1
    try await office.store.load(OfficeContent(office: edited), at: office.now)
    var late = OfficeContent(office: before)
    late.basis = before
    await #expect(throws: Problem(.changedMeanwhile)) {
      try await office.store.load(late, at: office.now, audit: nil, once: nil)
    }
    #expect(try await office.store.read(TestOffice.id) { try $0.office() }.calendarRevision == edited.calendarRevision)
  }
}
