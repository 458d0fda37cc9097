import Desk
import Foundation
import NIOCore
import NIOPosix
import Testing
import Wire

@testable import Server

@Suite("Bodies that come slowly", .timeLimit(.minutes(5))) struct IntakeTests {
  /// Begins a request and sends a part of its body.
  private func begin(
    _ path: String, _ token: String?, bytes: Int, of length: Int, port: Int
  ) async throws -> any Channel {
    var head = "POST \(path) HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: slow\r\nContent-Length: \(length)\r\n"
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(
      host: "127.0.0.1", port: port
    ).get()
    try await channel.writeAndFlush(ByteBuffer(string: head + "\r\n" + String(repeating: " ", count: bytes)))
    return channel
  }

  @Test("Who sends drop by drop takes no place from others, is cut, and nothing of it is done")
  func dropByDrop() async throws {
    let log = CapturedLog()
    var options = BackendOptions(requestsAtOnce: 1)
    options.bodySeconds = 10
    try await TestOffice(options: options, log: log).test(.live) { caller in
      let port = try #require(caller.client.port)
      let visit = try await caller.visit(as: "p1")
      var slow = [try await begin("/v1/visit/messages", visit.token, bytes: 1, of: 100, port: port)]
      for _ in 1...4 { slow.append(try await begin("/v1/visits", nil, bytes: 1, of: 100, port: port)) }
      while caller.office.backend.intake.bytes < slow.count { await Task.yield() }
      let draft = MessageDraft(id: "m1", text: "在吗")
      #expect(try await caller.post("/v1/visit/messages", visit.token, draft).status == 201)
      for channel in slow { try await channel.closeFuture.get() }
      #expect(log.all.contains { $0.contains("came too slowly") }, "\(log.all)")
      #expect(!log.all.contains { $0.hasPrefix("error") }, "\(log.all)")
      #expect(try await caller.tells("zuoxi_http_under_way 0\n"))
    }
  }

  @Test("Bodies on their way take up so much memory and no more: who has been sending for longest is cut")
  func memory() async throws {
    var options = BackendOptions()
    options.bodySeconds = 240
    options.bodyBytes = 100_000
    try await TestOffice(options: options).test(.live) { caller in
      let port = try #require(caller.client.port)
      let visit = try await caller.visit(as: "p1")
      let first = try await begin("/v1/visits", nil, bytes: 60_000, of: 65_000, port: port)
      // It has come before the next one does.
      while caller.office.backend.intake.bytes < 60_000 { await Task.yield() }
      let second = try await begin("/v1/visits", nil, bytes: 60_000, of: 65_000, port: port)
      try await first.closeFuture.get()
      while caller.office.backend.intake.bytes != 60_000 { await Task.yield() }
      let draft = MessageDraft(id: "m1", text: "在吗")
      #expect(try await caller.post("/v1/visit/messages", visit.token, draft).status == 201)
      #expect(second.isActive)
      try await second.close()
    }
  }

  @Test("A backend that is told to stop waits for no body that does not come, nor for a reader that takes nothing")
  func stop() async throws {
    let folder = NSTemporaryDirectory() + "zuoxi-intake-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = try await RunningProgram(folder: folder)
    let port = program.ready.port
    let began = ContinuousClock.now
    let slow = try await begin("/v1/visits", nil, bytes: 1, of: 100, port: port)
    let idle = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(
      host: "127.0.0.1", port: port
    ).get()
    // A stream that nobody reads.
    let stream = "GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(program.ready.token)\r\n\r\n"
    try await idle.writeAndFlush(ByteBuffer(string: stream))
    program.terminate()
    #expect(try await program.exitStatus() == 0)
    try await slow.closeFuture.get()
    try await idle.closeFuture.get()
    // Ten seconds, and some more for a machine that is busy: systemd would wait for ninety.
    #expect(ContinuousClock.now - began < .seconds(30))
  }
}
