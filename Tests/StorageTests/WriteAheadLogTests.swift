import Desk
import Foundation
import TestPrograms
@testable import Storage
import Testing

/// SQLite's log as crashes and as damage leave it.
struct WriteAheadLogTests {
  /// A folder with a log of several transactions, as a kill leaves it, and the log's bytes.
  private static func folder(with commits: Int, _ fixture: Fixture) async throws -> (folder: String, log: Data) {
    for number in 1...commits {
      try await fixture.perform(fixture.writes("问题\(number)"), by: .taxpayer(Fixture.taxpayer(number)))
    }
    let folder = try await Engine.sqlite.place()
    try FileManager.default.copyItem(atPath: fixture.place, toPath: folder)
    return (folder, try Data(contentsOf: Self.log(folder)))
  }

  private static func log(_ folder: String) -> URL { URL(filePath: folder + "/zuoxi.sqlite-wal") }

  /// Frames that end a transaction.
  private static func commits(_ log: Data) -> [Int] {
    stride(from: 32, to: log.count, by: 24 + 4_096).filter { log[($0 + 4)..<($0 + 8)].contains { $0 != 0 } }
  }

  @Test("A log that a kill or a power cut left is whole, wherever it ends and whatever stands behind its end")
  func crashes() async throws {
    let fixture = try await Fixture()
    let (folder, log) = try await Self.folder(with: 6, fixture)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(WriteAheadLog.damage(in: folder) == nil)
    let commits = Self.commits(log)
    #expect(commits.count > 6)
    let last = try #require(commits.dropLast().last) + 24 + 4_096
    // Of the last transaction anything may be there.
    for end in stride(from: last, to: log.count, by: 1_000) {
      for rest in [0, log.count - end] {
        try (log.prefix(end) + Data(count: rest)).write(to: Self.log(folder))
        #expect(WriteAheadLog.damage(in: folder) == nil, "\(end), \(rest)")
      }
    }
    var torn = log
    for place in stride(from: last + 100, to: log.count - 4_200, by: 700) { torn[place] ^= 1 }
    try torn.write(to: Self.log(folder))
    #expect(WriteAheadLog.damage(in: folder) == nil)
    // Begun anew: what stands behind its end is of before.
    let store = try await Engine.sqlite.open(fixture.place)
    try await store.close()
    #expect(WriteAheadLog.refusal(fixture.place) == nil)
  }

  @Test("A byte that is damaged in what had been synced is found, wherever it is, and told with the file")
  func damaged() async throws {
    let fixture = try await Fixture()
    let (folder, log) = try await Self.folder(with: 6, fixture)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // Behind it stand the last two transactions.
    let end = try #require(Self.commits(log).dropLast(2).last) + 24 + 4_096
    for place in [0, 8, 17, 25, 33, 40, 50] + Array(stride(from: 100, to: end, by: 4_001)) {
      var damaged = log
      damaged[place] ^= 0x10
      try damaged.write(to: Self.log(folder))
      #expect(WriteAheadLog.damage(in: folder) != nil, "\(place)")
    }
    let words = try #require(WriteAheadLog.refusal(folder))
    #expect(words.chinese.contains("zuoxi.sqlite-wal") && words.english.contains("restore a backup"))
  }

  @Test(
    "Nobody who opens the folder takes damage for the log's end: no store, no copy, no move, and the log is left as it is"
  )
  func refused() async throws {
    let fixture = try await Fixture()
    let (folder, log) = try await Self.folder(with: 6, fixture)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var damaged = log
    damaged[100] ^= 0x10
    try damaged.write(to: Self.log(folder))
    let target = try await Engine.sqlite.place()
    let now = fixture.now.advanced(seconds: 60)
    let acts: [@Sendable () throws -> Void] = [
      { _ = try Stores.sqlite(in: folder) }, { try Backup.make(of: folder, to: target) },
      { _ = try OfficeMove.run(from: MovePlace(folder), to: MovePlace(target), removing: true, at: now) },
    ]
    for act in acts {
      do {
        try await aside(act)
        Issue.record("it was opened")
      } catch {
        #expect("\(error)".contains("is damaged near byte"), "\(error)")
      }
    }
    #expect(try Data(contentsOf: Self.log(folder)) == damaged && !FileManager.default.fileExists(atPath: target))
  }

  @Test("A store that was closed keeps everything in its one file")
  func closed() async throws {
    let fixture = try await Fixture()
    try await fixture.perform(fixture.writes("问"), by: .taxpayer(Fixture.taxpayer(1)))
    try await fixture.store.close()
    let attributes = try? FileManager.default.attributesOfItem(atPath: fixture.place + "/zuoxi.sqlite-wal")
    #expect((attributes?[.size] as? Int ?? 0) == 0)
    let store = try await Engine.sqlite.open(fixture.place)
    #expect(try await store.officeIDs() == [Fixture.office])
    try await store.close()
  }
}
