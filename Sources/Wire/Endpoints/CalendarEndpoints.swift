import Desk

// The routes about the working calendar.

extension Endpoint where Answer == OfficeCalendar {
  /// When the office and its groups work.
  public static var calendar: Endpoint { Endpoint(.get, "/v1/calendar") }

  /// Changes that revision of it.
  public static func changeCalendar(_ draft: CalendarDraft, revision: Int, key: IdempotencyKey) -> Endpoint {
    var endpoint = Endpoint(posting: draft, to: "/v1/calendar", key: key)
    endpoint.request.method = .put
    endpoint.request = endpoint.request.with("If-Match", "\"\(revision)\"")
    return endpoint
  }
}
