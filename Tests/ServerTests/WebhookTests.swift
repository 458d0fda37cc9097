import Desk
import Foundation
import HTTPTypes
import Service
import TestPrograms
import Testing
import Transfer
import Wire

@testable import Server

/// Told over real connections: signed, once and again until it is taken, and nowhere it should not go.
@Suite(.timeLimit(.minutes(5)), .onEveryEngine) struct WebhookTests {
  private static let now = Timestamp(milliseconds: 1_795_000_000_000)

  private func office(allowsPrivate: Bool = true, attempts: Int = 32) async throws -> TestOffice {
    var options = BackendOptions()
    options.allowsPrivateWebhooks = allowsPrivate
    options.webhookPatience.mostAttempts = attempts
    return try await TestOffice(startingAt: Self.now, options: options)
  }

  private func put(
    _ webhooks: [(String, String, [WebhookKind])], _ tag: String, _ caller: TestCaller, as agent: AgentID = "admin"
  ) async throws -> TestCaller.Answer {
    let draft = WebhookDraft(
      webhooks: webhooks.map {
        WebhookDraft.Entry(code: $0.0, url: $0.1, kinds: $0.2, secret: WebhookReceiver.secret)
      })
    return try await caller.send(
      .put, "/v1/webhooks", try await caller.office.token(of: agent), body: try WireCodec.encode(draft),
      headers: [.ifMatch: tag])
  }

  /// Notes and tells once, whatever the services do beside it.
  private func tell(_ office: TestOffice) async throws {
    try await office.backend.noteDeliveries()
    for (id, webhook) in try await office.backend.webhooks() { try await office.backend.tell(webhook, of: id) }
  }

  /// Looks until a webhook's deliveries are as wanted.
  private func settled(
    _ office: TestOffice, _ code: String, _ isSo: ([WebhookDelivery]) -> Bool
  ) async throws -> [WebhookDelivery] {
    while true {
      let all = try await office.store.read(TestOffice.id) { try $0.deliveries(to: code, limit: 200) }
      if isSo(all) { return all }
      try await tell(office)
    }
  }

  @Test("An alert is told when it is raised and when it is cleared, signed, and read by a program that is not ours")
  func alerts() async throws {
    let receiver = try await WebhookReceiver.start()
    let office = try await office()
    try await office.test(.router) { caller in
      let wang = try await office.token(of: "wang")
      let answer = try await put(
        [("hub", receiver.url + "/ok", [.alertRaised, .alertCleared])], "\"1\"", caller)
      #expect(answer.status == 200 && answer.headers[.eTag] == "\"2\"")
      #expect(!String(decoding: answer.body, as: UTF8.self).contains("whsec_"))
      let draft = ThresholdDraft(thresholds: [
        Threshold(name: "longest_wait_seconds", group: "invoice", critical: AlertRange("20"))
      ])
      _ = try await caller.send(
        .put, "/v1/thresholds", wang, body: try WireCodec.encode(draft), headers: [.ifMatch: "\"1\""])
      let (visit, _) = try await caller.waiting(as: "p1")
      office.advance(seconds: 25)
      for _ in 1...3 { try await office.backend.watchFigures() }
      try await tell(office)
      let raised = try await receiver.next()
      #expect(raised.isSigned == true && raised.at == Int(office.now.milliseconds / 1_000))
      let news = try WireCodec.decode(WebhookNews.self, from: Array((raised.body ?? "").utf8))
      #expect(news.type == .alertRaised && news.data.alert?.name == "longest_wait_seconds")
      #expect(
        news.data.alert?.level == .critical && news.data.alert?.value == 25 && news.data.alert?.group == "invoice")
      #expect(raised.id == "test.hub." + news.data.position.description)
      _ = try await caller.post("/v1/visit/leave", visit, Nothing())
      for _ in 1...3 { try await office.backend.watchFigures() }
      try await tell(office)
      let cleared = try await receiver.next()
      #expect(cleared.isSigned == true && cleared.body?.contains("alert.cleared") == true)
      _ = try await settled(office, "hub") { $0.count == 2 && $0.allSatisfy { $0.state == .done } }
      let board = try await caller.get("/v1/webhooks", try await office.token(of: "admin")).read(WebhookBoard.self)
      #expect(board.webhooks.map(\.standing) == [WebhookStanding()])
    }
    #expect(try await receiver.stop().isEmpty, "each once")
  }

  @Test(
    "What is not taken is told again under the same name, when it was asked to be; given up it is said so, and told again when asked"
  )
  func again() async throws {
    let receiver = try await WebhookReceiver.start()
    let office = try await office(attempts: 3)
    try await office.test(.router) { caller in
      #expect(try await put([("hub", receiver.url + "/busy", [.conversationOpened])], "\"1\"", caller).status == 200)
      _ = try await caller.visit(as: "p1")
      _ = try await caller.waiting(as: "p1")
      var names: Set<String> = []
      for attempt in 1...3 {
        try await tell(office)
        let told = try await receiver.next()
        #expect(told.isSigned == true)
        names.insert(told.id ?? "")
        let kept = try await settled(office, "hub") { $0.first?.attempts == attempt && $0.first?.answer == "HTTP 503" }
        // It was asked to be left alone for seven seconds.
        guard attempt < 3 else { continue }
        let wait = try #require(kept.first).due.milliseconds - office.now.milliseconds
        #expect(wait >= 7_000 && wait <= 20_000)
        office.advance(milliseconds: wait - 1)
        try await tell(office)
        #expect(
          try await office.store.read(TestOffice.id) { try $0.deliveries(to: "hub", limit: 1) }[0].attempts == attempt)
        office.advance(milliseconds: 1)
      }
      #expect(names.count == 1)
      _ = try await settled(office, "hub") { $0.map(\.state) == [.dead] }
      let admin = try await office.token(of: "admin")
      let board = try await caller.get("/v1/webhooks", admin).read(WebhookBoard.self)
      #expect(board.webhooks.first?.standing.dead == 1)
      let page = String(decoding: try await caller.get("/metrics").body, as: UTF8.self)
      #expect(page.contains("zuoxi_webhook_dead{office=\"test\",webhook=\"hub\"} 1\n"))
      #expect(page.contains("zuoxi_webhook_tries_total{result=\"given_up\"} 1\n"))
      #expect(try await put([("hub", receiver.url + "/ok", [.conversationOpened])], "\"2\"", caller).status == 200)
      for _ in 1...2 {
        #expect(try await caller.post("/v1/webhooks/hub/retry", admin, Nothing(), key: "once").status == 204)
      }
      try await tell(office)
      let told = try await receiver.next()
      #expect(told.path == "/ok" && names.contains(told.id ?? ""))
      let list = try await caller.get("/v1/webhooks/hub/deliveries", admin).read(WebhookDeliveries.self)
      #expect(list.deliveries.count == 1)
      #expect(try await caller.get("/v1/webhooks/none/deliveries", admin).status == 404)
    }
    #expect(try await receiver.stop().isEmpty)
  }

  @Test("Redirects are not followed, 410 ends it, an endless answer is cut, and a slow one holds up no other")
  func answers() async throws {
    let receiver = try await WebhookReceiver.start()
    let office = try await office()
    try await office.test(.router) { caller in
      let paths = ["gone", "long", "moved", "slow"]
      let hooks = paths.map { ($0, receiver.url + "/" + $0, [WebhookKind.conversationOpened]) }
      #expect(try await put(hooks, "\"1\"", caller).status == 200)
      _ = try await caller.waiting(as: "p1")
      try await tell(office)
      for (code, state, answer) in [
        ("gone", WebhookDelivery.State.dead, "HTTP 410"), ("long", .done, "HTTP 200"), ("moved", .waiting, "HTTP 302"),
        ("slow", .done, "HTTP 200"),
      ] {
        let kept = try await settled(office, code) { $0.first?.answer == answer }
        #expect(kept.map(\.state) == [state], "\(code)")
      }
    }
    let told = try await receiver.stop()
    #expect(Set(told.map(\.path)) == ["/gone", "/long", "/moved", "/slow"] && told.count == 4)
  }

  @Test("Without the operator's word nothing goes to this machine or a private network, nor over http")
  func refusals() async throws {
    let receiver = try await WebhookReceiver.start()
    let office = try await office(allowsPrivate: false)
    try await office.test(.router) { caller in
      let plain = try await put([("hub", receiver.url + "/ok", [.conversationOpened])], "\"1\"", caller)
      #expect(plain.problem == .badRequest)
      let port = try #require(receiver.url.split(separator: ":").last)
      let hooks = ["127.0.0.1", "localhost"].map {
        (String($0.prefix(3)), "https://\($0):\(port)/ok", [WebhookKind.conversationOpened])
      }
      #expect(try await put(hooks, "\"1\"", caller).status == 200)
      _ = try await caller.waiting(as: "p1")
      try await tell(office)
      for code in ["127", "loc"] {
        let kept = try await settled(office, code) { $0.first?.answer.isEmpty == false }
        #expect(kept.first?.answer == "private address refused" && kept.first?.state == .waiting)
      }
      for agent in ["wang", "zhang"] as [AgentID] {
        #expect(try await put([], "\"2\"", caller, as: agent).problem == .forbidden)
        #expect(try await caller.get("/v1/webhooks", try await office.token(of: agent)).problem == .forbidden)
      }
    }
    #expect(try await receiver.stop().isEmpty)
  }

  @Test("Waits double, hear what the other side asks for, and end after a day")
  func patience() {
    var delivery = WebhookDelivery(
      webhook: "hub", id: "1.1", kind: .alertRaised, at: Self.now, body: "{}")
    let patience = WebhookPatience()
    var (now, waits): (Timestamp, [Int64]) = (Self.now, [])
    while delivery.state == .waiting {
      delivery.attempts += 1
      delivery = patience.after(.failed(.connect), delivery, at: now, chance: 0.5)
      waits.append(delivery.due.milliseconds - now.milliseconds)
      now = max(now, delivery.due)
    }
    #expect(delivery.state == .dead && delivery.attempts == 32 && delivery.answer == "no connection")
    #expect(waits.prefix(3) == [3_750, 7_500, 15_000])
    let hours = Double(now.milliseconds - Self.now.milliseconds) / 3_600_000
    #expect((16...30).contains(hours), "\(hours)")
    delivery.state = .waiting
    delivery.attempts = 1
    let asked = patience.after(.answered(status: 429, retryAfter: 999_999), delivery, at: now, chance: 0)
    #expect(asked.due.milliseconds - now.milliseconds == 3_600_000)
  }

  @Test("The code is that of the standard's own example")
  func signature() {
    let body = #"{"test": 2432232314}"#
    #expect(
      WebhookRequest.signature(
        of: Array(body.utf8), name: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: "1614265330",
        secret: WebhookReceiver.secret) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }
}
