import Desk
import HTTPTypes
import Hummingbird
import Service
import Storage

// What supervisors do to seats, queues and everybody.

extension Backend {
  func orderRoutes() -> [Route] {
    [
      .post("/v1/seats/{agent}/presence", for: [.supervisor], "Puts a colleague's seat to a state; they are told why") {
        (call, request: SeatOrderRequest) -> Seat in
        let notices = (0..<32).map { _ in MessageID(call.backend.newID()) }
        let command = Command.order(AgentID(try call.part("agent")), request, noticeIDs: notices)
        guard case .seat(let seat) = try await call.perform(command) else { throw Problem(.internalError) }
        return seat
      },
      .tell("/v1/groups/{group}/close", for: [.supervisor], "Closes a queue: it takes nobody new") {
        (call, request: QueueCloseRequest) in
        _ = try await call.perform(.changeQueue(SkillGroupID(try call.part("group")), request))
      },
      .tell("/v1/groups/{group}/open", for: [.supervisor], "Opens a queue again") { (call, _: EmptyRequest) in
        _ = try await call.perform(.changeQueue(SkillGroupID(try call.part("group")), nil))
      },
      .read("/v1/announcements", for: Caller.seats, "The announcements that stand; supervisors see who has read them") {
        call -> AnnouncementList in
        let (agent, office) = try call.staff()
        let now = call.backend.clock()
        return try await call.backend.store.read(office) {
          AnnouncementList(announcements: try Self.announcements(for: agent, at: now, $0), at: now)
        }
      },
      .post("/v1/announcements", for: [.supervisor], "Announces something to everybody or a group", status: .created) {
        (call, request: AnnouncementRequest) -> Announcement in
        try await call.announcement(.announce(request, id: AnnouncementID(call.backend.newID())))
      },
      .post("/v1/announcements/{id}/withdraw", for: [.supervisor], "Takes an announcement off") {
        (call, _: EmptyRequest) -> Announcement in
        try await call.announcement(.withdrawAnnouncement(AnnouncementID(try call.part("id"))))
      },
      .tell("/v1/announcements/{id}/read", for: Caller.seats, "Tells that an announcement was read") {
        (call, _: EmptyRequest) in
        _ = try await call.perform(.readAnnouncement(AnnouncementID(try call.part("id"))))
      },
    ]
  }

  /// The announcements that stand as somebody may see them: an agent sees those for them, and of the marks their own.
  static func announcements(
    for agent: Agent, at now: Timestamp, _ reader: any OfficeReader
  ) throws -> [Announcement] {
    let all = try reader.announcements(at: now)
    guard agent.role != .supervisor else { return all }
    return all.filter { $0.concerns(agent) }.map { announcement in
      var own = announcement
      own.readBy.removeAll { $0.agent.id != agent.id }
      return own
    }
  }
}

extension Call {
  /// Performs a command that is answered with an announcement.
  fileprivate func announcement(_ command: Command) async throws -> Announcement {
    guard case .announcement(let announcement) = try await perform(command) else { throw Problem(.internalError) }
    return announcement
  }
}
