import Desk
import Foundation
import Testing
import Wire

@testable import Runtime

@Suite("What a seat keeps on the workstation")
struct SeatFolderTests {
  private let root = NSTemporaryDirectory() + "zuoxi-test-" + UUID().uuidString

  private func item(_ id: String) -> OutboxItem {
    OutboxItem(
      conversation: "C1", draft: MessageDraft(id: MessageID(id), text: "您好"), at: Timestamp(milliseconds: 0))
  }

  @Test("Messages and drafts are there again; files are for their owner alone")
  func again() throws {
    defer { FileStore.removeFolder(root) }
    do {
      let folder = try SeatFolder(root: root)
      try folder.outbox.append(.queued(item("a")))
      try folder.outbox.append(.queued(item("b")))
      try folder.outbox.append(.delivered("a"))
      try folder.keep("草稿\n第二行", of: "C1")
      try folder.keep("x", of: "C2")
      try folder.keep("", of: "C2")
    }
    let folder = try SeatFolder(root: root)
    #expect(folder.outbox.records == [.queued(item("b"))])
    #expect(folder.drafts == ["C1": "草稿\n第二行"])
    for name in ["outbox", "drafts.json", "lock"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: root + "/1/" + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test("Two consoles of one agent do not share a folder; what a dead one left is taken over, once")
  func twoConsoles() throws {
    defer { FileStore.removeFolder(root) }
    let first = try SeatFolder(root: root)
    do {
      let second = try SeatFolder(root: root)
      try second.outbox.append(.queued(item("second")))
      try second.keep("二", of: "C2")
      try first.outbox.append(.queued(item("first")))
      #expect(FileManager.default.fileExists(atPath: root + "/2/outbox"))
    }
    withExtendedLifetime(first) {}
    let third = try SeatFolder(root: root)
    // The first console still lives: its message is its own.
    #expect(third.outbox.records == [.queued(item("second"))])
    withExtendedLifetime(first) {}
  }

  @Test("What an abandoned folder holds comes along")
  func adoption() throws {
    defer { FileStore.removeFolder(root) }
    do {
      let first = try SeatFolder(root: root)
      let second = try SeatFolder(root: root)
      try second.outbox.append(.queued(item("second")))
      try second.keep("二", of: "C2")
      withExtendedLifetime(first) {}
    }
    do {
      let only = try SeatFolder(root: root)
      #expect(only.outbox.records == [.queued(item("second"))])
      #expect(only.drafts == ["C2": "二"])
    }
    #expect(try SeatFolder(root: root).outbox.records == [.queued(item("second"))])
  }

  @Test("What is taken over is on the disk before it is removed where it was")
  func adoptionSurvives() throws {
    defer { FileStore.removeFolder(root) }
    func leave() throws {
      let first = try SeatFolder(root: root)
      let second = try SeatFolder(root: root)
      try first.keep("一", of: "C1")
      try second.keep("另外", of: "C1")
      try second.keep("二", of: "C2")
      withExtendedLifetime(first) {}
    }
    try leave()
    // As if the machine stopped after writing nothing: the drafts cannot be replaced, so nothing is removed.
    let obstacle = root + "/1/drafts.json.new"
    try FileStore.makeFolder(obstacle)
    #expect(throws: SystemFailure.self) { try SeatFolder(root: root) }
    #expect(FileManager.default.fileExists(atPath: root + "/2/drafts.json"))
    FileStore.removeFolder(obstacle)
    // As if it stopped right after the merge, and before the removal.
    let left = try #require(try FileStore.read(root + "/2/drafts.json"))
    for _ in 1...2 {
      do { _ = try SeatFolder(root: root) }
      #expect(!FileManager.default.fileExists(atPath: root + "/2/drafts.json"))
      #expect(try SeatFolder(root: root).drafts == ["C1": "一\n另外", "C2": "二"])
      try FileStore.replace(root + "/2/drafts.json", with: left)
    }
  }

  @Test("Unreadable drafts are laid aside; messages beside them are sent all the same")
  func damaged() throws {
    defer { FileStore.removeFolder(root) }
    do {
      let first = try SeatFolder(root: root)
      let second = try SeatFolder(root: root)
      try second.outbox.append(.queued(item("second")))
      withExtendedLifetime(first) {}
    }
    try FileStore.replace(root + "/2/drafts.json", with: Array("{".utf8))
    try FileStore.replace(root + "/1/drafts.json", with: Array("[".utf8))
    let folder = try SeatFolder(root: root)
    #expect(folder.outbox.records == [.queued(item("second"))])
    try folder.keep("新", of: "C1")
    #expect(try FileStore.read(root + "/1/drafts.json.damaged") == Array("[".utf8))
    #expect(try FileStore.read(root + "/2/drafts.json.damaged") == Array("{".utf8))
  }

  @Test("A journal torn by a crash loses nothing that was acknowledged")
  func torn() throws {
    defer { FileStore.removeFolder(root) }
    do {
      let folder = try SeatFolder(root: root)
      try folder.outbox.append(.queued(item("a")))
    }
    let path = root + "/1/outbox"
    let whole = try #require(try FileStore.read(path))
    let torn = try OutboxJournal.line(.queued(item("b"))).dropLast(3)
    try FileStore.replace(path, with: whole + torn)
    let folder = try SeatFolder(root: root)
    try folder.outbox.append(.queued(item("c")))
    #expect(OutboxJournal.read(try FileStore.read(path) ?? []).records == [.queued(item("a")), .queued(item("c"))])
  }

  @Test("A full disk is said in words")
  func fullDisk() throws {
    let file = open("/dev/full", O_WRONLY)
    defer { close(file) }
    let failure = #expect(throws: SystemFailure.self) { try FileStore.write(file, [1, 2, 3], "/x/outbox") }
    #expect(failure?.words(.chinese) == "磁盘已满，请清理空间：写入 /x/outbox")
    #expect(failure?.words(.english) == "the disk is full; free some space: write /x/outbox")
  }

  @Test("A draft that could not be written is written when it is asked for again")
  func writtenLater() throws {
    let root = NSTemporaryDirectory() + "zuoxi-test-" + UUID().uuidString
    defer { FileStore.removeFolder(root) }
    do {
      let folder = try SeatFolder(root: root)
      try folder.keep("旧", of: "C1")
      let obstacle = root + "/1/drafts.json.new"
      try FileStore.makeFolder(obstacle)
      #expect(throws: SystemFailure.self) { try folder.keep("新", of: "C1") }
      FileStore.removeFolder(obstacle)
      try folder.keep("新", of: "C1")
    }
    #expect(try SeatFolder(root: root).drafts == ["C1": "新"])
  }
}
