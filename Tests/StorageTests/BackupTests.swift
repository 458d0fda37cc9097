import Desk
import Foundation
import Service
import Storage
import Testing

/// Copies taken while commands are being acknowledged, damage, and putting back.
struct BackupTests {
  private func file() -> String { FileManager.default.temporaryDirectory.path + "/zuoxi-copy-" + UUID().uuidString }

  @Test("A copy taken in the middle of writing holds everything acknowledged before it, and is whole")
  func whileWriting() async throws {
    let fixture = try await Fixture()
    let copy = file()
    let folder = file()
    defer { for path in [copy, folder] { try? FileManager.default.removeItem(atPath: path) } }
    for _ in 1...20 { try await fixture.perform(fixture.writes("之前"), by: .taxpayer(Fixture.taxpayer)) }
    let before = try await fixture.log()
    async let writing: Void = {
      for _ in 1...60 { try await fixture.perform(fixture.writes("期间"), by: .taxpayer(Fixture.taxpayer(2))) }
    }()
    try Backup.make(of: fixture.place, to: copy)
    try await writing
    #expect(try Backup.verify(copy).isEmpty)
    for path in [copy, copy + ".sha256"] {
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(path) holds what people wrote, and is its owner's only")
    }

    try Backup.restore(copy, into: folder, at: fixture.now)
    let restored = try Stores.sqlite(in: folder)
    let (head, log) = try await restored.read(Fixture.office) { reader in
      let head = try reader.head()
      return (head, try reader.events(after: EventPosition(epoch: head.epoch, sequence: 0), limit: .max))
    }
    let was = try #require(before.last).position
    #expect(head.epoch > was.epoch, "clients that know the old log must take a new snapshot")
    #expect(log.prefix(before.count).map(\.body) == before.map(\.body))
    #expect(try await restored.read(Fixture.office) { try LogCheck.run(on: $0) }.findings.isEmpty)
    try await restored.close()
    let mode = try FileManager.default.attributesOfItem(atPath: folder + "/zuoxi.sqlite")[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test("A damaged copy is said to be, and is not restored", arguments: [0, 5_000, 40_000])
  func damaged(offset: Int) async throws {
    let fixture = try await Fixture()
    for _ in 1...60 { try await fixture.perform(fixture.writes("内容"), by: .taxpayer(Fixture.taxpayer)) }
    let copy = file()
    let folder = file()
    defer { for path in [copy, copy + ".sha256", folder] { try? FileManager.default.removeItem(atPath: path) } }
    try Backup.make(of: fixture.place, to: copy)
    let handle = try #require(FileHandle(forUpdatingAtPath: copy))
    try handle.seek(toOffset: UInt64(offset))
    try handle.write(contentsOf: Data(repeating: 0xA5, count: 3_000))
    try handle.close()
    #expect(try !Backup.verify(copy).isEmpty)
    #expect(throws: StoreOpeningError.self) { try Backup.restore(copy, into: folder, at: fixture.now) }
    #expect(!FileManager.default.fileExists(atPath: folder + "/zuoxi.sqlite"))
  }

  @Test("A copy without its checksum is not called damaged: what is missing is said")
  func withoutChecksum() async throws {
    let fixture = try await Fixture()
    let copy = file()
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try Backup.make(of: fixture.place, to: copy)
    try FileManager.default.removeItem(atPath: copy + ".sha256")
    do {
      _ = try Backup.verify(copy)
      Issue.record("verified without a checksum")
    } catch let error as StoreOpeningError {
      #expect(error.words.chinese.contains(".sha256") && !error.words.chinese.contains("损坏"))
    }
  }

  @Test("A checksum file that holds none is said to, and an emptied data folder is not copied as if it were whole")
  func empty() async throws {
    let fixture = try await Fixture()
    let copy = file()
    let folder = file()
    defer { for path in [copy, copy + ".sha256", folder] { try? FileManager.default.removeItem(atPath: path) } }
    try Backup.make(of: fixture.place, to: copy)
    try Data("\n".utf8).write(to: URL(fileURLWithPath: copy + ".sha256"))
    #expect {
      try Backup.verify(copy)
    } throws: {
      ($0 as? StoreOpeningError)?.words.english.contains("holds no SHA-256") == true
    }
    let emptied = try Stores.sqlite(in: folder)
    try await emptied.close()
    #expect {
      try Backup.make(of: folder, to: copy + "-2")
    } throws: {
      ($0 as? StoreOpeningError)?.words.english.contains("there is no office in it") == true
    }
  }

  @Test(
    "Data that are damaged themselves are said to be, and neither the copy's place nor a full disk is blamed",
    arguments: 1...4)
  func damagedSource(kind: Int) async throws {
    let fixture = try await Fixture()
    for number in 1...200 {
      try await fixture.perform(fixture.writes("问题\(number)"), by: .taxpayer(Fixture.taxpayer(number)))
    }
    try await fixture.store.close()
    let source = URL(fileURLWithPath: fixture.place + "/zuoxi.sqlite")
    var bytes = try Data(contentsOf: source)
    switch kind {
    case 1: bytes = Data("not a database, but long enough to be looked at as one".utf8) + bytes.dropFirst(100)
    case 2: bytes = bytes.prefix(bytes.count / 2)
    case 3: for place in stride(from: 4_096 * 20, to: bytes.count, by: 3) { bytes[place] = 0xA5 }
    default: for place in stride(from: 4_096, to: bytes.count, by: 4_096) { bytes[place] = 0xFF }
    }
    try bytes.write(to: source)
    let copy = file()
    #expect {
      try Backup.make(of: fixture.place, to: copy)
    } throws: { error in
      let words = (error as? StoreOpeningError)?.words.english ?? ""
      return words.contains("zuoxid check") && words.contains("whole copy")
    }
    #expect(!FileManager.default.fileExists(atPath: copy) && !FileManager.default.fileExists(atPath: copy + ".partial"))
  }

  @Test("What is no copy, or not all of one, is said to be that, with what to do")
  func notWhole() async throws {
    let fixture = try await Fixture()
    let copy = file()
    defer { for path in [copy, copy + ".sha256"] { try? FileManager.default.removeItem(atPath: path) } }
    try Backup.make(of: fixture.place, to: copy)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
    for (kept, words) in [(0, "it is empty"), (60, "cut off"), (bytes.count - 5_000, "cut off")] {
      try bytes.prefix(kept).write(to: URL(fileURLWithPath: copy))
      let findings = try Backup.verify(copy)
      #expect(findings.count == 1 && findings.first?.english.contains(words) == true, "\(findings)")
      #expect(findings.first?.chinese.contains("请重新复制") == true)
    }
    for text in ["not a database, but long enough", "abc"] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: copy))
      #expect(try Backup.verify(copy).first?.english.contains("no copy made by zuoxid") == true)
    }

    func refused(_ words: String, _ act: () throws -> Void) {
      #expect(performing: act, throws: { ($0 as? StoreOpeningError)?.words.english.contains(words) == true })
    }
    refused("is a folder, not a copy") { _ = try Backup.verify(fixture.place) }
    refused("is a folder: name a file") { try Backup.make(of: fixture.place, to: fixture.place) }
    refused("there is no folder /nope") { try Backup.make(of: fixture.place, to: "/nope/b") }
    refused("is a file and no data folder") { try Backup.make(of: copy, to: file()) }
    refused("is a file, not a folder") { try Backup.restore(copy, into: copy, at: fixture.now) }
    #expect(DataFolder.refusal(copy)?.chinese.contains("是文件，不是数据目录") == true)
    #expect(DataFolder.refusal(fixture.place) == nil)
  }

  @Test("Nothing is overwritten: neither a copy by a copy nor data by a restore")
  func overwritesNothing() async throws {
    let fixture = try await Fixture()
    let copy = file()
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try Backup.make(of: fixture.place, to: copy)
    #expect(throws: StoreOpeningError.self) { try Backup.make(of: fixture.place, to: copy) }
    #expect(throws: StoreOpeningError.self) { try Backup.restore(copy, into: fixture.place, at: fixture.now) }
    #expect(throws: StoreOpeningError.self) { try Backup.make(of: "/nowhere", to: file()) }
  }

  @Test("What other data left in the folder is named and keeps the copy out: SQLite would write it into the copy")
  func besideOtherData() async throws {
    let fixture = try await Fixture()
    let copy = file()
    let folder = file()
    defer { for path in [copy, copy + ".sha256", folder] { try? FileManager.default.removeItem(atPath: path) } }
    try Backup.make(of: fixture.place, to: copy)
    for _ in 1...20 { try await fixture.perform(fixture.writes("之后"), by: .taxpayer(Fixture.taxpayer)) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let left = folder + "/zuoxi.sqlite"
    for name in ["-wal", "-shm", "-journal"] {
      try FileManager.default.copyItem(atPath: fixture.place + "/zuoxi.sqlite-wal", toPath: left + name)
      #expect {
        try Backup.restore(copy, into: folder, at: fixture.now)
      } throws: {
        ($0 as? StoreOpeningError)?.words.english.hasPrefix("\(left)\(name) was left by other data") == true
      }
      try FileManager.default.removeItem(atPath: left + name)
    }
    // A restore that was killed left these; they are nobody's.
    let partials = ["-wal", "-journal"].map { left + ".partial" + $0 }
    for path in partials { try FileManager.default.copyItem(atPath: fixture.place + "/zuoxi.sqlite-wal", toPath: path) }
    try Backup.restore(copy, into: folder, at: fixture.now)
    #expect(partials.allSatisfy { !FileManager.default.fileExists(atPath: $0) })
    let restored = try Stores.sqlite(in: folder)
    #expect(try await restored.read(Fixture.office) { try LogCheck.run(on: $0) }.findings.isEmpty)
    try await restored.close()
  }
}
