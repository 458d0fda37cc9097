import Desk
import Foundation
import GRDB
import Service
import Testing
import Wire

@testable import Server

@Suite(.timeLimit(.minutes(5))) struct AbsenceTests {
  private let start = Timestamp(milliseconds: 1_800_000_000_000)

  @Test func whoeverOpensNoStreamDoesNotWaitForEver() async throws {
    let office = try await TestOffice(startingAt: start)
    try await office.test(.router) { caller in
      let (visitor, _) = try await caller.waiting(as: "p1")
      office.advance(seconds: 59)
      try await office.backend.fireDueTimers()
      let waiting = try await caller.get("/v1/visit", visitor).read(VisitorSnapshot.self)
      #expect(waiting.current?.conversation.stage == .waiting)
      office.advance(seconds: 1)
      try await office.backend.fireDueTimers()
      #expect(try await caller.get("/v1/visit", visitor).read(VisitorSnapshot.self).current == nil)
      let zhang = try await caller.seated("zhang")
      #expect(try await caller.get("/v1/queue", zhang).read(FloorDigest.self).waitingCount == 0)
    }
  }

  @Test(arguments: [true, false]) func whoeverHasAStreamWaits(_ isOpenedFirst: Bool) async throws {
    let office = try await TestOffice(startingAt: start)
    try await office.test(.live) { caller in
      let port = try #require(caller.client.port)
      let visit = try await caller.visit(as: "p1")
      func escalate() async throws {
        #expect(try await caller.post("/v1/visit/escalate", visit.token, EscalationRequest()).status == 201)
      }
      if !isOpenedFirst { try await escalate() }
      try await StreamListener.open(port: port, token: visit.token) { stream in
        _ = try await stream.next("heartbeat")
        if isOpenedFirst { try await escalate() }
        var isPresent = false
        while !isPresent {
          await Task.yield()
          let snapshot = try await caller.get("/v1/visit", visit.token).read(VisitorSnapshot.self)
          isPresent = snapshot.current?.conversation.isTaxpayerPresent == true
        }
        office.advance(seconds: 600)
        try await office.backend.fireDueTimers()
        let snapshot = try await caller.get("/v1/visit", visit.token).read(VisitorSnapshot.self)
        #expect(snapshot.current?.conversation.stage == .waiting)
      }
    }
  }

  @Test func aWaitingPersonSurvivesKillingAndALateStart() async throws {
    let folder = NSTemporaryDirectory() + "zuoxi-kill-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = try await RunningProgram(folder: folder)
    let port = program.ready.port
    func ask(_ method: String, _ path: String, token: String = "none", body: String = "{}", port: Int) async throws
      -> [UInt8]
    {
      let answer = await PlainHTTP.send(
        method, port: port, path, token: token, body: method == "GET" ? [] : Array(body.utf8), key: UUID().uuidString)
      guard let answer else { throw Problem(.unavailable) }
      return answer.body
    }
    struct People: Decodable {
      struct Person: Decodable { var id: String }
      var people: [Person]
    }
    let people = try WireCodec.decode(People.self, from: await ask("GET", "/sample/people", port: port)).people
    let person = try #require(people.first).id
    let identity = try WireCodec.decode(
      SampleIdentity.self, from: await ask("GET", "/sample/identity?person=" + person, port: port))
    let visit = try WireCodec.decode(
      Visit.self, from: await ask("POST", "/v1/visits", body: #"{"identity":"\#(identity.identity)"}"#, port: port))
    _ = try await ask("POST", "/v1/visit/escalate", token: visit.token, port: port)
    try await program.kill()

    // The start is late: every grace ran out an hour ago.
    let database = try DatabaseQueue(path: folder + "/zuoxi.sqlite")
    let graces = try await database.write { db in
      try db.execute(sql: "UPDATE timers SET due = due - 3600000 WHERE kind IN ('visitorGone', 'seatGone')")
      return db.changesCount
    }
    #expect(graces >= 1)
    try database.close()
    let again = try await RunningProgram(folder: folder)
    try await StreamListener.open(port: again.ready.port, token: visit.token) { stream in
      // Two heartbeats: by then the deadlines have been looked at many times.
      for _ in 1...2 { _ = try await stream.next("heartbeat") }
    }
    let snapshot = try WireCodec.decode(
      VisitorSnapshot.self, from: await ask("GET", "/v1/visit", token: visit.token, port: again.ready.port))
    #expect(snapshot.current?.conversation.stage == .waiting)
    try await again.kill()
  }

  @Test func aFreshDemosSeatMayAcceptAtOnce() async throws {
    let office = try await TestOffice()
    try await office.test(.router) { caller in
      let (_, first) = try await caller.waiting(as: "p1")
      let (_, second) = try await caller.waiting(as: "p2")
      let agents = try await office.store.read(TestOffice.id) { try $0.seats().map(\.agent) }
      let agent = try #require(agents.first { $0.id == "zhang" })
      let zhang = try await office.token(of: "zhang")
      let refused = try await caller.post("/v1/conversations/\(first)/accept", zhang, Nothing())
      #expect(refused.status == 409 && refused.problem == .signedOut)
      try await office.backend.signInSeat(of: agent, office: TestOffice.id)
      #expect(try await caller.post("/v1/conversations/\(first)/accept", zhang, Nothing()).status == 200)
      // What the agent chose since then is theirs.
      _ = try await caller.post("/v1/seat/presence", zhang, PresenceRequest(choice: .busy))
      try await office.backend.signInSeat(of: agent, office: TestOffice.id)
      #expect(try await caller.get("/v1/snapshot", zhang).read(StaffSnapshot.self).me.choice == .busy)
      #expect(try await caller.post("/v1/conversations/\(second)/accept", zhang, Nothing()).status == 200)
    }
  }
}
