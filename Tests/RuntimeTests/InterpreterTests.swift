import Console
import Desk
import Testing
import Wire

@testable import Runtime

@Suite("What the console asks for is done, once, whatever the world does")
struct InterpreterTests {
  private let outside = RecordingOutside()
  private let agent = Agent(id: "zhangmin", name: "张敏", role: .agent, groups: ["invoice"], slots: 3)

  private func snapshot(at sequence: Int64 = 10) -> StaffSnapshot {
    let now = Timestamp(milliseconds: 1_800_000_000_000)
    let position = EventPosition(epoch: 1, sequence: sequence)
    var conversation = Conversation(id: "C1", taxpayer: Taxpayer(id: "t1", name: "李*"), openedAt: now)
    conversation.stage = .talking
    conversation.agent = agent.reference
    conversation.acceptedAt = now
    let group = SkillGroup(id: "invoice", name: Localised("发票", "Invoices"))
    return StaffSnapshot(
      position: position, at: now,
      office: Office(
        id: "o1", name: Localised("示例", "Sample"), region: "440300",
        calendar: WorkingCalendar(utcOffsetMinutes: 480, weekly: [:], holidays: [:], makeUpWorkdays: [:])),
      catalogue: Catalogue(groups: [group]), me: Seat(agent: agent, choice: .ready, since: now, isConnected: true),
      conversations: [ConversationDetail(conversation: conversation, messages: [])],
      floor: FloorDigest(at: now, head: position), taxpayerURL: "http://127.0.0.1/sample/")
  }

  private func interpreter(_ records: [OutboxRecord] = []) -> Interpreter {
    let state = State(size: Size(columns: 120, rows: 40), idPrefix: "T")
    let interpreter = Interpreter(state, outbox: Outbox(records), token: "secret", outside: outside)
    interpreter.tick(now: 0)
    interpreter.start(drafts: [:])
    interpreter.step(now: 0)
    return interpreter
  }

  private func success(_ value: some Encodable, status: Int = 200) throws -> Result<WireResponse, WireFailure> {
    .success(
      WireResponse(
        status: status, headers: [WireHeader("Content-Type", "application/json")], body: try WireCodec.encode(value)))
  }

  private func refusal(_ problem: Problem) throws -> Result<WireResponse, WireFailure> {
    let headers = [WireHeader("Content-Type", "application/problem+json")]
    return .success(WireResponse(status: problem.status, headers: headers, body: try WireCodec.encode(problem)))
  }

  private func heartbeat(_ sequence: Int64) throws -> [UInt8] {
    let beat = Heartbeat(
      at: Timestamp(milliseconds: 1_800_000_000_000), head: EventPosition(epoch: 1, sequence: sequence))
    return Array("event: heartbeat\ndata: ".utf8) + (try WireCodec.encode(beat)) + [10, 10]
  }

  private func live(_ records: [OutboxRecord] = []) throws -> Interpreter {
    let interpreter = interpreter(records)
    let request = try #require(outside.take(.get, "/v1/snapshot").first)
    interpreter.answered(request.ticket, try success(snapshot()), now: 1)
    interpreter.step(now: 1)
    interpreter.streamOpened(now: 2)
    interpreter.streamSpoke(try heartbeat(10), now: 2)
    interpreter.step(now: 2)
    return interpreter
  }

  private func write(_ text: String, _ interpreter: Interpreter) throws {
    for _ in Focus.allCases where interpreter.state.focus != .composer { interpreter.perform(.keyPressed(Key(.tab))) }
    try #require(interpreter.state.focus == .composer)
    for character in text { interpreter.perform(.keyPressed(.character(character))) }
    interpreter.perform(.keyPressed(Key(.enter)))
  }

  private func posted(_ id: MessageID, number: Int = 1) -> PostedMessages {
    let at = Timestamp(milliseconds: 1_800_000_001_000)
    let message = Message(
      id: id, conversation: "C1", number: number, at: at,
      author: Author(side: .agent, name: "张敏", agent: "zhangmin"), body: .text(TextBody("您好")))
    var conversation = snapshot().conversations[0].conversation
    conversation.apply(.messagePosted(message), at: at)
    return PostedMessages(messages: [message], conversation: conversation)
  }

  @Test("A backend that is away at the start is asked again until it is there, and the screen says so")
  func awayAtStart() throws {
    let interpreter = interpreter()
    var now: Int64 = 0
    for _ in 0..<5 {
      let request = try #require(outside.take(.get, "/v1/snapshot").first)
      #expect(request.request.header("Authorization") == "Bearer secret")
      interpreter.answered(request.ticket, .failure(.unreachable(reason: "refused")), now: now)
      guard case .lost(_, .some(let retry)) = interpreter.state.connection else {
        Issue.record("\(interpreter.state.connection)")
        return
      }
      #expect(retry > now)
      interpreter.step(now: retry - 1)
      #expect(outside.take(.get, "/v1/snapshot").isEmpty)
      outside.sent = []
      now = retry
      interpreter.tick(now: now)
      interpreter.step(now: now)
    }
    let request = try #require(outside.take(.get, "/v1/snapshot").first)
    interpreter.answered(request.ticket, try success(snapshot()), now: now)
    interpreter.step(now: now)
    #expect(outside.streams.last?.header("Last-Event-ID") == "1.10")
  }

  @Test("A session that ended is not knocked at again")
  func tokenExpired() throws {
    let interpreter = interpreter()
    let request = try #require(outside.take(.get, "/v1/snapshot").first)
    interpreter.answered(request.ticket, try refusal(Problem(.tokenExpired)), now: 5)
    for now in [1_000, 60_000, 600_000] as [Int64] {
      interpreter.tick(now: now)
      interpreter.step(now: now)
    }
    #expect(outside.take(.get, "/v1/snapshot").isEmpty)
    #expect(interpreter.state.failure == .refused(Problem(.tokenExpired)))
    #expect(interpreter.state.needsSignIn)
  }

  @Test("After somebody signed in anew the seat goes on with the new token, and what was written goes out")
  func signedInAnew() throws {
    let interpreter = try live()
    interpreter.streamEnded(.refused(Problem(.unauthenticated)), now: 1_000)
    interpreter.tick(now: 20_000)
    interpreter.step(now: 20_000)
    try write("请稍等", interpreter)
    interpreter.perform(.keyPressed(Key(.enter)))
    #expect(outside.records.count == 1, "kept on the disk")
    #expect(outside.take(.get, "/v1/snapshot").isEmpty && outside.take(.post, "/messages").isEmpty)
    #expect(interpreter.deadline <= 21_000, "looks again within a second")

    outside.freshToken = "fresh"
    interpreter.tick(now: 21_000)
    interpreter.step(now: 21_000)
    let request = try #require(outside.take(.get, "/v1/snapshot").first)
    #expect(request.request.header("Authorization") == "Bearer fresh")
    interpreter.answered(request.ticket, try success(snapshot()), now: 21_000)
    interpreter.step(now: 21_000)
    #expect(outside.streams.last?.header("Authorization") == "Bearer fresh")
    interpreter.streamOpened(now: 21_100)
    interpreter.step(now: 21_100)
    let message = try #require(outside.sent.last { $0.request.path.hasSuffix("/messages") })
    #expect(message.request.header("Authorization") == "Bearer fresh")
  }

  @Test("A message is on the disk before it is on the wire, and says so with its id as the key")
  func diskFirst() throws {
    let interpreter = try live()
    try write("您好", interpreter)
    guard case .queued(let item)? = outside.records.first else {
      Issue.record("\(outside.records)")
      return
    }
    #expect(item.draft.text == "您好")
    let sent = outside.take(.post, "/messages")
    #expect(sent.map { $0.request.header("Idempotency-Key") } == [item.draft.id.rawValue])
    interpreter.answered(sent[0].ticket, try success(posted(item.draft.id), status: 201), now: 3)
    #expect(outside.records.last == .delivered(item.draft.id))
    #expect(interpreter.state.outbox.isEmpty)
  }

  @Test("With a full disk nothing is promised and nothing is sent; the words can be taken back, and it is said why")
  func fullDisk() throws {
    let interpreter = try live()
    outside.diskIsFull = true
    try write("您好", interpreter)
    #expect(outside.take(.post, "/messages").isEmpty)
    #expect(interpreter.state.storageFailure?.contains("磁盘已满") == true)
    guard case .failed(let problem)? = interpreter.state.outbox.first?.mark else {
      Issue.record("\(interpreter.state.outbox)")
      return
    }
    #expect(problem.detail.contains("磁盘已满"))
    #expect(interpreter.state.outbox.first?.text == "您好")
    outside.diskIsFull = false
    try write("再试", interpreter)
    #expect(interpreter.state.storageFailure == nil)
    // Not in the outbox, so it must be where a console that is killed now finds it again.
    #expect(outside.drafts["C1"] == "您好")
    let other = try #require(outside.take(.post, "/messages").first)
    guard case .queued(let item)? = outside.records.last else { return }
    interpreter.answered(other.ticket, try success(posted(item.draft.id), status: 201), now: 4)
    // The refused one goes out after all, when asked for.
    interpreter.perform(.keyPressed(.alt("f")))
    #expect(outside.take(.post, "/messages").count == 1)
    #expect(outside.drafts["C1"] == nil)
  }

  @Test("A draft the full disk would not take is there as soon as anything can be written again")
  func draftsCatchUp() throws {
    let interpreter = try live()
    try write("您好", interpreter)
    interpreter.perform(.keyPressed(.character("稍")))
    interpreter.tick(now: 1_000)
    #expect(outside.drafts["C1"] == "稍")
    outside.diskIsFull = true
    interpreter.perform(.keyPressed(Key(.backspace)))
    interpreter.tick(now: 2_000)
    #expect(interpreter.state.storageFailure != nil)
    outside.diskIsFull = false
    let sent = try #require(outside.take(.post, "/messages").first)
    let last = try #require(outside.records.last)
    guard case .queued(let item) = last else {
      Issue.record("\(last) was kept last, not the message")
      return
    }
    interpreter.answered(sent.ticket, try success(posted(item.draft.id), status: 201), now: 2_001)
    #expect(interpreter.state.storageFailure == nil)
    #expect(outside.drafts["C1"] == nil)
  }

  @Test("An answer that got lost: the same message again, or nothing when its event came first")
  func lostAnswer() throws {
    let interpreter = try live()
    try write("您好", interpreter)
    let first = try #require(outside.take(.post, "/messages").first)
    interpreter.answered(first.ticket, .failure(.unreachable(reason: "reset")), now: 10)
    let again = interpreter.deadline
    interpreter.tick(now: again)
    interpreter.step(now: again)
    let second = try #require(outside.take(.post, "/messages").first)
    #expect(second.request == first.request)
    guard case .queued(let item)? = outside.records.first else { return }
    let message = posted(item.draft.id).messages[0]
    let event = Event(
      position: EventPosition(epoch: 1, sequence: 11), at: message.at, body: .messagePosted(message))
    interpreter.streamSpoke(Array("event: event\ndata: ".utf8) + (try WireCodec.encode(event)) + [10, 10], now: again)
    #expect(outside.records.last == .delivered(item.draft.id))
    interpreter.answered(second.ticket, .failure(.unreachable(reason: "reset")), now: again)
    for later in stride(from: again, to: again + 60_000, by: 1_000) {
      interpreter.tick(now: later)
      interpreter.step(now: later)
    }
    #expect(outside.take(.post, "/messages").isEmpty)
  }

  @Test("What an earlier run left is sent once the stream is there, not before")
  func leftOver() throws {
    let item = OutboxItem(
      conversation: "C1", draft: MessageDraft(id: "old-1", text: "昨天"), at: Timestamp(milliseconds: 0))
    let interpreter = interpreter([.queued(item)])
    #expect(interpreter.state.outbox.map(\.id) == ["old-1"])
    #expect(outside.take(.post, "/messages").isEmpty)
    let request = try #require(outside.take(.get, "/v1/snapshot").first)
    interpreter.answered(request.ticket, try success(snapshot()), now: 1)
    interpreter.step(now: 1)
    #expect(outside.take(.post, "/messages").isEmpty)
    interpreter.streamOpened(now: 2)
    interpreter.step(now: 2)
    #expect(outside.take(.post, "/messages").map { $0.request.header("Idempotency-Key") } == ["old-1"])
  }

  @Test("Whose seat it is the first snapshot says: theirs is what goes on, and nothing of anybody else's")
  func owner() throws {
    let foreign = OutboxItem(
      conversation: "C1", draft: MessageDraft(id: "foreign", text: "别人的"), at: Timestamp(milliseconds: 0))
    let own = OutboxItem(
      conversation: "C1", draft: MessageDraft(id: "own", text: "昨天"), at: Timestamp(milliseconds: 0))
    outside.kept = KeptWork(records: [.queued(own)], drafts: ["C1": "草稿"])
    let interpreter = try live([.queued(foreign)])
    #expect(outside.owners == [SeatOwner(office: "o1", agent: "zhangmin")])
    #expect(interpreter.state.outbox.map(\.id) == ["own"])
    #expect(interpreter.state.talks["C1"]?.editor.text == "草稿")
    #expect(outside.take(.post, "/messages").map { $0.request.header("Idempotency-Key") } == ["own"])
    // A later snapshot cannot say anything else: the token is the same.
    interpreter.streamSpoke(Array("event: reset\ndata: {\"reason\":\"too far\"}\n\n".utf8), now: 50)
    interpreter.step(now: 50)
    let request = try #require(outside.take(.get, "/v1/snapshot").first)
    interpreter.answered(request.ticket, try success(snapshot(at: 99)), now: 60)
    #expect(outside.owners.count == 1)
    #expect(interpreter.state.talks["C1"]?.editor.text == "草稿")
  }

  @Test("When what is theirs cannot be opened, it is said, and what was opened by mistake is not sent")
  func ownerUnreadable() throws {
    let foreign = OutboxItem(
      conversation: "C1", draft: MessageDraft(id: "foreign", text: "别人的"), at: Timestamp(milliseconds: 0))
    outside.diskIsFull = true
    let interpreter = try live([.queued(foreign)])
    #expect(interpreter.state.storageFailure?.contains("磁盘已满") == true)
    #expect(interpreter.state.outbox.isEmpty)
    #expect(outside.take(.post, "/messages").isEmpty)
  }

  @Test("A draft is saved 400 ms after its first unsaved key, and not at every key")
  func drafts() throws {
    let interpreter = try live()
    for _ in Focus.allCases where interpreter.state.focus != .composer { interpreter.perform(.keyPressed(Key(.tab))) }
    var unsavedSince: Int64?
    for now in stride(from: 1_000, to: 5_000, by: 50) as StrideTo<Int64> {
      interpreter.tick(now: now)
      let text = interpreter.state.talk.editor.text
      if outside.drafts["C1", default: ""].text == text { unsavedSince = nil }
      #expect(now - (unsavedSince ?? now) < 400)
      interpreter.perform(.keyPressed(.character("字")))
      unsavedSince = unsavedSince ?? now
      // The loop wakes up for it also when no further key comes.
      #expect(interpreter.deadline <= (unsavedSince ?? now) + 400)
      interpreter.step(now: now)
    }
    #expect((8...10).contains(outside.draftWrites))
  }

  @Test("Leaving signs the seat out, but does not wait for a backend that says nothing")
  func leaving() throws {
    let interpreter = try live()
    interpreter.perform(.keyPressed(.function(10)))
    interpreter.perform(.keyPressed(.character("y")))
    interpreter.perform(.keyPressed(Key(.enter)))
    interpreter.perform(.terminationAsked)
    #expect(interpreter.isLeaving)
  }

  @Test("A stream that breaks is told, taken up again after the last event, and told again")
  func brokenStream() throws {
    let interpreter = try live()
    #expect(interpreter.state.connection == .live)
    interpreter.streamEnded(.unreachable(reason: "reset"), now: 100)
    guard case .lost(_, .some(let retry)) = interpreter.state.connection else {
      Issue.record("\(interpreter.state.connection)")
      return
    }
    interpreter.tick(now: retry)
    interpreter.step(now: retry)
    #expect(outside.streams.count == 2)
    #expect(outside.streams.last?.header("Last-Event-ID") == "1.10")
    interpreter.streamOpened(now: retry + 5)
    interpreter.streamSpoke(try heartbeat(10), now: retry + 5)
    #expect(interpreter.state.connection == .live)
  }

  @Test("A reset asks for a snapshot and begins anew from there")
  func reset() throws {
    let interpreter = try live()
    interpreter.streamSpoke(Array("event: reset\ndata: {\"reason\":\"too far\"}\n\n".utf8), now: 50)
    interpreter.step(now: 50)
    #expect(outside.closedStreams == 1)
    let request = try #require(outside.take(.get, "/v1/snapshot").first)
    interpreter.answered(request.ticket, try success(snapshot(at: 99)), now: 60)
    interpreter.step(now: 60)
    #expect(outside.streams.last?.header("Last-Event-ID") == "1.99")
  }

  @Test("a picture goes ahead of its message, once, after a restart too; what is written behind it waits")
  func picture() throws {
    let image = ImageReference(id: "I1", mediaType: "image/png", width: 1, height: 1, size: 3, name: "a.png")
    let item = OutboxItem(
      conversation: "C1", draft: MessageDraft(id: "M1", text: ""), at: Timestamp(milliseconds: 0),
      attachment: OutboxAttachment(path: "/a.png", name: "a.png"))
    outside.files["/a.png"] = [1, 2, 3]
    let interpreter = try live([.queued(item)])
    #expect(interpreter.state.outbox.first?.picture?.name == "a.png")
    let upload = try #require(outside.take(.post, "/images?name=a.png").first)
    #expect(upload.request.body == [1, 2, 3] && upload.request.header("Idempotency-Key") == "M1.file")
    try write("请看", interpreter)
    #expect(outside.take(.post, "/messages").isEmpty, "order within a talk is kept")
    interpreter.sent(upload.ticket, 0.5)
    #expect(interpreter.state.outbox.first?.picture?.percent == 50)
    interpreter.answered(upload.ticket, .failure(.unreachable(reason: "cut")), now: 10)
    interpreter.step(now: 5_000)
    let again = try #require(outside.take(.post, "/images?name=a.png").first)
    #expect(again.request.header("Idempotency-Key") == "M1.file")
    interpreter.answered(again.ticket, try success(image, status: 201), now: 5_001)
    #expect(outside.records.contains(.uploaded("M1", "I1")))
    let message = try #require(outside.take(.post, "/messages").first)
    let draft = try WireCodec.decode(MessageDraft.self, from: message.request.body ?? [])
    #expect(draft == MessageDraft(id: "M1", text: "", image: "I1"))
    // Killed here and started again: the picture is at the backend already.
    let kept = Outbox([.queued(item)] + outside.records)
    #expect(kept.entries.first?.item.waitsFor == nil && kept.entries.first?.item.draft.image == "I1")
    interpreter.answered(message.ticket, try success(posted("M1")), now: 5_002)
    #expect(outside.take(.post, "/messages").count == 1)
  }

  @Test("a picture that is gone from the disk is refused in words, and what stands behind it goes on")
  func missingPicture() throws {
    let item = OutboxItem(
      conversation: "C1", draft: MessageDraft(id: "M1", text: ""), at: Timestamp(milliseconds: 0),
      attachment: OutboxAttachment(path: "/gone.png", name: "gone.png"))
    let next = OutboxItem(conversation: "C1", draft: MessageDraft(id: "M2", text: "然后"), at: item.at)
    let interpreter = try live([.queued(item), .queued(next)])
    interpreter.step(now: 10)
    guard case .failed(let problem)? = interpreter.state.outbox.first?.mark else {
      Issue.record("not refused")
      return
    }
    #expect(problem.kind == .imageRefused && problem.detail.contains("/gone.png"))
    #expect(outside.take(.post, "/messages").count == 1)
  }
}
