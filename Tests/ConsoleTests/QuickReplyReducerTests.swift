import Desk
import Testing

@testable import Console

@Suite("Quick replies: finding, filling in, keeping one's own")
struct QuickReplyReducerTests {
  private static let replies = [
    QuickReply(code: "hello", title: "问候", text: "{taxpayer}您好，我是{agent}", pinyin: "wh"),
    QuickReply(code: "cancel", title: "注销办理", text: "注销请带材料", pinyin: "zxbl"),
    QuickReply(code: "number", title: "发票号码", text: "请提供{?开票日期}的发票号码{?发票号码}，谢谢", pinyin: "fphm"),
    QuickReply(
      code: "red", title: "红字入口", text: "请点入口", pinyin: "hzrk", group: "invoice", entryLink: "invoice.red"),
    QuickReply(code: "sample", title: "附样例", text: "请对照样例", pinyin: "fyl", needsPicture: true),
  ]

  private func writing() -> TestStore {
    var store = Scene.connecting()
    var snapshot = Scene.snapshot()
    snapshot.catalogue.quickReplies = Self.replies
    snapshot.catalogue.entryLinks = [
      EntryLink(
        code: "invoice.red", title: Localised("红字发票开具", "Red invoice"), menuPath: [],
        url: "https://etax.example.gov.cn/red")
    ]
    snapshot.office.settings.linkHosts = ["*.example.gov.cn"]
    snapshot.replies = ReplyBook(
      personal: [
        PersonalReply(
          reply: QuickReply(code: "own", title: "注册", text: "注册地址", pinyin: "zc"), revision: 3, changedAt: Scene.start)
      ])
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot)),
      .streamOpened, .headReached(Scene.position(10), at: Scene.start))
    store.arrange(.keyPressed(.character("1")), .keyPressed(.character("i")))
    return store
  }

  @discardableResult
  private func type(_ store: inout TestStore, _ text: String) -> [Effect] {
    text.flatMap { store.arrange(.keyPressed(.character($0))) }
  }

  private func kinds(_ effects: [Effect]) -> [OutgoingRequest.Kind] {
    effects.compactMap { if case .send(let request) = $0 { request.kind } else { nil } }
  }

  private func sent(_ effects: [Effect]) -> [MessageDraft] {
    effects.compactMap { if case .enqueue(let message) = $0 { message.draft } else { nil } }
  }

  @Test("/zx at the beginning of a word offers what fits; Enter puts it in its place and counts the use")
  func completion() {
    var store = writing()
    type(&store, "您好 /zx")
    #expect(store.state.place == .completion)
    #expect(store.state.talk.completion?.entries.map(\.reply.code) == ["cancel"])
    let effects = store.arrange(.keyPressed(Key(.enter)))
    #expect(store.state.talk.editor.text == "您好 注销请带材料")
    #expect(store.state.place == .composer)
    #expect(kinds(effects).contains(.useReply(ReplyUseRequest(scope: .office, code: "cancel"))))
    // One step back is what was there before.
    store.arrange(.keyPressed(.control("_")))
    #expect(store.state.talk.editor.text == "您好 /zx")
  }

  @Test("Esc leaves the offer and the words; a slash within a word, or one that nothing fits, offers nothing")
  func noCompletion() {
    var store = writing()
    type(&store, "/z")
    #expect(store.state.talk.completion?.entries.count ?? 0 >= 2)
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.place == .composer && store.state.talk.editor.text == "/z")
    type(&store, " 1/2")
    #expect(store.state.place == .composer)
    type(&store, " /没有这样的")
    #expect(store.state.place == .composer)
    #expect(sent(store.arrange(.keyPressed(Key(.enter)))).map(\.text) == ["/z 1/2 /没有这样的"])
  }

  @Test("The arrows choose among what is offered, and Tab takes it")
  func arrows() {
    var store = writing()
    type(&store, "/")
    let codes = store.state.talk.completion?.entries.map(\.reply.code) ?? []
    #expect(codes.first == "own", "one's own come first while nothing was used")
    store.arrange(.keyPressed(Key(.down)), .keyPressed(Key(.tab)))
    let second = Self.replies.first { $0.code == codes[1] }
    #expect(
      store.state.talk.editor.text == second.map { ReplyText(asKept: $0.text).filled(store.state.replyValues).text })
  }

  @Test("The caret goes to the first place to fill in, Tab to the next; sending with one left asks first")
  func prompts() {
    var store = writing()
    type(&store, "/fphm")
    store.arrange(.keyPressed(Key(.enter)))
    #expect(store.state.place == .prompt)
    #expect(store.state.talk.editor.text == "请提供的发票号码，谢谢")
    type(&store, "三月")
    #expect(sent(store.arrange(.keyPressed(Key(.enter)))).isEmpty, "one place is left")
    #expect(store.state.notices.last?.text.chinese.contains("发票号码") == true)
    type(&store, "123")
    #expect(store.state.talk.editor.text == "请提供三月的发票号码123，谢谢")
    #expect(sent(store.arrange(.keyPressed(Key(.enter)))).map(\.text) == ["请提供三月的发票号码123，谢谢"])
    #expect(store.state.talk.prompts.isEmpty)
  }

  @Test("Tab walks the places and then leaves them; an edit elsewhere moves them along")
  func walking() {
    var store = writing()
    type(&store, "/fphm")
    store.arrange(.keyPressed(Key(.enter)))
    type(&store, "三月")
    store.arrange(.keyPressed(Key(.home)))
    type(&store, "请")
    store.arrange(.keyPressed(Key(.tab)))
    type(&store, "9")
    #expect(store.state.talk.editor.text == "请请提供三月的发票号码9，谢谢")
    store.arrange(.keyPressed(Key(.tab)))
    #expect(store.state.place == .composer)
    #expect(store.state.talk.editor.caret == store.state.talk.editor.characters.count)
  }

  @Test("A reply's link goes out with its words as one card; one that cannot be sent is left out, and said so")
  func link() {
    var store = writing()
    type(&store, "/hzrk")
    store.arrange(.keyPressed(Key(.enter)))
    let drafts = sent(store.arrange(.keyPressed(Key(.enter))))
    #expect(drafts.map(\.entryLink) == ["invoice.red"] && drafts.map(\.text) == ["请点入口"])
    var held = writing()
    held.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: .snapshot), .snapshot(Self.withoutHosts())))
    type(&held, "/hzrk")
    held.arrange(.keyPressed(Key(.enter)))
    #expect(held.state.talk.attachment?.entryLink == nil)
    #expect(held.state.notices.last?.text.chinese.contains("未附上") == true)
  }

  private static func withoutHosts() -> StaffSnapshot {
    var snapshot = Scene.snapshot()
    snapshot.catalogue.quickReplies = replies
    return snapshot
  }

  @Test("A reply that wants a picture says so before its words go")
  func picture() {
    var store = writing()
    type(&store, "/fyl")
    store.arrange(.keyPressed(Key(.enter)))
    #expect(sent(store.arrange(.keyPressed(Key(.enter)))).isEmpty)
    #expect(store.state.notices.last?.text.chinese.contains("附图片") == true)
    #expect(sent(store.arrange(.keyPressed(Key(.enter)))).map(\.text) == ["请对照样例"])
    #expect(store.state.talk.attachment == nil)
  }

  @Test("What is used more comes first; the office's count weighs less than one's own")
  func ranking() {
    var store = writing()
    let usage = [
      ReplyUsage(scope: .office, code: "number", own: 0, office: 4, lastAt: Scene.start),
      ReplyUsage(scope: .office, code: "cancel", own: 2, office: 2, lastAt: Scene.start),
    ]
    for (place, line) in usage.enumerated() {
      store.arrange(Scene.event(Int64(11 + place), .replyUsed(ReplyUsed(agent: "zhangmin", usage: line))))
    }
    #expect(store.state.quickReplies(matching: "").prefix(3).map(\.reply.code) == ["cancel", "number", "own"])
  }

  @Test("What is written is kept as a reply of one's own; a mistake in it is told before it goes")
  func keeping() {
    var store = writing()
    type(&store, "请稍等{")
    store.arrange(.keyPressed(.alt("r")), .keyPressed(.alt("s")))
    #expect(store.state.place == .reply)
    type(&store, "稍等")
    #expect(kinds(store.arrange(.keyPressed(Key(.enter)))).isEmpty)
    #expect(store.state.notices.last?.text.chinese.contains("右花括号") == true)
    store.arrange(.keyPressed(Key(.backspace)))
    let asked = kinds(store.arrange(.keyPressed(Key(.enter))))
    guard case .keepReply(let code, let draft, nil)? = asked.first else { return #expect(Bool(false), "\(asked)") }
    #expect(draft == QuickReplyDraft(title: "稍等", text: "请稍等"))
    let reply = PersonalReply(
      reply: QuickReply(code: code, title: "稍等", text: "请稍等", pinyin: "sd"), revision: 1, changedAt: Scene.start)
    store.arrange(
      .requestSucceeded(
        OutgoingRequest(id: RequestID("k"), kind: .keepReply(code: code, draft, revision: nil)), .reply(reply)))
    #expect(store.state.popup == nil)
    #expect(store.state.quickReplies(matching: "sd").first?.reply.title == "稍等")
  }

  @Test("One's own are changed from their revision and deleted after a question; shared ones are not")
  func changing() {
    var store = writing()
    store.arrange(.keyPressed(.alt("r")))
    type(&store, "zc")
    store.arrange(.keyPressed(.alt("e")))
    guard case .reply(let form) = store.state.popup else { return #expect(Bool(false)) }
    #expect(form.revision == 3 && form.text.text == "注册地址")
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(.alt("r")))
    type(&store, "zc")
    store.arrange(.keyPressed(.alt("x")))
    #expect(kinds(store.arrange(.keyPressed(Key(.enter)))) == [.dropReply(code: "own", revision: 3)])
    store.arrange(.keyPressed(.alt("r")))
    type(&store, "wh")
    store.arrange(.keyPressed(.alt("e")))
    #expect(store.state.place == .quickReplies)
    #expect(store.state.notices.last?.text.chinese.contains("管理员导入") == true)
  }
}
