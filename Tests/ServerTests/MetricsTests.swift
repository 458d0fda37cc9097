import Desk
import Foundation
import GRDB
import HTTPTypes
import Logging
import Storage
import Synchronization
import TestPrograms
import Testing
import Wire

@testable import Server

@Suite(.timeLimit(.minutes(5))) struct MetricsTests {
  @Test func figuresAreWholeWellFormedAndNameNobody() async throws {
    try await TestOffice().test(.router) { caller in
      _ = try await caller.waiting(as: "p1")
      let answer = try await caller.get("/metrics")
      #expect(answer.headers[.contentType]?.hasPrefix("application/openmetrics-text; version=1.0.0") == true)
      let text = String(decoding: answer.body, as: UTF8.self)
      #expect(text.hasSuffix("# EOF\n") && !text.contains("\r"))
      let lines = text.split(separator: "\n")
      #expect(lines.contains("zuoxi_queue_waiting{office=\"test\",group=\"invoice\"} 1"))
      let families = lines.filter { $0.hasPrefix("# TYPE") }
      #expect(Set(families).count == families.count)
      #expect(!text.contains("p1") && !text.contains("林"))
    }
  }

  @Test("The page is OpenMetrics to a parser that is not ours, with every request in it")
  func parsed() async throws {
    try await TestOffice().test(.router) { caller in
      _ = try await caller.waiting(as: "p1")
      let answer = try await caller.get("/metrics")
      let file = NSTemporaryDirectory() + "zuoxi-metrics-" + UUID().uuidString
      defer { try? FileManager.default.removeItem(atPath: file) }
      try Data(answer.body).write(to: URL(filePath: file))
      let program = """
        import sys, json
        from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
        text = open(sys.argv[1], encoding='utf-8').read()
        found = {f.name: [[s.name, s.labels, s.value] for s in f.samples] for f in parse(text)}
        made = sum(s[2] for s in found['zuoxi_http_requests'] if s[1]['route'] == '/v1/visit/escalate')
        timed = sum(s[2] for s in found['zuoxi_http_request_seconds']
                    if s[0].endswith('_count') and s[1]['route'] == '/v1/visit/escalate')
        print(int(made), int(timed), int(found['process_resident_memory_bytes'][0][2] > 1000000))
        """
      let told = try ChildProcess.run(["/usr/bin/python3", "-c", program, file])
      #expect(told.text == "1 1 1\n")
    }
  }

  @Test("Too much at once is refused with a moment to come again; what operators ask is answered still")
  func overload() async throws {
    let office = try await TestOffice(options: BackendOptions(requestsAtOnce: 1))
    try await office.test(.router) { caller in
      let (visitor, _) = try await caller.waiting(as: "p1")
      let (entered, enter) = AsyncStream.makeStream(of: Void.self)
      let (released, release) = AsyncStream.makeStream(of: Void.self)
      office.hooked.hooks.withLock { hooks in
        hooks.beforeCommand = { _ in
          enter.yield()
          for await _ in released { break }
        }
      }
      async let slow = caller.post("/v1/visit/messages", visitor, MessageDraft(id: "a", text: "慢"))
      for await _ in entered { break }
      let refused = try await caller.post("/v1/visit/messages", visitor, MessageDraft(id: "b", text: "挤"))
      #expect(refused.status == 503)
      #expect((1...3).contains(Int(refused.headers[.retryAfter] ?? "") ?? 0))
      let figures = String(decoding: try await caller.get("/metrics").body, as: UTF8.self)
      #expect(figures.contains("zuoxi_http_under_way 1\n") && figures.contains("zuoxi_http_shed_total 1\n"))
      // So are those that everybody may ask for: each costs a write.
      let signIn = try await caller.post("/v1/sessions", nil, SignIn(account: "nobody", password: "x"))
      #expect(signIn.status == 503 && signIn.headers[.retryAfter] != nil)
      // Slow is not shed: a machine that is busy may take longer than readiness allows, and says so.
      while try await caller.get("/readyz").status != 200 {}
      office.hooked.hooks.withLock { $0.beforeCommand = nil }
      release.yield()
      #expect(try await slow.status == 201)
      #expect(try await caller.post("/v1/visit/messages", visitor, MessageDraft(id: "b", text: "挤")).status == 201)
    }
  }

  @Test("Figures come while the database stands still, without what stands in it")
  func standstill() async throws {
    let office = try await TestOffice()
    try await office.test(.router) { caller in
      _ = try await caller.waiting(as: "p1")
      let before = String(decoding: try await caller.get("/metrics").body, as: UTF8.self)
      #expect(before.contains("zuoxi_store_answers 1\n") && before.contains("zuoxi_log_head{"))
      let (released, release) = AsyncStream.makeStream(of: Void.self)
      office.hooked.hooks.withLock { $0.beforeHeads = { for await _ in released { break } } }
      let meanwhile = String(decoding: try await caller.get("/metrics").body, as: UTF8.self)
      #expect(meanwhile.contains("zuoxi_store_answers 0\n") && !meanwhile.contains("zuoxi_log_head{"))
      #expect(meanwhile.contains("zuoxi_queue_waiting{") && meanwhile.hasSuffix("# EOF\n"))
      office.hooked.hooks.withLock { $0.beforeHeads = nil }
      release.yield()
    }
  }

  @Test("Writes that fail are told once with the reason, then once a minute, and when they go through again")
  func failingWrites() {
    let lines = CapturedLog()
    let start = Timestamp(milliseconds: 1_795_000_000_000)
    var watch = WriteWatch()
    var statistics = StoreStatistics()
    for second in 0..<130 {
      if (10..<100).contains(second) {
        statistics.failedCommits += 3
        statistics.lastFailure = "database or disk is full (13)"
      } else {
        statistics.commits += 1
      }
      watch.look(at: statistics, now: start.advanced(seconds: second), lines.logger)
    }
    #expect(
      lines.all == [
        "error the database takes no writes 3 database or disk is full (13)",
        "error the database takes no writes 183 database or disk is full (13)",
        "warning the database takes writes again 270 90 s",
      ])
  }

  @Test("What cannot be read is told once with the database's words and the request, and refused as what it is")
  func failingReads() async throws {
    let log = CapturedLog()
    let office = try await TestOffice(log: log)
    try await office.test(.router) { caller in
      let (visitor, _) = try await caller.waiting(as: "p1")
      try await DatabaseQueue(path: office.folder + "/zuoxi.sqlite").write {
        try $0.execute(sql: "DROP TABLE messages")
      }
      for _ in 1...3 { #expect(try await caller.get("/v1/visit", visitor).problem == .internalError) }
      let told = log.all.filter { $0.hasPrefix("warning a request was refused") }
      #expect(told == ["warning a request was refused no such table: messages (1) [request]"])
    }
  }

  @Test("A flood of refusals is one line every ten seconds for each kind, with how many were held back")
  func floods() {
    let log = CapturedLog()
    let clock = HeldClock(Timestamp(milliseconds: 1_795_000_000_000))
    let refusals = RefusalLog { clock.now }
    for second in 0..<12 {
      for _ in 1...3 { refusals.note(Admission.overload(within: 1...1), route: "/v1/visit", log.logger) }
      // The number in the words makes no other kind; what the caller did wrong is not told.
      let room = Problem(.unavailable, detail: Localised("余 \(second)", "\(second) KiB left"))
      refusals.note(room, route: "/readyz", log.logger)
      refusals.note(Problem(.notFound), route: "/v1/visit", log.logger)
      clock.advance(seconds: 1)
    }
    #expect(
      log.all == [
        "warning a request was refused The service is busy; try again in a moment",
        "warning a request was refused 0 KiB left",
        "warning a request was refused The service is busy; try again in a moment 29",
        "warning a request was refused 10 KiB left 9",
      ])
  }

  @Test(
    "What is done in the background tells its trouble at once, once a minute, and when it is over and for how long it was"
  )
  func chores() async throws {
    let log = CapturedLog()
    let office = try await TestOffice(startingAt: Timestamp(milliseconds: 1_795_000_000_000), log: log)
    office.hooked.hooks.withLock { $0.beforeHeads = { throw Problem(.unavailable) } }
    let chore = Chore("figures could not be counted", back: "figures are counted again", of: office.backend)
    for second in 0..<100 {
      if second == 90 { office.hooked.hooks.withLock { $0.beforeHeads = nil } }
      do {
        try await office.backend.countFigures()
        chore.succeeded()
      } catch {
        chore.failed(error)
      }
      office.advance(seconds: 1)
    }
    let words = "\(Problem(.unavailable))"
    #expect(
      log.all == [
        "error figures could not be counted 1 \(words)", "error figures could not be counted 61 \(words)",
        "warning figures are counted again 90 90 s",
      ])
    try await office.backend.stop()
  }

  @Test("More streams than there is room for are told to come later, at different moments")
  func streams() async throws {
    try await TestOffice(options: BackendOptions(streamsInAll: 1)).test(.live) { caller in
      let port = try #require(caller.client.port)
      let (visitor, _) = try await caller.waiting(as: "p1")
      try await StreamListener.open(port: port, token: visitor) { stream in
        _ = try await stream.next()
        let refused = try await caller.get("/v1/events", visitor)
        #expect(refused.status == 503)
        #expect((2...12).contains(Int(refused.headers[.retryAfter] ?? "") ?? 0))
      }
    }
  }

  @Test("A database that takes no writes, or takes too long, is not said to be ready")
  func readiness() async throws {
    let office = try await TestOffice()
    let refuse: @Sendable () async throws -> Void = { throw Problem(.unavailable) }
    office.hooked.hooks.withLock { $0.beforeProbe = refuse }
    try await office.test(.router) { caller in
      let (ready, alive) = (try await caller.get("/readyz"), try await caller.get("/healthz"))
      #expect(ready.status == 503 && alive.status == 200)
    }
    let stuck = try await TestOffice()
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    let wait: @Sendable () async throws -> Void = { for await _ in released { break } }
    stuck.hooked.hooks.withLock { $0.beforeProbe = wait }
    try await stuck.test(.router) { caller in
      let answer = try await caller.get("/readyz")
      #expect(answer.status == 503)
      release.yield()
    }
    try await TestOffice().test(.router) { caller in
      let answer = try await caller.get("/readyz")
      #expect(answer.status == 200)
    }
  }
}
