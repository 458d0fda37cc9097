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
