import Desk

// The routes of supervisors.

extension Endpoint where Answer == ConversationDetail {
  /// Tells a talk's agent something the taxpayer does not see.
  public static func whisper(_ request: NoteRequest, in id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: supervised(id) + "/whisper", key: key)
  }

  /// Takes part in a talk, seen by the taxpayer.
  public static func join(_ id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: supervised(id) + "/join", key: key)
  }

  /// Takes part in a talk no more.
  public static func leave(_ id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: supervised(id) + "/leave", key: key)
  }

  /// Has a talk from now on.
  public static func takeOver(_ request: TakeOverRequest, of id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: supervised(id) + "/take-over", key: key)
  }

  /// Moves a talk, or who waits, to a group or an agent.
  public static func move(_ request: MoveRequest, of id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: supervised(id) + "/move", key: key)
  }

  /// Ends a talk for its agent, or for whoever waits.
  public static func close(_ request: CloseRequest, of id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: supervised(id) + "/close", key: key)
  }

  private static func supervised(_ id: ConversationID) -> String { "/v1/conversations/" + escaped(id.rawValue) }
}

extension Endpoint where Answer == ConversationLines {
  /// Conversations that are not over, the most urgent first.
  public static func floorConversations(_ filter: ConversationFilter) -> Endpoint {
    Endpoint(
      .get,
      "/v1/floor/conversations"
        + query(
          ("stage", filter.stage?.rawValue), ("group", filter.group?.rawValue), ("agent", filter.agent?.rawValue)))
  }
}

extension Endpoint where Answer == FloorWall {
  /// What a wall shows beside queues and seats.
  public static var floorWall: Endpoint { Endpoint(.get, "/v1/floor/wall") }
}

extension Endpoint where Answer == Seat {
  /// Puts a colleague's seat to a state.
  public static func order(_ request: SeatOrderRequest, of agent: AgentID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: "/v1/seats/" + escaped(agent.rawValue) + "/presence", key: key)
  }

  /// Changes how many conversations a seat may have at once, which was read as `expecting`.
  public static func limit(_ limits: SeatLimits, of agent: AgentID, expecting slots: Int) -> Endpoint {
    var endpoint = Endpoint(posting: limits, to: "/v1/seats/" + escaped(agent.rawValue))
    endpoint.request.method = .patch
    endpoint.request = endpoint.request.with("If-Match", "\"slots-\(slots)\"")
    return endpoint
  }
}

extension Endpoint where Answer == Announcement {
  /// Announces something.
  public static func announce(_ request: AnnouncementRequest, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: "/v1/announcements", key: key)
  }

  /// Takes an announcement off.
  public static func withdraw(_ id: AnnouncementID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: "/v1/announcements/" + escaped(id.rawValue) + "/withdraw", key: key)
  }
}

extension Endpoint where Answer == NoContent {
  /// Tells that an announcement was read.
  public static func read(_ id: AnnouncementID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: "/v1/announcements/" + escaped(id.rawValue) + "/read", key: key)
  }

  /// Closes a queue.
  public static func close(_ group: SkillGroupID, _ request: QueueCloseRequest, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: "/v1/groups/" + escaped(group.rawValue) + "/close", key: key)
  }

  /// Opens a queue again.
  public static func open(_ group: SkillGroupID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: "/v1/groups/" + escaped(group.rawValue) + "/open", key: key)
  }
}

extension WireRequest {
  /// A conversation as it goes on, for a supervisor.
  public static func watch(_ id: ConversationID) -> WireRequest {
    WireRequest(
      .get, "/v1/conversations/" + escaped(id.rawValue) + "/watch",
      headers: [WireHeader("Accept", "text/event-stream"), WireHeader("Cache-Control", "no-store")])
  }
}
