import Desk
import Foundation
import Storage
import TestPrograms
import Testing
import Wire

@testable import Server

/// Invitations over the API: links, rooms, servers for media, and what browsers say to each other.
@Suite(.timeLimit(.minutes(5)), .onEveryEngine) struct CallTests {
  /// A talk with an invitation that was agreed to: the taxpayer's token, the agent's, and the conversation.
  private struct Call {
    var visitor: String
    var agent: String
    var conversation: ConversationID
    var invitation: InvitationID
    var path: String { "/v1/conversations/\(conversation)/invitation" }
  }

  private func invited(
    _ caller: TestCaller, _ kind: Invitation.Kind = .videoCall, agrees: Bool = true
  ) async throws -> Call {
    let (visitor, id) = try await caller.waiting(as: "p1")
    let agent = try await caller.seated("zhang")
    _ = try await caller.post("/v1/conversations/\(id)/accept", agent, Nothing())
    let proposed = try await caller.post(
      "/v1/conversations/\(id)/invitation", agent, InvitationRequest(kind: kind)
    ).read(ConversationDetail.self)
    let invitation = try #require(proposed.conversation.invitation?.id)
    if agrees {
      let answer = InvitationAnswer(invitation: invitation, accepts: true)
      #expect(try await caller.post("/v1/visit/invitation/answer", visitor, answer).status == 200)
    }
    return Call(visitor: visitor, agent: agent, conversation: id, invitation: invitation)
  }

  private func code(_ address: RoomAddress) -> String { String(address.url.split(separator: "#").last ?? "") }

  private func room(_ caller: TestCaller, _ call: Call) async throws -> Room {
    let reference = InvitationReference(call.invitation)
    let address = try await caller.post(call.path + "/link", call.agent, reference).read(RoomAddress.self)
    return try await caller.post("/v1/rooms", nil, RoomOpening(code: code(address))).read(Room.self)
  }

  @Test func aLinkOpensOnceAndOnlyForTwoMinutes() async throws {
    let office = try await TestOffice(startingAt: Timestamp(milliseconds: 1_800_000_000_000))
    try await office.test(.router) { caller in
      let call = try await invited(caller, agrees: false)
      let reference = InvitationReference(call.invitation)
      let first = try await caller.post(call.path + "/link", call.agent, reference, key: "l1")
      let address = try first.read(RoomAddress.self)
      let again = try await caller.post(call.path + "/link", call.agent, reference, key: "l1")
      #expect(first.body == again.body, "asked again, it is the same link")
      #expect(address.url.contains("/room/#test."))
      let opened = try await caller.post("/v1/rooms", nil, RoomOpening(code: code(address)), key: "o1")
      #expect(opened.status == 201)
      let room = try opened.read(Room.self)
      #expect(room.snapshot.plan.invitation.id == call.invitation && room.snapshot.agent.id == "zhang")
      let repeated = try await caller.post("/v1/rooms", nil, RoomOpening(code: code(address)), key: "o1")
      #expect(try repeated.read(Room.self).token == room.token)
      #expect(try await caller.post("/v1/rooms", nil, RoomOpening(code: code(address))).problem == .roomLinkSpent)
      #expect(try await caller.post("/v1/rooms", nil, RoomOpening(code: "test.ffff")).problem == .roomLinkSpent)
      let late = try await caller.post(call.path + "/link", call.agent, reference).read(RoomAddress.self)
      office.advance(seconds: 121)
      #expect(try await caller.post("/v1/rooms", nil, RoomOpening(code: code(late))).problem == .roomLinkSpent)
      let li = try await caller.seated("li")
      #expect(try await caller.post(call.path + "/link", li, reference).problem == .notYours)
      #expect(try await office.store.session(tokenHash: room.token) == nil, "no token stands in the database")
    }
  }

  @Test func aRoomsSessionDoesNothingElseAndEndsWithItsInvitation() async throws {
    try await TestOffice().test(.router) { caller in
      let call = try await invited(caller)
      let room = try await room(caller, call)
      #expect(try await caller.get("/v1/room", room.token).status == 200)
      for path in ["/v1/snapshot", "/v1/visit", "/v1/conversations/\(call.conversation)", "/v1/articles?q=x"] {
        #expect(try await caller.get(path, room.token).status == 403, "\(path)")
      }
      #expect(try await caller.get("/v1/room", call.agent).status == 403)
      let report = CallReport(invitation: call.invitation, link: .good)
      #expect(try await caller.post("/v1/room/report", room.token, report).status == 204)
      let live = try await caller.get("/v1/visit", call.visitor).read(VisitorSnapshot.self)
      #expect(live.current?.conversation.invitation?.stage == .live)
      let other = CallReport(invitation: "other", link: .good)
      #expect(try await caller.post("/v1/room/report", room.token, other).status == 403)
      #expect(try await caller.post("/v1/room/end", room.token, Nothing()).status == 204)
      let over = try await caller.get("/v1/conversations/\(call.conversation)", call.agent).read(
        ConversationDetail.self)
      #expect(over.conversation.invitation?.endedBy == .agent)
      #expect(try await caller.get("/v1/room", room.token).problem == .notFound)
      #expect(try await caller.get("/v1/visit/call", call.visitor).problem == .notFound)
    }
  }

  @Test func whatBrowsersSayReachesTheOtherSideOnly() async throws {
    try await TestOffice().test(.live) { caller in
      let call = try await invited(caller)
      let room = try await room(caller, call)
      let port = try #require(caller.client.port)
      try await StreamListener.open(port: port, token: room.token) { stream in
        _ = try await stream.next("heartbeat")
        let said = SignalRequest(invitation: call.invitation, payload: #"{"hello":"我"}"#)
        #expect(try await caller.post("/v1/visit/signals", call.visitor, said, key: "s1").status == 204)
        #expect(try await caller.post("/v1/visit/signals", call.visitor, said, key: "s1").status == 204)
        let item = try #require(try await stream.next("signal"))
        let signal = try WireCodec.decode(Signal.self, from: Array(item.data.utf8))
        #expect(signal.number == 1 && signal.payload == said.payload)
        // Its own invitation's steps and nothing else of the talk.
        _ = try await caller.post("/v1/visit/messages", call.visitor, MessageDraft(id: "m1", text: "悄悄话"))
        let report = CallReport(invitation: call.invitation, link: .good)
        _ = try await caller.post("/v1/visit/report", call.visitor, report)
        let event = try #require(try await stream.next("event"))
        #expect(event.data.contains("invitationChanged") && !event.data.contains("悄悄话"))
      }
      let missed = try await caller.get("/v1/room/signals?after=0", room.token).read(SignalList.self)
      #expect(missed.signals.count == 1)
      let back = SignalRequest(invitation: call.invitation, payload: "back")
      #expect(try await caller.post("/v1/room/signals", room.token, back).status == 204)
      let heard = try await caller.get("/v1/visit/signals?after=0", call.visitor).read(SignalList.self)
      #expect(heard.signals.map(\.payload) == ["back"])
      let large = SignalRequest(invitation: call.invitation, payload: String(repeating: "x", count: 30_000))
      #expect(try await caller.post("/v1/room/signals", room.token, large).problem == .tooLarge)
      let zero = SignalRequest(invitation: call.invitation, payload: "\u{0}")
      #expect(try await caller.post("/v1/room/signals", room.token, zero).problem == .invalidText)
    }
  }

  @Test func relayCredentialsAreWhatCoturnWorksOutAndGoodForMinutes() async throws {
    let office = try await TestOffice(startingAt: Timestamp(milliseconds: 1_800_000_000_000))
    var content = try TestOffice.content()
    content.accounts = nil
    content.mediaServices = MediaServices(
      relay: MediaServices.Relay(
        urls: ["stun:turn.example.cn:3478", "turn:turn.example.cn:3478"], secret: "north", isRequired: true))
    try await office.store.load(content, at: office.now)
    try await office.test(.router) { caller in
      let call = try await invited(caller)
      let plan = try await caller.get("/v1/visit/call", call.visitor).read(CallPlan.self)
      #expect(plan.isRelayOnly && plan.iceServers.count == 2 && plan.iceServers.first?.username == nil)
      let helper = try #require(plan.iceServers.last)
      #expect(helper.username == "1800000600:\(call.invitation)-taxpayer")
      let user = try #require(helper.username)
      // By a program that is not ours.
      let text = try await aside {
        try ChildProcess.run([
          "/usr/bin/python3", "-c",
          "import hmac,hashlib,base64,sys;print(base64.b64encode(hmac.new(b'north',sys.argv[1].encode(),hashlib.sha1).digest()).decode())",
          user,
        ]).text
      }
      #expect(helper.credential == text.split(separator: "\n").first.map(String.init))
      #expect(RelayCredential.password(for: user, secret: "south") != helper.credential)
    }
  }

  @Test(arguments: [MediaServices.Rooms.Kind.livekit, .jitsi]) func roomTokensAreWhatTheProgramsRead(
    _ kind: MediaServices.Rooms.Kind
  ) async throws {
    let isThere = try await aside { try ChildProcess.run(["/usr/bin/python3", "-c", "import jwt"]).status == 0 }
    guard isThere else {
      print("skipped: python3-jwt is not installed")
      if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("skipped: python3-jwt is not installed") }
      return
    }
    let secret = "a secret of the meeting rooms, long enough"
    let office = try await TestOffice()
    var content = try TestOffice.content()
    content.accounts = nil
    content.office.settings.hasRooms = true
    content.mediaServices = MediaServices(
      rooms: MediaServices.Rooms(kind: kind, url: "https://meet.example.cn/custom", key: "zuoxi-app", secret: secret))
    try await office.store.load(content, at: office.now)
    try await office.test(.router) { caller in
      let call = try await invited(caller, .remoteAssist)
      let plan = try await caller.get("/v1/visit/call", call.visitor).read(CallPlan.self)
      let address = try #require(plan.room)
      #expect(address.hasPrefix("https://meet.example.cn/custom") && plan.iceServers.isEmpty)
      let room = try await room(caller, call)
      let own = try #require(room.snapshot.plan.room)
      for (url, side) in [(address, Side.taxpayer), (own, .agent)] {
        let claims = try await decoded(url, secret: secret, audience: kind == .jitsi ? "jitsi" : nil)
        let name = "zuoxi-" + call.invitation.rawValue.lowercased()
        #expect(claims["iss"] as? String == "zuoxi-app")
        let (from, until) = (claims["nbf"] as? Int ?? 0, claims["exp"] as? Int ?? 0)
        #expect((1...600).contains(until - from))
        switch kind {
        case .livekit:
          let grant = try #require(claims["video"] as? [String: Any])
          #expect(claims["sub"] as? String == (side == .agent ? "agent-zhang" : "taxpayer"))
          #expect(grant["roomJoin"] as? Bool == true && grant["room"] as? String == name)
          #expect(grant["canPublishSources"] as? [String] == (side == .agent ? [] : ["screen_share"]))
          #expect(grant["canPublish"] as? Bool == (side == .taxpayer))
        case .jitsi:
          #expect(claims["room"] as? String == name && claims["sub"] as? String == "meet.example.cn")
          let user = (claims["context"] as? [String: Any])?["user"] as? [String: Any]
          #expect(user?["moderator"] as? Bool == (side == .agent) && user?["name"] as? String != nil)
          #expect(url.contains("/" + name + "?jwt="))
        }
      }
    }
  }

  /// A token's claims, read and checked by PyJWT.
  private func decoded(_ url: String, secret: String, audience: String?) async throws -> [String: Any] {
    let token = try #require(url.split(separator: "=").last.map(String.init))
    let script = """
      import jwt, json, sys
      token, secret, audience = sys.argv[1:4]
      print(json.dumps(jwt.decode(token, secret, algorithms=["HS256"], audience=audience or None, options={"require": ["exp", "nbf", "iss", "sub"]})))
      """
    let text = try await aside {
      try ChildProcess.run(["/usr/bin/python3", "-c", script, token, secret, audience ?? ""]).text
    }
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
