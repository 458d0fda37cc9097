import Desk
import Foundation
import Service
import Storage
import Testing

/// The log is the outbox of webhooks: each of its events is noted once, and each delivery is taken by one.
struct WebhookStoreTests {
  private static let admin = Actor.staff(Fixture.administrator)

  private func hook(_ fixture: Fixture, _ codes: [String], _ kinds: [WebhookKind], _ revision: Int) async throws {
    let entries = codes.map {
      WebhookDraft.Entry(code: $0, url: "https://hub.example/\($0)", kinds: kinds, secret: Fixture.webhookSecret)
    }
    try await fixture.perform(
      .webhooks(.change(WebhookDraft(webhooks: entries), expecting: revision)), by: Self.admin)
  }

  private func told(_ fixture: Fixture, _ code: String = "hub") async throws -> [WebhookDelivery] {
    try await fixture.store.read(Fixture.office) { try $0.deliveries(to: code, limit: 200) }.reversed()
  }

  private func note(_ fixture: Fixture, limit: Int64 = 1_000) async throws {
    while try await fixture.store.noteDeliveries(of: Fixture.office, limit: limit) {}
  }

  @Test(
    "What happens after a webhook is there is noted once, in any stretches and by several at once",
    arguments: Engine.all)
  func notes(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    // Before there is a webhook nothing is noted for one.
    _ = try await fixture.waiting(Fixture.taxpayer(9))
    try await hook(fixture, ["hub", "other"], [.conversationOpened, .conversationEnded, .messageLeft], 1)
    for number in 1...6 {
      let taxpayer = Fixture.taxpayer(number)
      _ = try await fixture.waiting(taxpayer)
      try await fixture.perform(.leaveQueue(noticeID: MessageID(fixture.name("n"))), by: .taxpayer(taxpayer))
    }
    try await fixture.perform(
      .promise(.leave(OfflineMessageDraft(id: "om-1", matter: "发票", text: "怎么红冲", group: "invoice"))),
      by: .taxpayer(Fixture.taxpayer(1)))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for limit in [1, 3, 5, 1_000] as [Int64] { group.addTask { try await note(fixture, limit: limit) } }
      try await group.waitForAll()
    }
    try await note(fixture)
    let log = try await fixture.log()
    for code in ["hub", "other"] {
      let deliveries = try await told(fixture, code)
      let kinds = deliveries.map(\.kind)
      #expect(kinds.filter { $0 == .conversationOpened }.count == 6)
      #expect(kinds.filter { $0 == .conversationEnded }.count == 6 && kinds.filter { $0 == .messageLeft }.count == 1)
      #expect(Set(deliveries.map(\.id)).count == 13)
      for delivery in deliveries {
        let event = try #require(log.first { $0.position.description == delivery.id })
        let news = try JSONDecoder().decode(WebhookNews.self, from: Data(delivery.body.utf8))
        #expect(news == WebhookNews(event, of: Fixture.office) && delivery.body.utf8.count < 2_000)
        #expect(!delivery.body.contains("红冲") && !delivery.body.contains("张"), "words and names stay inside")
      }
    }
    #expect(try await fixture.store.noteDeliveries(of: Fixture.office, limit: 1) == false)
  }

  @Test(
    "A delivery is taken by one at a time, and what came of it is kept unless it was taken anew", arguments: Engine.all)
  func takes(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    try await hook(fixture, ["hub"], [.conversationOpened], 1)
    for number in 1...5 { _ = try await fixture.waiting(Fixture.taxpayer(number)) }
    try await note(fixture)
    let store = fixture.store
    func take() async throws -> [WebhookDelivery] {
      let now = fixture.now
      return try await store.takeDeliveries(
        of: Fixture.office, to: "hub", by: now, until: now.advanced(seconds: 60), limit: 3)
    }
    async let one = take()
    async let other = take()
    var all = try await one + other
    all += try await take()
    all += try await take()
    #expect(all.count == 5 && Set(all.map(\.id)).count == 5 && all.allSatisfy { $0.attempts == 1 })
    var (done, again, dead) = (all[0], all[1], all[2])
    done.state = .done
    again.due = fixture.now.advanced(seconds: 90)
    again.answer = "HTTP 503"
    dead.state = .dead
    for delivery in [done, again, dead] { try await store.keep(delivery, of: Fixture.office) }
    // The fourth and the fifth were taken by somebody who died: they are due again when that time is over, and the dead one's late word means nothing.
    fixture.advance(seconds: 61)
    let anew = try await take()
    #expect(Set(anew.map(\.id)) == Set(all[3...].map(\.id)) && anew.allSatisfy { $0.attempts == 2 })
    var late = all[3]
    late.state = .dead
    try await store.keep(late, of: Fixture.office)
    let standing = try await store.read(Fixture.office) { try $0.standing(of: "hub") }
    #expect(standing.waiting == 3 && standing.dead == 1 && standing.waitingSince != nil)
    fixture.advance(seconds: 30)
    #expect(try await take().map(\.id) == [again.id])
    try await fixture.perform(.webhooks(.retry("hub")), by: Self.admin)
    #expect(try await take().map(\.id) == [dead.id])
    // Taken a week ago, given up a month ago: forgotten.
    fixture.advance(seconds: 8 * 86_400)
    try await store.prune(at: fixture.now)
    #expect(try await told(fixture).count == 4)
  }

  @Test(
    "A webhook that is gone leaves nothing behind; a restored log goes on where it was noted", arguments: Engine.all)
  func ends(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    try await hook(fixture, ["hub"], [.conversationOpened], 1)
    _ = try await fixture.waiting(Fixture.taxpayer(1))
    try await note(fixture)
    #expect(try await told(fixture).count == 1)
    try await hook(fixture, [], [], 2)
    #expect(try await told(fixture).isEmpty)
    try await hook(fixture, ["hub"], [.conversationOpened], 3)
    try await note(fixture)
    #expect(try await told(fixture).isEmpty, "what happened before is not told")
    _ = try await fixture.waiting(Fixture.taxpayer(2))
    if engine == .sqlite {
      let (copy, folder) = (fixture.place + "/copy.sqlite", fixture.place + "/restored")
      try await note(fixture)
      _ = try await fixture.waiting(Fixture.taxpayer(3))
      try Backup.make(of: fixture.place, to: copy)
      try Backup.restore(copy, into: folder, at: fixture.now.advanced(seconds: 100))
      let restored = try Stores.sqlite(in: folder)
      while try await restored.noteDeliveries(of: Fixture.office, limit: 1) {}
      let ids = try await restored.read(Fixture.office) { try $0.deliveries(to: "hub", limit: 10) }.map(\.id)
      #expect(ids.count == 2 && Set(ids).count == 2, "\(ids)")
      try await restored.close()
    }
  }
}
