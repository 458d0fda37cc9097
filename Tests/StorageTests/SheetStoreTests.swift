import Desk
import Service
import Storage
import Testing

struct SheetStoreTests {
  private static let agent = Fixture.agent(1)

  private func talking(_ fixture: Fixture) async throws -> ConversationID {
    var content = Fixture.content(agents: 3, slots: 5)
    content.catalogue?.sheetTemplates = [
      SheetTemplate(
        code: "deregister", title: Localised("注销", "Deregistration"),
        materials: [SheetMaterial(code: "form", name: Localised("申报表", "Form"), isRequired: true)])
    ]
    try await fixture.store.load(content, at: fixture.now)
    try await fixture.sit(Self.agent)
    let id = try await fixture.waiting()
    try await fixture.perform(.accept(id, noticeID: "n-accept"), by: .staff(Self.agent))
    let draft = SheetDraft(template: "deregister", materials: [SheetDraft.Material(code: "form", isRequired: true)])
    try await fixture.perform(
      .agentWrites(id, MessageDraft(id: "s1", text: "", sheet: draft)), by: .staff(Self.agent))
    return id
  }

  private func upload(_ fixture: Fixture, _ image: ImageID, to id: ConversationID) async throws {
    let reference = ImageReference(id: image, mediaType: "image/png", width: 1, height: 1, size: 3, name: "")
    _ = try await fixture.store.keep(
      ImageRecord(image: reference, conversation: id, side: .taxpayer), bytes: [1, 2, 3], of: Fixture.office,
      at: fixture.now, once: nil)
  }

  private func act(_ fixture: Fixture, _ act: SheetAct, by actor: Actor = .taxpayer(Fixture.taxpayer)) async throws {
    try await fixture.perform(.sheet("s1", act, messageID: MessageID(fixture.name("n"))), by: actor)
  }

  @Test("A sheet is found by its name and by whose it is, and its rows are what the log says", arguments: Engine.all)
  func found(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let id = try await talking(fixture)
    try await upload(fixture, "i1", to: id)
    try await act(fixture, .add(SheetPictureRequest(material: "form", image: "i1")))
    try await act(fixture, .confirm(revision: 2))
    let found = try await fixture.store.read(Fixture.office) {
      try $0.conversations(withSheetsOf: Fixture.taxpayer.id, limit: 10)
    }
    #expect(found.map(\.id) == [id])
    let sheet = try #require(found.first?.sheets?.first)
    #expect(sheet.stage == .submitted && sheet.material("form")?.pictures.map(\.id) == ["i1"])
    var told = Conversation(id: id, taxpayer: Fixture.taxpayer, openedAt: fixture.now)
    for event in try await fixture.log() { told.apply(event.body, at: event.at) }
    #expect(told.sheets == [sheet])
    let others = try await fixture.store.read(Fixture.office) {
      try $0.conversations(withSheetsOf: "nobody", limit: 10)
    }
    #expect(others.isEmpty)
  }

  @Test("Pictures on a sheet are kept; those taken away are forgotten after a day", arguments: Engine.all)
  func pictures(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let id = try await talking(fixture)
    for image in ["i1", "i2", "i3"] as [ImageID] { try await upload(fixture, image, to: id) }
    try await act(fixture, .add(SheetPictureRequest(material: "form", image: "i1")))
    try await act(fixture, .add(SheetPictureRequest(material: "form", image: "i2", replaces: "i1")))
    try await act(fixture, .add(SheetPictureRequest(material: "form", image: "i3")))
    try await act(fixture, .remove(SheetRemovalRequest(material: "form", image: "i3")))
    fixture.advance(seconds: 90_000)
    try await fixture.store.prune(at: fixture.now)
    let left = try await fixture.store.read(Fixture.office) { reader in
      try (["i1", "i2", "i3"] as [ImageID]).filter { try reader.image($0) != nil }
    }
    #expect(left == ["i2"])
  }

  @Test(
    "Of a confirmation and a return clicked at the same revision one wins, whichever comes first", arguments: Engine.all
  )
  func race(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let id = try await talking(fixture)
    try await upload(fixture, "i1", to: id)
    try await act(fixture, .add(SheetPictureRequest(material: "form", image: "i1")))
    let result = SheetResultRequest(revision: 2, isHandled: false, words: "不办")
    let outcomes = await withTaskGroup(of: Problem.Kind?.self) { group in
      for number in 0..<20 {
        group.addTask {
          do {
            if number % 2 == 0 {
              try await act(fixture, .confirm(revision: 2))
            } else {
              try await act(fixture, .resolve(result), by: .staff(Self.agent))
            }
            return nil
          } catch {
            return (error as? Problem)?.kind
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == nil } == 1)
    #expect(outcomes.allSatisfy { $0 == nil || $0 == .sheetChanged || $0 == .sheetRefused })
    let sheet = try await fixture.store.read(Fixture.office) { try $0.conversation(id) }?.sheets?.first
    #expect(sheet?.revision == 3)
  }

  @Test("Own replies and their use are kept by agent, also across a restart of what is known", arguments: Engine.all)
  func replies(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let reply = QuickReply(code: "mine", title: "注销", text: "{taxpayer}您好", pinyin: "zx")
    let kept = try await fixture.perform(
      .keepReply(reply, expecting: .absent), by: .staff(Self.agent), key: "k1"
    ).answer
    let again = try await fixture.perform(
      .keepReply(reply, expecting: .absent), by: .staff(Self.agent), key: "k1"
    ).answer
    #expect(kept == again, "the same request is answered as the first time")
    let use = Command.useReply(ReplyUseRequest(scope: .personal, code: "mine"))
    for _ in 1...3 { try await fixture.perform(use, by: .staff(Self.agent)) }
    let book = try await fixture.store.read(Fixture.office) { try $0.replyBook(of: Self.agent.id) }
    #expect(book.personal.map(\.reply) == [reply])
    #expect(book.usage.map(\.own) == [3] && book.usage.map(\.office) == [3])
    #expect(try await fixture.store.read(Fixture.office) { try $0.replyBook(of: "a2") } == ReplyBook())
    var told = ReplyBook()
    for event in try await fixture.log() { told.apply(event.body) }
    #expect(told == book)
    try await fixture.perform(.dropReply(code: "mine", expecting: 1), by: .staff(Self.agent))
    #expect(try await fixture.store.read(Fixture.office) { try $0.replyBook(of: Self.agent.id) } == ReplyBook())
  }

  @Test("Both count what everybody uses, each their own", arguments: Engine.all)
  func shared(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    var content = Fixture.content(agents: 3, slots: 5)
    content.catalogue?.quickReplies = [QuickReply(code: "hello", title: "问候", text: "您好", pinyin: "wh")]
    try await fixture.store.load(content, at: fixture.now)
    let use = Command.useReply(ReplyUseRequest(scope: .office, code: "hello"))
    for number in [1, 1, 2] { try await fixture.perform(use, by: .staff(Fixture.agent(number))) }
    let first = try await fixture.store.read(Fixture.office) { try $0.replyBook(of: "a1") }
    let third = try await fixture.store.read(Fixture.office) { try $0.replyBook(of: "a3") }
    #expect(first.usage.map { [$0.own, $0.office] } == [[2, 3]])
    #expect(third.usage.map { [$0.own, $0.office] } == [[0, 3]])
  }
}
