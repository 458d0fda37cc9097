import Console
import Desk
import Foundation
import Testing
import Wire

@testable import Runtime

@Suite("Whose outbox it is")
struct SeatKeeperTests {
  private let folder = NSTemporaryDirectory() + "zuoxi-test-" + UUID().uuidString
  private let zhang = SeatOwner(office: "demo", agent: "zhangmin")
  private let li = SeatOwner(office: "demo", agent: "lihua")

  private var folders: Folders { Folders(configuration: folder + "/c", state: folder + "/s") }

  private func access(_ token: String, owner: SeatOwner? = nil) throws -> Access {
    Access(server: try #require(ServerAddress("http://h:1")), token: token, owner: owner)
  }

  private func item(_ id: String) -> OutboxItem {
    OutboxItem(
      conversation: "C1", draft: MessageDraft(id: MessageID(id), text: "您好"), at: Timestamp(milliseconds: 0))
  }

  /// A console with that token that is told whose it is, writes, and dies.
  private func run(_ token: String, as owner: SeatOwner, writing id: String) throws {
    let keeper = SeatKeeper(try access(token), folders)
    _ = try keeper.belongs(to: owner)
    try keeper.write(.queued(item(id)))
    try keeper.keep(KeptDraft("草稿" + id), of: "C2")
  }

  @Test("A new token of the same person finds what was written with the old one")
  func newToken() throws {
    defer { FileStore.removeFolder(folder) }
    try run("old", as: zhang, writing: "a")
    let keeper = SeatKeeper(try access("new"), folders)
    #expect(keeper.work == KeptWork())
    let expected = KeptWork(records: [.queued(item("a"))], drafts: ["C2": "草稿a"])
    #expect(try keeper.belongs(to: zhang) == expected)
    #expect(keeper.work == expected)
  }

  @Test("While the backend is away, the last one known to own the token has their outbox")
  func away() throws {
    defer { FileStore.removeFolder(folder) }
    try run("t", as: zhang, writing: "a")
    let keeper = SeatKeeper(try access("t"), folders)
    #expect(keeper.work.records == [.queued(item("a"))])
    // The backend says the same later: nothing changes.
    #expect(try keeper.belongs(to: zhang) == nil)
  }

  @Test("Nobody gets what another wrote, whatever the link says")
  func strangers() throws {
    defer { FileStore.removeFolder(folder) }
    try run("t", as: zhang, writing: "a")
    do {
      let keeper = SeatKeeper(try access("t"), folders)
      #expect(try keeper.belongs(to: li) == KeptWork())
      try keeper.write(.queued(item("b")))
    }
    #expect(SeatKeeper(try access("t"), folders).work.records == [.queued(item("b"))])
    #expect(SeatKeeper(try access("t", owner: zhang), folders).work.records == [.queued(item("a"))])
    let elsewhere = SeatOwner(office: "other", agent: "zhangmin")
    #expect(SeatKeeper(try access("t", owner: elsewhere), folders).work == KeptWork())
  }

  @Test("A place that cannot be written says so, and later tries again")
  func unwritable() throws {
    defer { FileStore.removeFolder(folder) }
    try FileStore.makeFolder(folder)
    try FileStore.replace(folders.state, with: [])
    let keeper = SeatKeeper(try access("t", owner: zhang), folders)
    #expect(keeper.failure != nil)
    #expect(throws: SystemFailure.self) { try keeper.belongs(to: zhang) }
    #expect(throws: SystemFailure.self) { try keeper.write(.queued(item("a"))) }
    try FileStore.remove(folders.state)
    #expect(try keeper.belongs(to: zhang) == KeptWork())
    try keeper.write(.queued(item("a")))
  }
}
