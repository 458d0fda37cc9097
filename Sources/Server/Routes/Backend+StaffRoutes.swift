import Desk
import HTTPTypes
import Hummingbird
import Service
import Storage

extension Backend {
  func staffRoutes() -> [Route] {
    [
      .post("/v1/sessions", for: nil, "Signs in", status: .created, key: .taken) {
        (call, request: SignIn) -> StaffSession in
        let office = try await call.backend.office(named: request.office)
        return try await call.backend.authenticator.signIn(request, office: office, address: call.address)
      },
      Route(
        method: .delete, path: "/v1/sessions/current", callers: Caller.staff, summary: "Signs out: the token ends",
        status: .noContent, answer: .none
      ) { call in
        let principal = try call.caller()
        try await call.backend.authenticator.close(principal)
        await (try call.hub(principal.office)).close(session: principal.tokenHash)
        return Response(status: .noContent)
      },
      .read("/v1/snapshot", for: Caller.seats, "What a console begins with") { call -> StaffSnapshot in
        let (agent, office) = try call.staff()
        return try await call.backend.snapshot(of: agent, office: office)
      },
      .read("/v1/queue", for: Caller.seats, "Queues and seats now") { call -> FloorDigest in
        try await call.hub(try call.staff().office).digest(at: call.backend.clock())
      },
      .read("/v1/entry-links", for: Caller.staff, "The catalogue's links into the tax site") { call -> EntryLinkList in
        let office = try call.staff().office
        let now = call.backend.clock()
        return try await call.backend.store.read(office) { reader in
          let settings = try reader.office()
          return EntryLinkList(
            links: try reader.catalogue().withInitials.entryLinks, hosts: settings.settings.linkHosts ?? [],
            calendar: settings.calendar, at: now)
        }
      },
      .post("/v1/seat/presence", for: Caller.seats, "Chooses the seat's state") {
        (call, request: PresenceRequest) -> Seat in
        guard case .seat(let seat) = try await call.perform(.choosePresence(request.choice, reason: request.reason))
        else { throw Problem(.internalError) }
        return seat
      },
    ]
  }

  private func snapshot(of agent: Agent, office: OfficeID) async throws -> StaffSnapshot {
    let now = clock()
    let floor = try await hubs.desk(of: office).hub.digest(at: now)
    let taxpayerURL = self.taxpayerURL
    return try await store.read(office) { reader in
      let all = try reader.conversations(of: agent.id) + reader.conversations(consulting: agent.id)
      let own = try all.map { conversation in
        ConversationDetail(
          conversation: conversation,
          messages: try reader.messages(of: conversation.id, before: nil, limit: Needs.latestCount))
      }
      var snapshot = StaffSnapshot(
        position: try reader.head(), at: now, office: try reader.office(),
        catalogue: try reader.catalogue().withInitials,
        me: try reader.seats().first { $0.agent.id == agent.id } ?? Seat(agent: agent, since: now),
        conversations: own, floor: floor, taxpayerURL: taxpayerURL,
        replies: try reader.replyBook(of: agent.id))
      let day = 86_400
      let near = try reader.appointments(
        from: now.advanced(seconds: -day / 2), to: now.advanced(seconds: 2 * day), limit: 1_000)
      snapshot.appointments = near.isEmpty ? nil : near
      let announcements = try Self.announcements(for: agent, at: now, reader)
      snapshot.announcements = announcements.isEmpty ? nil : announcements
      snapshot.alarms = try reader.alarmSettings(of: agent.id)
      let soon = try Self.dueSoon(for: agent, at: now, snapshot.office, reader)
      snapshot.dueSoon = soon.isEmpty ? nil : soon
      let offers = try reader.conversations(in: [.waiting]).compactMap { Offered($0) }
        .filter { $0.offer.agent.id == agent.id }
      snapshot.offers = offers.isEmpty ? nil : offers
      return snapshot
    }
  }
}
