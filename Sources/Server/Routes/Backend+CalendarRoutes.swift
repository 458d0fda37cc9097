import Desk
import Hummingbird
import Service
import Storage

extension Backend {
  /// The working calendar 工作日历, read and edited with `ETag` and `If-Match`.
  func calendarRoutes() -> [Route] {
    [
      Route(
        method: .get, path: "/v1/calendar", callers: Caller.staff,
        summary: "When the office and its groups work; its ETag is for If-Match", answer: .json(OfficeCalendar.self)
      ) { call in try await call.calendar() },
      Route(
        method: .put, path: "/v1/calendar", callers: [.supervisor, .administrator],
        summary: "Changes when the office and its groups work",
        headers: [Route.Parameter(name: "If-Match", about: "The ETag of what is changed")],
        request: .json(CalendarDraft.self), answer: .json(OfficeCalendar.self), key: .taken, bodyLimit: 1 << 20
      ) { call in
        let draft = try JSONBody.decode(CalendarDraft.self, from: call.body)
        guard let revision = try call.revision() else { throw Problem(.conditionMissing) }
        _ = try await call.perform(.changeCalendar(draft, expecting: revision))
        return try await call.calendar()
      },
      .read(
        "/v1/calendar/why", for: Caller.staff, "When so many working minutes have passed, step by step",
        parameters: [
          Route.Parameter(name: "from", about: "RFC 3339; now without it"),
          Route.Parameter(name: "minutes", isNumber: true, about: "Working minutes, 0–100000"),
          Route.Parameter(name: "group", about: "Whose calendar; the office's without it"),
        ]
      ) { call -> DueTime in try await call.dueTime() },
    ]
  }
}

extension Call {
  /// The office's calendar with its revision as ETag.
  fileprivate func calendar() async throws -> Response {
    let office = try staff().office
    let calendar = try await backend.store.read(office) { OfficeCalendar(try $0.office()) }
    var response = try Route.json(calendar)
    response.headers[.eTag] = "\"\(calendar.revision)\""
    return response
  }

  fileprivate func dueTime() async throws -> DueTime {
    let office = try staff().office
    // A `+` that was not escaped comes as a space.
    let from = query("from")?.replacing(" ", with: "+")
    guard let from = from.map({ Timestamp($0) }) ?? backend.clock() else {
      throw Problem(.badRequest, detail: Localised("from 应为 RFC 3339 时间", "from must be an RFC 3339 time"))
    }
    let minutes = try number("minutes", in: 0...100_000) ?? 0
    let group = query("group").map { SkillGroupID($0) }
    let calendar = try await backend.store.read(office) { try $0.office().calendar(of: group) }
    return calendar.why(workingMinutes: minutes, from: from)
  }

  /// The revision `If-Match` names; `nil` without one.
  func revision() throws(Problem) -> Int? {
    guard let tag = request.headers[.ifMatch] else { return nil }
    guard tag.hasPrefix("\""), tag.hasSuffix("\""), let revision = Int(tag.dropFirst().dropLast()) else {
      throw Problem(.changedMeanwhile)
    }
    return revision
  }
}
