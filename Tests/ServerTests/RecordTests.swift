import Desk
import GRDB
import Testing
import Wire

@testable import Server

@Suite("The record of a conversation over HTTP")
struct RecordTests {
  private func audited(_ office: TestOffice) async throws -> [String] {
    try await DatabaseQueue(path: office.folder + "/zuoxi.sqlite").read { db in
      try String.fetchAll(
        db, sql: "SELECT actor || ' ' || subject || ' ' || detail FROM audit WHERE act = 'conversation.record'")
    }
  }

  @Test(
    "agents read their own, supervisors all; each reading is in the audit trail and never in the log",
    arguments: Way.allCases)
  func readers(_ way: Way) async throws {
    let office = try await TestOffice()
    try await office.test(way) { caller in
      let (taxpayer, id) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      let path = "/v1/conversations/\(id)/record"
      #expect(try await caller.get(path, zhang).problem == .notYours, "it waits: nobody's yet")
      _ = try await caller.post("/v1/conversations/\(id)/accept", zhang, Nothing())
      _ = try await caller.post("/v1/conversations/\(id)/notes", zhang, NoteRequest(text: "第三次来问"))
      _ = try await caller.post("/v1/conversations/\(id)/messages", zhang, MessageDraft(id: "m-1", text: "您好"))
      let head = try await office.store.read(TestOffice.id) { try $0.head() }
      let record = try await caller.get(path, zhang).read(ConversationRecord.self)
      #expect(record.hasBeginning && record.next == nil)
      #expect(record.conversation.id == id && record.conversation.taxpayer.name.hasSuffix("*燕") == false)
      #expect(record.events.allSatisfy { $0.body.conversation == id })
      #expect(record.events.contains { if case .noted = $0.body { true } else { false } })
      #expect(record.groups.map(\.id) == ["invoice"])
      let wang = try await office.token(of: "wang")
      var pages = try await caller.get(path + "?limit=2", wang).read(ConversationRecord.self)
      #expect(pages.events.count == 2)
      while let next = pages.next {
        let more = try await caller.get(path + "?limit=2&after=\(next)", wang).read(ConversationRecord.self)
        pages = pages.followed(by: more)
      }
      #expect(pages == record)
      let li = try await caller.seated("li")
      #expect(try await caller.get(path, li).problem == .notYours)
      let admin = try await office.token(of: "admin")
      #expect(try await caller.get(path, admin).problem == .forbidden)
      #expect(try await caller.get(path, taxpayer).problem == .forbidden)
      #expect(try await caller.get(path).problem == .unauthenticated)
      #expect(try await caller.get("/v1/conversations/none/record", wang).problem == .conversationNotFound)
      #expect(try await caller.get(path + "?after=x", wang).problem == .badRequest)
      let trail = try await audited(office)
      #expect(trail.filter { $0.hasPrefix("zhang \(id)") }.count == 1)
      #expect(trail.filter { $0.hasPrefix("wang \(id)") }.count > 2 && trail.allSatisfy { !$0.hasPrefix("li") })
      let after = try await office.store.read(TestOffice.id) { try $0.head() }
      #expect(after.sequence == head.sequence + 1, "li's seat, and no reading")
    }
  }
}
