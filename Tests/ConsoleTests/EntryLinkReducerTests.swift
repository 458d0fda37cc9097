import Desk
import Testing

@testable import Console

@Suite("Entry links: finding, sending, what is held back")
struct EntryLinkReducerTests {
  private static let links = [
    EntryLink(
      code: "invoice.red", title: Localised("红字发票开具", "Red invoice"), menuPath: ["开票业务"],
      url: "https://etax.example.gov.cn/red", pinyin: "hzfpkj"),
    EntryLink(
      code: "register.cancel", title: Localised("注销税务登记", "Cancel the registration"), menuPath: ["登记"],
      url: "https://etax.example.gov.cn/cancel", pinyin: "zxswdj"),
    EntryLink(
      code: "old", title: Localised("注销旧入口", "An old one"), menuPath: [], url: "https://etax.example.gov.cn/old",
      validUntil: CivilDate("2020-01-01"), pinyin: "zxjrk"),
  ]

  private func writing() -> TestStore {
    var store = Scene.connecting()
    var snapshot = Scene.snapshot()
    snapshot.catalogue.entryLinks = Self.links
    snapshot.office.settings.linkHosts = ["*.example.gov.cn"]
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot)),
      .streamOpened, .headReached(Scene.position(10), at: Scene.start))
    store.arrange(.keyPressed(.character("1")), .keyPressed(.character("i")))
    return store
  }

  private func sent(_ effects: [Effect]) -> [MessageDraft] {
    effects.compactMap { if case .enqueue(let message) = $0 { message.draft } else { nil } }
  }

  @Test("two letters and Enter send a card; what is being written stays")
  func initials() throws {
    var store = writing()
    store.arrange(.keyPressed(.character("稍")), .keyPressed(.alt("l")))
    store.arrange(.keyPressed(.character("z")), .keyPressed(.character("x")))
    #expect(store.state.entryLinks(matching: "zx").map(\.code) == ["register.cancel", "old"])
    let drafts = sent(store.arrange(.keyPressed(Key(.enter))))
    #expect(drafts.map(\.entryLink) == ["register.cancel"])
    #expect(drafts.map(\.text) == [""])
    #expect(store.state.popup == nil)
    #expect(store.state.talk.editor.text == "稍")
    let lines = try #require(store.state.talkWindow(store.state.layout)).lines
    #expect(lines.contains { $0.text.string.contains("[办理入口] 注销税务登记") })
  }

  @Test("an expired link is last in the list, and Enter on it says why and sends nothing")
  func expired() {
    var store = writing()
    store.arrange(.keyPressed(.alt("l")))
    for character in "old" { store.arrange(.keyPressed(.character(character))) }
    let effects = store.arrange(.keyPressed(Key(.enter)))
    #expect(sent(effects).isEmpty)
    #expect(store.state.notices.last?.text.chinese.contains("2020-01-01 到期") == true)
    #expect(store.state.popup != nil)
  }

  @Test("the link that fits the taxpayer's words is sent by one key, and not suggested again")
  func suggested() {
    var store = writing()
    #expect(store.state.suggestedLinks.isEmpty)
    store.arrange(Scene.event(11, .messagePosted(Scene.message("C1", 3, .taxpayer, "我要开红字发票"))))
    #expect(store.state.suggestedLinks.map(\.code) == ["invoice.red"])
    #expect(sent(store.arrange(.keyPressed(.alt("o")))).map(\.entryLink) == ["invoice.red"])
    #expect(store.state.suggestedLinks.isEmpty)
    let again = store.arrange(.keyPressed(.alt("o")))
    #expect(sent(again).isEmpty)
    #expect(store.state.notices.last?.text.chinese.contains("没有建议的办理入口") == true)
  }

  @Test("a card is not sent blindly: while anything may be unseen the first Enter says so")
  func unseen() {
    var store = writing()
    store.set { $0.connection = .lost(since: 1000, retryAt: 5000) }
    store.arrange(.keyPressed(.alt("l")))
    #expect(sent(store.arrange(.keyPressed(Key(.enter)))).isEmpty)
    #expect(sent(store.arrange(.keyPressed(Key(.enter)))).count == 1)
  }

  @Test("openings are shown at the card")
  func openings() throws {
    var store = writing()
    var message = Scene.message("C1", 3, .agent, "")
    message.body = .entryLink(EntryLinkCard(Self.links[0]))
    store.arrange(Scene.event(11, .messagePosted(message)))
    func shows(_ words: String) throws -> Bool {
      try #require(store.state.talkWindow(store.state.layout)).lines.contains { $0.text.string.contains(words) }
    }
    #expect(try shows("未打开"))
    let opening = LinkOpening(number: 3, count: 2, at: Scene.start)
    store.arrange(
      Scene.event(12, .linkOpened(LinkOpened(conversation: "C1", code: "invoice.red", opening: opening))))
    #expect(try shows("已打开 2 次"))
  }

  @Test("a refused card is taken back without putting anything into the writing field")
  func withdrawn() {
    var store = writing()
    store.arrange(.keyPressed(.alt("l")), .keyPressed(Key(.enter)))
    guard let message = store.state.outbox.first else { return #expect(Bool(false)) }
    store.arrange(.outboxRefused(message.id, Problem(.linkRefused)), .keyPressed(.alt("z")))
    #expect(store.state.outbox.isEmpty)
    #expect(store.state.talk.editor.text.isEmpty)
  }
}
