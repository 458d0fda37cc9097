import Desk
import Foundation
import TestPrograms
import Testing
import Wire

@testable import Server

@Suite(.timeLimit(.minutes(5))) struct DrainTests {
  @Test func aBackendToldToStopLosesNothingItAcknowledged() async throws {
    let folder = NSTemporaryDirectory() + "zuoxi-drain-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = try await RunningProgram(folder: folder)
    let port = program.ready.port
    let visit = try await Self.visit(port: port)
    let start = visit.snapshot.position

    let acknowledged = try await StreamListener.open(port: port, token: visit.token) { stream in
      _ = try await stream.next("heartbeat")
      async let posts = Self.post(until: 400, port: port, token: visit.token)
      _ = try await stream.events {
        if case .messagePosted(let message) = $0.body { message.number > 40 } else { false }
      }
      program.terminate()
      while try await stream.next() != nil {}
      return await posts
    }
    #expect(try await program.exitStatus() == 0)
    #expect(acknowledged.count > 20)

    let again = try await RunningProgram(folder: folder)
    let events = try await StreamListener.open(port: again.ready.port, token: visit.token, after: start) { stream in
      var kept: Set<MessageID> = []
      while let item = try await stream.next(), item.type != "heartbeat" {
        guard item.type == "event" else { continue }
        let event = try WireCodec.decode(Event.self, from: Array(item.data.utf8))
        if case .messagePosted(let message) = event.body { kept.insert(message.id) }
      }
      return kept
    }
    #expect(acknowledged.isSubset(of: events))
    again.terminate()
    #expect(try await again.exitStatus() == 0)
  }

  @Test("A disk that takes no writes ends the backend in order, with words and a status that has it started again")
  func broken() async throws {
    let folder = NSTemporaryDirectory() + "zuoxi-broken-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let words = [
      "env", "LC_ALL=C.UTF-8", "sh", "-c", "trap '' XFSZ; exec \"$@\" 2>&1", "sh", RunningProgram.program.path, "serve",
      "--demo", "--visitors", "0", "--data", folder, "--listen", "127.0.0.1:0",
    ]
    let program = try ChildProcess(words)
    let line = try await aside { program.readLine() ?? "" }
    let ready = try JSONDecoder().decode(RunningProgram.Ready.self, from: Data(line.utf8))
    // From here on each write to a file fails, as on a disk that breaks.
    let limited = try await ChildProcess.runAside(["prlimit", "--pid", String(program.processID), "--fsize=0"])
    #expect(limited.status == 0)
    // What was found a moment before is told for a second.
    while await PlainHTTP.send("GET", port: ready.port, "/readyz", token: "none", key: "ready")?.status == 200 {}
    let (said, status) = try await aside { (program.readToEnd(), program.wait()) }
    #expect(status == 1)
    #expect(said.contains("错误：数据库写入出错，后台已停止：") && said.contains("请检查磁盘和系统日志"), "\(said)")
    // What was acknowledged before is there, and it serves again.
    let again = try await RunningProgram(folder: folder)
    again.terminate()
    #expect(try await again.exitStatus() == 0)
  }

  private static func visit(port: Int) async throws -> Visit {
    let answer = await PlainHTTP.send(
      "POST", port: port, "/v1/visits", token: "none", body: Array("{}".utf8), key: "visit")
    return try WireCodec.decode(Visit.self, from: try #require(answer).body)
  }

  /// Posts, eight at a time, until the backend takes no more; the ids of what was acknowledged.
  private static func post(until last: Int, port: Int, token: String) async -> Set<MessageID> {
    await withTaskGroup(of: [MessageID].self) { group in
      for lane in 0..<8 {
        group.addTask {
          var done: [MessageID] = []
          for number in stride(from: lane, to: last, by: 8) {
            let id = MessageID("m\(number)")
            let body = (try? WireCodec.encode(MessageDraft(id: id, text: "第 \(number) 条"))) ?? []
            guard
              let answer = await PlainHTTP.send(
                "POST", port: port, "/v1/visit/messages", token: token, body: body, key: id.rawValue),
              answer.status == 201
            else { break }
            done.append(id)
          }
          return done
        }
      }
      return await group.reduce(into: []) { $0.formUnion($1) }
    }
  }
}
