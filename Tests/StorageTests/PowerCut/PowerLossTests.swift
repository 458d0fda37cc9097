import Desk
import Foundation
import GRDB
import Service
import Storage
import Testing

/// Power cuts at any moment, over the real store and the real SQLite: what was acknowledged is there, nothing is there by half, and it goes on.
struct PowerLossTests {
  private func folder() -> String { FileManager.default.temporaryDirectory.path + "/zuoxi-cut-" + UUID().uuidString }

  /// What is wrong with the files in a folder after a cut.
  private func findings(
    in folder: String, promised: [WritingLife.Acknowledged], isLoaded: Bool
  ) async throws -> [String] {
    let store: any Store
    do { store = try Stores.sqlite(in: folder) } catch { return ["does not open: \(error)"] }
    do {
      var found: [String] = []
      let offices = try await store.offices()
      if isLoaded, offices.isEmpty { found.append("the office is gone") }
      var log: [EventPosition: Event] = [:]
      for office in offices {
        let (check, events) = try await store.read(office.id) { reader in
          let start = EventPosition(epoch: try reader.head().epoch, sequence: 0)
          return (try LogCheck.run(on: reader), try reader.events(after: start, limit: .max))
        }
        found += check.findings.map(\.description)
        for event in events { log[event.position] = event }
      }
      for one in promised where one.events.contains(where: { log[$0.position] != $0 }) {
        found.append("\(one.key) was acknowledged and is gone")
      }
      try await store.close()
      return found + (try await halves(in: folder))
    } catch {
      return ["cannot be read: \(error)"]
    }
  }

  /// Pages that are not whole, and commands of which one row is there and another is not.
  private func halves(in folder: String) async throws -> [String] {
    let queue = try DatabaseQueue(path: folder + "/zuoxi.sqlite")
    defer { try? queue.close() }
    return try await queue.read { db in
      let pages = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
      let keys = try Set(String.fetchAll(db, sql: "SELECT key FROM answers"))
      let messages = try Set(String.fetchAll(db, sql: "SELECT id FROM messages"))
      return pages + keys.symmetricDifference(messages).map { "\($0) is there by half" }
    }
  }

  /// Cuts a life at many moments; returns what was found and a folder as the last cut left it.
  private func cut(
    _ life: WritingLife, times: Int, trusting trust: CutDisk.Trust, promised earlier: [WritingLife.Acknowledged],
    by random: inout SeededGenerator
  ) async throws -> (findings: [String], folder: String, promised: [WritingLife.Acknowledged]) {
    var all: [String] = []
    var last = (folder: "", promised: earlier)
    for number in 1...times {
      if number > 1 { try FileManager.default.removeItem(atPath: last.folder) }
      // Half of the cuts come right after somebody was told.
      let told = life.acknowledged.randomElement(using: &random)?.moment ?? 0
      let moment = Bool.random(using: &random) ? told : Int.random(in: 0...life.entries.count, using: &random)
      let promised = earlier + life.promised(at: moment)
      last = (folder(), promised)
      try life.disk(at: moment, trusting: trust, by: &random).write(to: last.folder)
      let found = try await findings(in: last.folder, promised: promised, isLoaded: moment >= life.loaded)
      all += found.map { "moment \(moment) of \(life.entries.count): \($0)" }
    }
    return (all, last.folder, last.promised)
  }

  @Test("Whatever the moment of a power cut: nothing acknowledged is lost, nothing is half there", arguments: 1...8)
  func cuts(seed: Int) async throws {
    var random = SeededGenerator(state: UInt64(seed))
    let first = folder()
    defer { try? FileManager.default.removeItem(atPath: first) }
    let life = try await WritingLife(in: first, name: "first", seed: UInt64(seed))
    let once = try await cut(life, times: 20, trusting: .everySync, promised: [], by: &random)
    defer { try? FileManager.default.removeItem(atPath: once.folder) }
    #expect(once.findings.isEmpty, "seed \(seed): \(once.findings)")
    // What a cut left goes on, and is cut again: recovery is cut, too.
    let next = try await WritingLife(in: once.folder, name: "second", seed: UInt64(seed))
    let twice = try await cut(next, times: 10, trusting: .everySync, promised: once.promised, by: &random)
    defer { try? FileManager.default.removeItem(atPath: twice.folder) }
    #expect(twice.findings.isEmpty, "seed \(seed), second life: \(twice.findings)")
  }

  /// Opening begins a log anew, and what it writes itself is in doubt until somebody is told of something.
  @Test("A cut soon after opening leaves an end, not damage")
  func soonAfterOpening() async throws {
    var random = SeededGenerator(state: 11)
    let first = folder()
    defer { try? FileManager.default.removeItem(atPath: first) }
    let life = try await WritingLife(in: first, name: "first", seed: 11)
    let next = try await WritingLife(in: first, name: "second", seed: 11)
    var all: [String] = []
    for moment in Array(1...60) + Array(1...60) {
      let folder = folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try next.disk(at: moment, trusting: .everySync, by: &random).write(to: folder)
      let promised = life.acknowledged + next.promised(at: moment)
      let found = try await findings(in: folder, promised: promised, isLoaded: true)
      all += found.map { "moment \(moment): \($0)" }
    }
    #expect(all.isEmpty, "\(all)")
  }

  @Test(
    "Without syncs, or without those of the log, the same cuts do lose something", arguments: CutDisk.Trust.allCases)
  func bites(trust: CutDisk.Trust) async throws {
    guard trust != .everySync else { return }
    var random = SeededGenerator(state: 7)
    let first = folder()
    defer { try? FileManager.default.removeItem(atPath: first) }
    let life = try await WritingLife(in: first, name: "first", seed: 7)
    let outcome = try await cut(life, times: 20, trusting: trust, promised: [], by: &random)
    defer { try? FileManager.default.removeItem(atPath: outcome.folder) }
    #expect(outcome.findings.contains { $0.contains("was acknowledged and is gone") }, "\(outcome.findings.prefix(5))")
  }
}
