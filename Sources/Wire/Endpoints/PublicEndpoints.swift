import Desk

// The routes that need no token.

extension Endpoint where Answer == Health {
  /// Whether the backend lives.
  public static var health: Endpoint { Endpoint(.get, "/healthz") }
  /// Whether it can work: its database answers.
  public static var readiness: Endpoint { Endpoint(.get, "/readyz") }
}

extension Endpoint where Answer == About {
  /// What the backend is and which offices it serves.
  public static var about: Endpoint { Endpoint(.get, "/v1/about") }
}

extension Endpoint where Answer == SampleIdentity {
  /// The sample host page's signed token for one of the sample people.
  public static func sampleIdentity(of person: String) -> Endpoint {
    Endpoint(.get, "/sample/identity" + query(("person", person)))
  }
}

extension WireRequest {
  /// The stream of events, from after a position; from the head without one.
  /// A supervisor's with `wall` tells what the wall shows, too.
  public static func events(after position: EventPosition?, wall: Bool = false) -> WireRequest {
    var request = WireRequest(
      .get, wall ? "/v1/events?wall=true" : "/v1/events",
      headers: [WireHeader("Accept", "text/event-stream"), WireHeader("Cache-Control", "no-store")])
    if let position { request = request.with("Last-Event-ID", position.description) }
    return request
  }

  /// The office's knowledge base as an import file.
  public static var exportKnowledge: WireRequest {
    WireRequest(.get, "/v1/exports/knowledge", headers: [WireHeader("Accept", "text/yaml")])
  }
}
