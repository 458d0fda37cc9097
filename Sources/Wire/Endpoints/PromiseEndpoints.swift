import Desk

// The routes about messages left and tickets.

extension Endpoint where Answer == OfflineMessagePage {
  /// A page of messages left.
  public static func offlineMessages(_ filter: String, after: String?, limit: Int = 50) -> Endpoint {
    Endpoint(
      .get,
      "/v1/offline-messages" + query(("q", filter.isEmpty ? nil : filter), ("after", after), ("limit", String(limit))))
  }
}

extension Endpoint where Answer == TicketPage {
  /// A page of tickets.
  public static func tickets(_ filter: String, after: String?, limit: Int = 50) -> Endpoint {
    Endpoint(
      .get, "/v1/tickets" + query(("q", filter.isEmpty ? nil : filter), ("after", after), ("limit", String(limit))))
  }
}

extension Endpoint where Answer == OfflineMessageDetail {
  /// A message left with its latest entries.
  public static func offlineMessage(_ id: OfflineMessageID) -> Endpoint { Endpoint(.get, path(id)) }

  /// Takes a step of a message left.
  public static func step(_ request: PromiseStepRequest, of id: OfflineMessageID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(id) + "/steps", key: key)
  }
}

extension Endpoint where Answer == TicketDetail {
  /// A ticket with its latest entries.
  public static func ticket(_ id: TicketID) -> Endpoint { Endpoint(.get, path(id)) }

  /// Opens a ticket.
  public static func open(_ draft: TicketDraft, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: draft, to: "/v1/tickets", key: key)
  }

  /// Takes a step of a ticket.
  public static func step(_ request: PromiseStepRequest, of id: TicketID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(id) + "/steps", key: key)
  }
}

extension Endpoint where Answer == TicketDetail {
  /// Changes what stands at the head of that revision of a ticket.
  public static func edit(_ edit: TicketEdit, of id: TicketID, revision: Int, key: IdempotencyKey) -> Endpoint {
    var endpoint = Endpoint(posting: edit, to: path(id), key: key)
    endpoint.request.method = .patch
    endpoint.request = endpoint.request.with("If-Match", "\"\(revision)\"")
    return endpoint
  }
}

extension Endpoint where Answer == BulkStepOutcome {
  /// Takes the same step of several tickets.
  public static func step(_ request: PromiseStepRequest, of ids: [TicketID], key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: BulkStepRequest(tickets: ids, step: request), to: "/v1/tickets/steps", key: key)
  }
}

extension Endpoint where Answer == ColleagueList {
  /// The staff, signed in or not.
  public static var colleagues: Endpoint { Endpoint(.get, "/v1/colleagues") }
}

extension Endpoint where Answer == SavedFilters {
  /// The filters one keeps.
  public static var savedFilters: Endpoint { Endpoint(.get, "/v1/saved-filters") }

  /// Keeps a filter, or forgets it.
  public static func change(_ change: SavedFilterChange, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: change, to: "/v1/saved-filters", key: key)
  }
}

extension Endpoint where Answer == ImageReference {
  /// Brings a picture to a message left or a ticket, to be sent with a step afterwards.
  public static func upload(
    _ bytes: [UInt8], named name: String, to kind: PromiseKind, _ id: String, key: IdempotencyKey
  ) -> Endpoint {
    let place = kind == .ticket ? path(TicketID(id)) : path(OfflineMessageID(id))
    var endpoint = Endpoint(.post, place + "/images" + query(("name", name)))
    endpoint.request = endpoint.request.with("Content-Type", "application/octet-stream").keyed(key)
    endpoint.request.body = bytes
    return endpoint
  }
}

extension Endpoint where Answer == DueTime {
  /// How a due time came about.
  public static func why(_ kind: PromiseKind, _ id: String) -> Endpoint {
    Endpoint(.get, (kind == .ticket ? path(TicketID(id)) : path(OfflineMessageID(id))) + "/why")
  }
}

extension Endpoint where Answer == RevealedContact {
  /// How to reach whoever left a message.
  public static func contact(of id: OfflineMessageID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: path(id) + "/contact", key: key)
  }
}

private func path(_ id: TicketID) -> String { "/v1/tickets/" + escaped(id.rawValue) }
private func path(_ id: OfflineMessageID) -> String { "/v1/offline-messages/" + escaped(id.rawValue) }
