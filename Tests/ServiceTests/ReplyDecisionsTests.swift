import Desk
import Service
import Testing

struct ReplyDecisionsTests {
  private static let reply = QuickReply(code: "mine", title: "注销", text: "{taxpayer}您好", pinyin: "zx")

  private func keep(
    _ scene: inout Scene, _ reply: QuickReply = reply, expecting: ReplyPrecondition, by agent: Agent = Scene.agent
  ) throws -> PersonalReply {
    guard case .reply(let kept) = try scene.perform(.keepReply(reply, expecting: expecting), by: .staff(agent)).answer
    else { throw Problem(.internalError) }
    return kept
  }

  @Test("An own reply is made once, changed from the revision that was read, and deleted")
  func life() throws {
    var scene = Scene()
    #expect(try keep(&scene, expecting: .absent).revision == 1)
    #expect(refusal { _ = try keep(&scene, expecting: .absent) }?.kind == .changedMeanwhile)
    var changed = Self.reply
    changed.text = "{taxpayer}，{?事项}"
    #expect(try keep(&scene, changed, expecting: .revision(1)).revision == 2)
    #expect(refusal { _ = try keep(&scene, expecting: .revision(1)) }?.kind == .changedMeanwhile)
    #expect(refusal { _ = try keep(&scene, expecting: .revision(2), by: Scene.colleague) }?.kind == .notFound)
    let stale = refusal { try scene.perform(.dropReply(code: "mine", expecting: 1), by: .staff(Scene.agent)) }
    #expect(stale?.kind == .changedMeanwhile)
    try scene.perform(.dropReply(code: "mine", expecting: 2), by: .staff(Scene.agent))
    #expect(scene.replies["zhang"]?.personal == [])
  }

  @Test("What cannot be taken is refused with words")
  func refused() throws {
    var scene = Scene()
    func refused(_ change: (inout QuickReply) -> Void) -> Problem.Kind? {
      var reply = Self.reply
      change(&reply)
      return refusal { _ = try keep(&scene, reply, expecting: .absent) }?.kind
    }
    #expect(refused { $0.text = "{nobody}" } == .invalidText)
    #expect(refused { $0.text = " \n " } == .invalidText)
    #expect(refused { $0.text = String(repeating: "字", count: 2001) } == .tooLarge)
    #expect(refused { $0.title = "两\n行" } == .invalidText)
    #expect(refused { $0.title = String(repeating: "字", count: 61) } == .invalidText)
    #expect(refused { $0.code = "a/b" } == .badRequest)
    #expect(refused { $0.pinyin = "注销" } == .badRequest)
    #expect(refused { $0.entryLink = "nothing" } == .badRequest)
    #expect(scene.replies.isEmpty)
  }

  @Test("A file is loaded as a whole or not at all; loaded again it changes nothing")
  func imported() throws {
    var scene = Scene()
    let other = QuickReply(code: "other", title: "稍等", text: "请稍等", pinyin: "sd")
    let broken = QuickReply(code: "broken", title: "坏", text: "{", pinyin: "h")
    #expect(refusal { try scene.perform(.importReplies([Self.reply, broken]), by: .staff(Scene.agent)) } != nil)
    #expect(scene.replies.isEmpty)
    try scene.perform(.importReplies([Self.reply, other]), by: .staff(Scene.agent))
    #expect(scene.replies["zhang"]?.personal.map(\.reply.code) == ["mine", "other"])
    let again = try scene.perform(.importReplies([Self.reply, other]), by: .staff(Scene.agent))
    #expect(again.events.isEmpty)
    let many = (0..<499).map { QuickReply(code: "m\($0)", title: "多", text: "多", pinyin: "d") }
    #expect(refusal { try scene.perform(.importReplies(many), by: .staff(Scene.agent)) }?.kind == .tooLarge)
  }

  @Test("Use is counted for the agent and for everybody; what is not there cannot be used")
  func used() throws {
    var scene = Scene()
    scene.catalogue.quickReplies = [QuickReply(code: "hello", title: "问候", text: "您好", pinyin: "wh")]
    let hello = Command.useReply(ReplyUseRequest(scope: .office, code: "hello"))
    for _ in 1...2 { try scene.perform(hello, by: .staff(Scene.agent)) }
    let usage = try #require(scene.replies["zhang"]?.usage.first)
    #expect(usage.own == 2 && usage.office == 2)
    let group = Command.useReply(ReplyUseRequest(scope: .group, code: "hello"))
    #expect(refusal { try scene.perform(group, by: .staff(Scene.agent)) }?.kind == .notFound)
    let own = Command.useReply(ReplyUseRequest(scope: .personal, code: "hello"))
    #expect(refusal { try scene.perform(own, by: .staff(Scene.agent)) }?.kind == .notFound)
    #expect(refusal { try scene.perform(hello, by: .staff(Scene.administrator)) }?.kind == .forbidden)
  }
}
