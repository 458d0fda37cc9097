import Desk
import Foundation
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
