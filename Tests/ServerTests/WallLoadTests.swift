import Desk
import Service
import Storage
import Testing
import Wire

@testable import Server

/// A large floor at work: 200 seats, 2,000 people waiting, 50 changes a second of the backend's clock.
@Suite(.serialized) struct WallLoadTests {
  private static let seats = 200
  private static let waiting = 2_000

  private static func agent(_ number: Int) -> Agent {
    Agent(id: AgentID("s\(number)"), name: "坐席\(number)", role: .agent, groups: ["invoice"], slots: 4)
  }

  private static func taxpayer(_ number: Int) -> Taxpayer { Taxpayer(id: TaxpayerID("t\(number)"), name: "纳*") }

  private func fill(_ office: TestOffice) async throws {
    var content = try TestOffice.content()
    let hash = try #require(content.accounts?.first?.passwordHash)
    content.accounts =
      (content.accounts ?? []) + (1...Self.seats).map { Account(agent: Self.agent($0), passwordHash: hash) }
    try await office.store.load(content, at: office.now)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...Self.seats {
        let agent = Self.agent(number)
        group.addTask {
          try await perform(.seatConnection(agent.id, isConnected: true), by: .system, office)
          try await perform(.choosePresence(.ready, reason: nil), by: .staff(agent), office)
        }
      }
      for number in 1...Self.waiting { group.addTask { try await escalate(number, office) } }
      try await group.waitForAll()
    }
  }

  private func escalate(_ number: Int, _ office: TestOffice) async throws {
    try await perform(
      .escalate(
        group: "invoice", priority: 0, reason: "发票开不出来", newConversation: ConversationID("c\(number)"),
        noticeID: MessageID("n\(number)")), by: .taxpayer(Self.taxpayer(number)), office)
  }

  private func perform(_ command: Command, by actor: CommandActor, _ office: TestOffice) async throws {
    let key = actor == .system ? nil : office.backend.newID()
    _ = try await office.backend.perform(command, by: actor, office: TestOffice.id, key: key, fingerprint: "")
  }

  /// Ten seconds of work: people leave and come, 20 ms of the backend's clock apart.
  private func work(_ office: TestOffice) async throws {
    for step in 0..<500 {
      if step.isMultiple(of: 2) {
        try await perform(
          .leaveQueue(noticeID: MessageID(office.backend.newID())), by: .taxpayer(Self.taxpayer(step + 1)), office)
      } else {
        try await perform(
          .escalate(
            group: "invoice", priority: 0, reason: "又来了", newConversation: ConversationID(office.backend.newID()),
            noticeID: MessageID(office.backend.newID())), by: .taxpayer(Self.taxpayer(step)), office)
      }
      office.advance(milliseconds: 20)
    }
  }

  /// A record of a stream, with the backend's time of it.
  private struct Told: Sendable {
    var type: String
    var at: Timestamp
  }

  /// What a stream told until its own seat's last change; `opened` gets its first digest.
  private func told(
    _ port: Int, _ token: String, _ path: String, until agent: AgentID,
    _ opened: AsyncStream<FloorDigest>.Continuation
  ) async throws -> [Told] {
    try await StreamListener.open(port: port, token: token, path: path) { stream in
      if let first = try await stream.next("digest") {
        opened.yield(try WireCodec.decode(FloorDigest.self, from: Array(first.data.utf8)))
      }
      return try await told(&stream, until: agent)
    }
  }

  private func told(_ stream: inout StreamListener, until agent: AgentID) async throws -> [Told] {
    var told: [Told] = []
    while let item = try await stream.next() {
      let bytes = Array(item.data.utf8)
      switch item.type {
      case "digest": told.append(Told(type: "digest", at: try WireCodec.decode(FloorDigest.self, from: bytes).at))
      case "wall": told.append(Told(type: "wall", at: try WireCodec.decode(FloorWall.self, from: bytes).at))
      case "event":
        let event = try WireCodec.decode(Event.self, from: bytes)
        told.append(Told(type: "event", at: event.at))
        if case .seatChanged(let seat) = event.body, seat.agent.id == agent, seat.choice == .training { return told }
      default: break
      }
    }
    return told
  }

  private func mostInASecond(_ told: [Told], _ type: String) -> Int {
    let times = told.filter { $0.type == type }.map(\.at.milliseconds)
    return times.map { time in times.count { $0 >= time && $0 < time + 1_000 } }.max() ?? 0
  }

  @Test func aWallAndASeatAreToldAtMostFourDigestsASecondAndTheSeatNothingOfTheWall() async throws {
    let office = try await TestOffice(startingAt: Timestamp(milliseconds: 1_800_000_000_000))
    try await fill(office)
    try await office.test(.live) { caller in
      let zhang = try await caller.seated("zhang")
      let wang = try await caller.seated("wang")
      let port = try #require(caller.client.port)
      // Both are read all the while, as a console does.
      let (opened, open) = AsyncStream.makeStream(of: FloorDigest.self)
      async let seat = told(port, zhang, "/v1/events", until: "zhang", open)
      async let wall = told(port, wang, "/v1/events?wall=true", until: "wang", open)
      var digests: [FloorDigest] = []
      for await digest in opened {
        digests.append(digest)
        if digests.count == 2 { break }
      }
      for digest in digests {
        #expect(digest.waitingCount == Self.waiting && digest.seats.count >= Self.seats)
        #expect(digest.waiting.count == 200, "the heads of the queue alone")
      }
      try await work(office)
      for token in [zhang, wang] {
        _ = try await caller.post("/v1/seat/presence", token, PresenceRequest(choice: .training))
      }
      let (bySeat, byWall) = try await (seat, wall)
      #expect((20...44).contains(bySeat.count { $0.type == "digest" }), "\(bySeat.count) records")
      #expect(mostInASecond(bySeat, "digest") <= 4 && mostInASecond(byWall, "digest") <= 4)
      #expect(mostInASecond(byWall, "wall") <= 4 && byWall.contains { $0.type == "wall" })
      #expect(!bySeat.contains { $0.type == "wall" })
      #expect(bySeat.count { $0.type == "event" } <= 4, "an idle seat is told its own changes alone")
      let lines = try await caller.get("/v1/floor/conversations?stage=waiting", wang).read(ConversationLines.self)
      #expect(lines.lines.count == 200 && lines.total >= Self.waiting - 250)
      let next = try #require(lines.lines.first { $0.group == "invoice" }).id
      _ = try await caller.post("/v1/seat/presence", zhang, PresenceRequest(choice: .ready))
      #expect(try await caller.post("/v1/conversations/\(next)/accept", zhang, Nothing()).status == 200)
      let all = try await caller.get("/v1/floor/conversations", wang).read(ConversationLines.self)
      #expect(
        all.lines.count == 200 && all.lines.contains { $0.stage == .talking }, "a long queue leaves room for talks")
    }
  }
}
