import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import Reports
import Service
import Storage

extension Backend {
  /// Calendar feeds 日历订阅 under secret addresses, and how people want to be called.
  func feedRoutes() -> [Route] {
    [
      .read("/v1/feeds", for: Caller.seats, "The agent's calendar feeds, without their secrets") { call -> FeedList in
        let (agent, office) = try call.staff()
        return FeedList(
          feeds: try await call.backend.store.read(office) { try $0.feeds(of: agent.id) }.map { FeedLine($0) })
      },
      .post("/v1/feeds", for: Caller.seats, "Makes a calendar feed; its address is told only here", status: .created) {
        (call, request: FeedRequest) -> FeedLine in try await call.makeFeed(request)
      },
      Route(
        method: .get, path: "/v1/feeds/{id}", callers: nil,
        summary: "A feed's appointments for calendar programs; `id` is the secret with .ics behind it",
        answer: .other(mediaType: "text/calendar")
      ) { call in try await call.readFeed() },
      Route(
        method: .delete, path: "/v1/feeds/{id}", callers: Caller.seats, summary: "Revokes a calendar feed",
        status: .noContent, answer: .none, key: .taken
      ) { call in
        _ = try await call.perform(.dropFeed(id: try call.part("id")))
        return Response(status: .noContent)
      },
      .read("/v1/alarm-settings", for: Caller.seats, "How the agent wants to be called") { call -> AlarmSettings in
        let (agent, office) = try call.staff()
        return try await call.backend.store.read(office) { try $0.alarmSettings(of: agent.id) } ?? AlarmSettings()
      },
      Route(
        method: .put, path: "/v1/alarm-settings", callers: Caller.seats,
        summary: "Says how the agent wants to be called",
        request: .json(AlarmSettings.self), answer: .json(AlarmSettings.self), key: .taken
      ) { call in
        let settings = try JSONBody.decode(AlarmSettings.self, from: call.body)
        _ = try await call.perform(.keepAlarms(settings))
        return try Route.json(settings)
      },
    ]
  }
}

extension Call {
  /// Days before and after now that a feed tells.
  private static let (daysBack, daysAhead) = (60, 120)

  fileprivate func makeFeed(_ request: FeedRequest) async throws -> FeedLine {
    let (agent, office) = try staff()
    let key = key ?? ""
    let id = String(OpaqueToken.derived(from: key, body: [], salt: "feed " + agent.id.rawValue).prefix(16))
    let feed = CalendarFeed(id: id, agent: agent.id, group: request.group, madeAt: backend.clock())
    let secret = OpaqueToken.make()
    let result = try await outcome(of: .keepFeed(feed, tokenHash: OpaqueToken.hash(secret)))
    guard result.isReplay else {
      return FeedLine(feed, url: "\(backend.publicBase)/v1/feeds/\(office.rawValue).\(secret).ics")
    }
    // Asked again under the same key: what was made then. Only the hash of its address is kept, so that it cannot be told again.
    let known = try await backend.store.read(office) { try $0.feeds(of: agent.id) }.first { $0.id == id }
    guard let known else {
      throw Problem(.notFound, detail: Localised("该日历订阅已撤销，请新建一个", "The feed was revoked; make another"))
    }
    return FeedLine(known)
  }

  /// What a feed tells: what is to come before what was, each bounded.
  private static func told(
    _ feed: CalendarFeed, _ reader: any OfficeReader, at now: Timestamp
  ) throws -> [Appointment] {
    let owner = feed.group.map(AppointmentList.Owner.group) ?? .agent(feed.agent)
    let today = now.advanced(seconds: -86_400)
    let (start, end) = (now.advanced(seconds: -daysBack * 86_400), now.advanced(seconds: daysAhead * 86_400))
    let past = try reader.appointments(in: owner, from: start, to: today, newestFirst: true, limit: 1_000)
    return try past.reversed() + reader.appointments(in: owner, from: today, to: end, newestFirst: false, limit: 4_000)
  }

  fileprivate func readFeed() async throws -> Response {
    let missing = Problem(.notFound, detail: Localised("该日历订阅不存在或已撤销", "There is no such feed, or it was revoked"))
    let name = try part("id")
    guard name.hasSuffix(".ics"), let dot = name.dropLast(4).lastIndex(of: ".") else { throw missing }
    let office = OfficeID(String(name[..<dot]))
    let hash = OpaqueToken.hash(String(name[name.index(after: dot)...].dropLast(4)))
    let now = backend.clock()
    guard try await backend.store.officeIDs().contains(office) else { throw missing }
    let text = try await backend.store.read(office) { reader -> String? in
      guard let feed = try reader.feed(tokenHash: hash), let agent = try reader.account(feed.agent)?.agent else {
        return nil
      }
      // Who left a group does not read its calendar any more.
      if let group = feed.group, !agent.groups.contains(group), agent.role != .supervisor { return nil }
      let own = try Call.told(feed, reader, at: now)
      let group = try feed.group.flatMap { id in try reader.catalogue().groups.first { $0.id == id }?.name.chinese }
      let owner = feed.group == nil ? agent.name : group ?? feed.group?.rawValue ?? ""
      return CalendarText(name: "预约 " + owner, appointments: own, office: office, at: now).text
    }
    guard let text else { throw missing }
    return Response(
      status: .ok, headers: [.contentType: "text/calendar; charset=utf-8", .cacheControl: "private, no-cache"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
