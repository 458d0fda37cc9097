import Desk
import Service
import Testing

struct TaxpayerDecisionsTests {
  private let answer = AssistantAnswer(
    kind: .answer, text: "请进入开票业务", article: ArticleSummary(id: "K0001", title: "开票", matter: "发票"))

  @Test("The first words open a conversation, and the assistant answers in it")
  func firstWords() throws {
    var scene = Scene()
    let outcome = try scene.write("怎么开票？", id: "m1", reply: answer)
    guard case .posted(let posted) = outcome.answer else { return #expect(Bool(false)) }
    #expect(posted.messages.map(\.author.side) == [.taxpayer, .assistant])
    #expect(posted.messages.map(\.number) == [1, 2])
    #expect(posted.conversation.stage == .assistant)
    #expect(outcome.events.count == 3)
    #expect(scene.timers["idlec1"]?.due == scene.now.advanced(seconds: 1800))
  }

  @Test("Words that ask for a human bring the taxpayer into the queue instead of an answer")
  func escalationByWords() throws {
    var scene = Scene()
    let outcome = try scene.write("转人工", id: "m1", reply: answer, escalation: "invoice")
    let conversation = try #require(scene.conversations["c1"])
    #expect(conversation.stage == .waiting)
    #expect(conversation.queue?.reason == "转人工")
    #expect(conversation.queue?.priority == 1)
    #expect(scene.messages.map(\.body.excerpt) == ["转人工", "已转人工服务，正在排队（发票）"])
    #expect(scene.timers["idlec1"] == nil)
    #expect(outcome.conversations == [conversation])
  }

  @Test("An anonymous visitor who asks for a human is told by the assistant to sign in")
  func anonymousWords() throws {
    var scene = Scene()
    _ = try scene.write("转人工", id: "m1", by: Scene.visitor, escalation: "invoice")
    #expect(scene.conversations["c1"]?.stage == .assistant)
    #expect(scene.messages.last?.author.side == .assistant)
    #expect(scene.messages.last?.body.excerpt.contains("登录") == true)
    #expect(refusal { _ = try scene.escalate(Scene.visitor) }?.kind == .identityRequired)
  }

  @Test("The assistant is silent once the taxpayer waits or talks")
  func noAnswerWhileWaiting() throws {
    var scene = Scene()
    _ = try scene.escalate()
    let before = scene.messages.count
    _ = try scene.write("在吗", id: "m1", reply: answer, escalation: "invoice")
    #expect(scene.messages.count == before + 1)
    #expect(scene.conversations["c1"]?.stage == .waiting)
  }

  @Test("Words taken for a human's ears are refused once the assistant has the talk, so that a reply is thought of")
  func humanGone() throws {
    var scene = try Scene.talking()
    func write(_ id: MessageID) -> Problem? {
      refusal {
        try scene.perform(
          .taxpayerWrites(
            MessageDraft(id: id, text: "在吗"), newConversation: "c2", reply: nil, replyID: "r", escalation: nil,
            noticeID: "n", isForHuman: true), by: .taxpayer(Scene.person))
      }
    }
    #expect(write("m1") == nil)
    try scene.perform(.agentEnds("c1", noticeID: "n-end"), by: .staff(Scene.agent))
    #expect(write("m2")?.kind == .wrongStage)
    #expect(scene.conversations["c2"] == nil)
  }

  @Test("A question is noted as unanswered when the assistant says it does not know, and not when it refuses a human")
  func unanswered() throws {
    var scene = Scene()
    let unknown = AssistantAnswer(kind: .unknown, text: "不知道")
    #expect(try scene.write("明天下雨吗", id: "m1", reply: unknown).unanswered == "明天下雨吗")
    #expect(try scene.write("明天下雨吗", id: "m1", reply: unknown).unanswered == nil)
    #expect(try scene.write("怎么开票？", id: "m2", reply: answer).unanswered == nil)
    #expect(try scene.write("转人工", id: "m3", by: Scene.visitor, opening: "c2", escalation: "invoice").unanswered == nil)
  }

  @Test("Asking for a human twice keeps the place in the queue")
  func escalateTwice() throws {
    var scene = Scene()
    _ = try scene.escalate()
    let place = scene.conversations["c1"]?.queue
    scene.now = scene.now.advanced(seconds: 30)
    let outcome = try scene.escalate(opening: "c2")
    #expect(outcome.events.isEmpty)
    #expect(scene.conversations["c1"]?.queue == place)
    #expect(scene.conversations["c2"] == nil)
  }

  @Test("A higher priority is worth its waiting time, and the reason is one line")
  func priority() throws {
    var scene = Scene()
    _ = try scene.escalate(priority: 3)
    let entry = try #require(scene.conversations["c1"]?.queue)
    #expect(entry.priority == 3)
    #expect(entry.rank == scene.now.milliseconds - 3 * 120 * 1000)
    #expect(entry.reason == "怎么开票 第二行")
  }

  @Test("An unknown group and a closed office are refused, the latter with the next opening")
  func escalationRefused() throws {
    var scene = Scene()
    #expect(refusal { _ = try scene.escalate(group: "none") }?.kind == .badRequest)
    scene.office.settings.acceptsOutsideHours = false
    let range = try #require(WorkingRange("09:00-12:00"))
    scene.office.calendar = WorkingCalendar(weekly: [1: [range]])
    let problem = refusal { _ = try scene.escalate() }
    let opening = try #require(scene.office.calendar.nextOpening(after: scene.now))
    #expect(problem?.kind == .officeClosed)
    #expect(problem?.detail.contains(scene.office.calendar.words(opening, at: scene.now).chinese) == true)
    #expect(problem?.detail.contains("9:00") == true)
    #expect(scene.conversations.isEmpty)
    // By words, the assistant says so and stays.
    _ = try scene.write("转人工", id: "m1", escalation: "invoice")
    #expect(scene.conversations["c1"]?.stage == .assistant)
    #expect(scene.messages.last?.body.excerpt.contains("9:00") == true)
  }

  @Test("A message id sent again gets the same message, and adds nothing")
  func sameMessage() throws {
    var scene = Scene()
    let first = try scene.write("怎么开票？", id: "m1")
    let again = try scene.write("怎么开票？", id: "m1", opening: "c2")
    #expect(again.answer == first.answer)
    #expect(again.events.isEmpty)
  }

  @Test(
    "Text that cannot be taken is refused",
    arguments: [
      ("", Problem.Kind.invalidText), (" \n\t　", .invalidText), ("\u{1B}\u{7}", .invalidText),
      ("a\u{0}b", .invalidText),
      (String(repeating: "税", count: 2731), .tooLarge),
    ])
  func badText(_ text: String, _ kind: Problem.Kind) {
    var scene = Scene()
    #expect(refusal { _ = try scene.write(text, id: "m1") }?.kind == kind)
    #expect(scene.events.isEmpty)
  }

  @Test("A message of exactly the longest length is taken")
  func longest() throws {
    var scene = Scene()
    _ = try scene.write(String(repeating: "税", count: 2730) + "ab", id: "m1")
    #expect(scene.messages.count == 1)
  }

  @Test("Control characters are dropped, line ends become LF, other text is kept")
  func cleaned() throws {
    var scene = Scene()
    _ = try scene.write("a\u{1B}[31mb\r\nc\rd\te\u{9B}f\u{7F}👨‍👩‍👧\u{2028}g", id: "m1")
    #expect(scene.messages.first?.body == .text(TextBody("a[31mb\nc\nd\tef👨‍👩‍👧\ng")))
  }

  @Test(
    "A message id of another shape is refused",
    arguments: ["", "a b", "中", "a/b", String(repeating: "a", count: 65)])
  func badID(_ id: String) {
    var scene = Scene()
    #expect(refusal { _ = try scene.write("好", id: MessageID(id)) }?.kind == .badRequest)
  }

  @Test("Leaving the queue closes the conversation; leaving twice is the same as once")
  func leaveQueue() throws {
    var scene = Scene()
    #expect(
      refusal { try scene.perform(.leaveQueue(noticeID: "n"), by: .taxpayer(Scene.person)) }?.kind
        == .conversationNotFound)
    _ = try scene.escalate()
    try scene.perform(.leaveQueue(noticeID: "n"), by: .taxpayer(Scene.person))
    #expect(scene.conversations["c1"]?.stage == .closed)
    #expect(scene.conversations["c1"]?.endReason == .leftQueue)
    #expect(try scene.perform(.leaveQueue(noticeID: "n2"), by: .taxpayer(Scene.person)).events.isEmpty)
    var talking = try Scene.talking()
    #expect(
      refusal { try talking.perform(.leaveQueue(noticeID: "n"), by: .taxpayer(Scene.person)) }?.kind == .notWaiting)
  }

  @Test("A taxpayer ends: with the assistant it is closed, with an agent it goes to wrap-up")
  func taxpayerEnds() throws {
    var scene = Scene()
    _ = try scene.write("好", id: "m1")
    try scene.perform(.taxpayerEnds(noticeID: "n"), by: .taxpayer(Scene.person))
    #expect(scene.conversations["c1"]?.stage == .closed)
    #expect(scene.timers.isEmpty)
    #expect(try scene.perform(.taxpayerEnds(noticeID: "n2"), by: .taxpayer(Scene.person)).events.isEmpty)

    var talking = try Scene.talking()
    try talking.perform(.taxpayerEnds(noticeID: "n"), by: .taxpayer(Scene.person))
    #expect(talking.conversations["c1"]?.stage == .wrapUp)
    #expect(talking.timers["wrapUpDuec1"]?.due == talking.now.advanced(seconds: 120))
    // New words begin a new conversation while the agent writes the last one up.
    _ = try talking.write("还有一个问题", id: "m9", opening: "c2")
    #expect(talking.conversations["c2"]?.stage == .assistant)
  }

  @Test("Rating needs an agent who had it and an end; it is given once")
  func rate() throws {
    var scene = try Scene.talking()
    func rate(_ stars: Int, by taxpayer: Taxpayer = Scene.person) -> Problem.Kind? {
      refusal { try scene.perform(.rate("c1", Rating(stars: stars), noticeID: "n-rate"), by: .taxpayer(taxpayer)) }?
        .kind
    }
    #expect(rate(5) == .wrongStage)
    try scene.perform(.agentEnds("c1", noticeID: "n-end"), by: .staff(Scene.agent))
    #expect(rate(0) == .badRequest)
    #expect(rate(6) == .badRequest)
    #expect(rate(5, by: Scene.visitor) == .conversationNotFound)
    #expect(rate(5) == nil)
    let count = scene.events.count
    #expect(rate(5) == nil)
    #expect(scene.events.count == count)
    #expect(rate(1) == .wrongStage)
    #expect(scene.conversations["c1"]?.rating?.stars == 5)

    var assistant = Scene()
    _ = try assistant.write("好", id: "m1")
    try assistant.perform(.taxpayerEnds(noticeID: "n"), by: .taxpayer(Scene.person))
    #expect(
      refusal { try assistant.perform(.rate("c1", Rating(stars: 5), noticeID: "n2"), by: .taxpayer(Scene.person)) }?
        .kind == .wrongStage)
  }

  @Test("A vote counts for an answer with an article, once until it changes, and only by its reader")
  func vote() throws {
    var scene = Scene()
    _ = try scene.write("怎么开票？", id: "m1", reply: answer)
    let mine = Actor.taxpayer(Scene.person)
    #expect(try scene.perform(.vote("m1-r", isUseful: true), by: mine).events.count == 1)
    #expect(try scene.perform(.vote("m1-r", isUseful: true), by: mine).events.isEmpty)
    #expect(try scene.perform(.vote("m1-r", isUseful: false), by: mine).events.count == 1)
    #expect(refusal { try scene.perform(.vote("m1", isUseful: true), by: mine) }?.kind == .notFound)
    #expect(
      refusal { try scene.perform(.vote("m1-r", isUseful: true), by: .taxpayer(Scene.visitor)) }?.kind == .notFound)
  }
}

extension MessageBody {
  fileprivate var excerpt: String { excerpt(.chinese) }
}
