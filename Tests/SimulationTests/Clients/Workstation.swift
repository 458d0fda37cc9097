import Console
import Desk
import Wire

@testable import Runtime

/// An agent's machine: the real interpreter, reducers, stream session and outbox on a simulated disk and network.
final class Workstation {
  unowned let world: Simulation
  let agent: Agent
  let index: Int
  var disk = SimulatedDisk()
  private(set) var interpreter: Interpreter?
  var life = 0
  var person = Person()
  /// What went into the outbox and was not taken back.
  var promised: Set<MessageID> = []
  /// The monotonic clock less the simulated time; it only ever grows.
  private var offset: Int64
  var pipe: Pipe?
  var connecting = 0
  var cutOffUntil: Int64 = 0
  private var wakeAt: Int64?
  /// Requests under way or waiting for their next attempt, with how often they were sent.
  var attempts: [RequestTicket: Int] = [:]
  /// Answers taken in tell of the log up to here.
  var toldThrough: Int64 = 0
  private var textsAtCrash: [ConversationID: String] = [:]

  init(_ world: Simulation, index: Int) {
    self.world = world
    self.index = index
    agent = Town.agents[index]
    offset = world.random.number(0...1_000_000)
  }

  private var clock: Int64 { world.now + offset }
  var isDiskFull: Bool { world.now < disk.fullUntil }
  /// Whether a stream is open.
  var isListening: Bool { pipe?.isHeard ?? false }

  // MARK: - Start and end

  func start() {
    guard interpreter == nil else { return }
    life += 1
    attempts = [:]
    toldThrough = 0
    let records = disk.open()
    let state = State(size: Size(columns: 120, rows: 40), idPrefix: "W\(index)L\(life)", monotonic: clock)
    let fresh = Interpreter(state, outbox: Outbox(records), token: "token", outside: self)
    interpreter = fresh
    turn { interpreter, _ in interpreter.start(drafts: self.disk.drafts) }
    for (id, text) in textsAtCrash.sorted(by: { $0.key < $1.key }) where !text.isEmpty {
      guard fresh.state.talks[id]?.editor.text == text else {
        world.fail(Violation(.draftsSurvive, "\(agent.id) had written \(text) in \(id) and it is gone"))
        return
      }
    }
    plan()
  }

  /// Dies as with `kill -9`: memory is gone, the disk is not.
  func crash() {
    guard let interpreter else { return }
    world.note("the console of \(agent.id) crashes")
    let state = interpreter.state
    textsAtCrash = [:]
    if state.storageFailure == nil {
      for (id, talk) in state.talks where talk.unsavedSince == nil { textsAtCrash[id] = words(of: id, talk, state) }
    }
    self.interpreter = nil
    pipe?.close()
    pipe = nil
    wakeAt = nil
    if world.random.chance(0.4) {
      let torn = OutboxItem(conversation: "c", draft: MessageDraft(id: "torn", text: "未写完"), at: world.moment)
      disk.tear(.queued(torn), at: world.random.fraction())
    }
    if world.plant == .forgetsJournal { disk.journal = [] }
    if world.plant == .forgetsDrafts { disk.drafts = [:] }
    world.later(200...5_000, "\(agent.id) starts again") { [unowned self] in start() }
  }

  func fillDisk(until time: Int64) {
    world.note("the disk of \(agent.id) is full")
    disk.fullUntil = time
  }

  func cutOff(until time: Int64) {
    world.note("\(agent.id) is cut off")
    cutOffUntil = time
    pipe?.cut()
  }

  /// The machine slept: its clock jumped, and it may notice.
  func jump(by milliseconds: Int64) {
    world.note("the clock of \(agent.id) jumps by \(milliseconds)")
    offset += milliseconds
    let notices = world.random.chance(0.6)
    turn { interpreter, clock in
      guard notices else { return }
      interpreter.perform(.resumed)
      interpreter.hurry(now: clock)
    }
  }

  func calm() {
    disk.fullUntil = 0
    cutOffUntil = 0
    start()
  }

  // MARK: - One wake-up

  /// Lets the console do something as the seat's loop does, and holds it to its promises afterwards.
  func turn(byPerson: Bool = false, _ body: (Interpreter, Int64) -> Void) {
    guard let interpreter else { return }
    let before = byPerson ? [:] : interpreter.state.talks.mapValues { $0.editor.text }
    let ahead = interpreter.state.queue.typedAhead
    interpreter.tick(now: clock)
    body(interpreter, clock)
    interpreter.step(now: clock)
    check(interpreter.state, before, ahead)
    planWake(interpreter)
  }

  private func planWake(_ interpreter: Interpreter) {
    var due = interpreter.deadline - offset
    // A clock that only shows seconds may be late; a draft may not.
    if interpreter.deadline == interpreter.state.nextWakeup,
      interpreter.state.talks.values.allSatisfy({ $0.unsavedSince == nil })
    {
      due += 1_500
    }
    due = max(world.now, min(due, world.now + 30_000))
    guard due != wakeAt else { return }
    wakeAt = due
    world.at(due, "\(agent.id) wakes") { [unowned self] in
      guard wakeAt == due else { return }
      wakeAt = nil
      turn { _, _ in }
    }
  }

  /// What must survive of a conversation outside the outbox: the draft, after the messages that a full disk kept out of the outbox.
  private func words(of id: ConversationID, _ talk: Talk, _ state: State) -> String {
    let failed = state.outbox.filter { $0.conversation == id && $0.mark.isFailed }
    guard !failed.isEmpty else { return talk.editor.text }
    let queued = Set(
      OutboxJournal.read(disk.journal).records.compactMap {
        if case .queued(let item) = $0 { item.draft.id } else { nil }
      })
    let unsaved = failed.filter { !queued.contains($0.id) }.sorted { $0.id < $1.id }
    return (unsaved.map(\.text) + [talk.editor.text]).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func check(_ state: State, _ before: [ConversationID: String], _ ahead: String) {
    for (id, talk) in state.talks where state.storageFailure == nil {
      let text = talk.editor.text
      let words = words(of: id, talk, state)
      if talk.unsavedSince == nil, disk.drafts[id]?.text ?? "" != words {
        world.fail(
          Violation(.draftsSurvive, "\(agent.id) has “\(words)” in \(id), the disk “\(disk.drafts[id]?.text ?? "")”"))
      }
      // What was typed before the conversation was there comes into it with the conversation.
      let isSettled = !ahead.isEmpty && state.queue.typedAhead.isEmpty && text == (before[id] ?? "") + ahead
      if let old = before[id], old != text, !isSettled, state.replica?.conversations[id] != nil {
        world.fail(Violation(.draftsSurvive, "“\(old)” of \(agent.id) in \(id) became “\(text)” by itself"))
      }
    }
    for (id, text) in before where !text.isEmpty && state.talks[id] == nil && state.replica?.conversations[id] != nil {
      world.fail(Violation(.draftsSurvive, "“\(text)” of \(agent.id) in \(id) is gone"))
    }
    guard let replica = state.replica, attempts.isEmpty, replica.position.sequence >= toldThrough else { return }
    world.check { () throws(Violation) in try world.auditor.compare(replica, of: agent.id) }
  }

  // MARK: - Quiet

  /// Why this seat is not quiet.
  func unrest() -> [String] {
    guard let state = interpreter?.state else { return ["\(agent.id) is down"] }
    var reasons: [String] = []
    if state.connection != .live { reasons.append("\(agent.id) is \(state.connection)") }
    if !attempts.isEmpty { reasons.append("\(agent.id) waits for \(attempts.count) answers") }
    if state.replica?.position != world.rows.head { reasons.append("\(agent.id) is behind") }
    for message in state.outbox {
      let mark = "\(message.mark)".prefix(60)
      reasons.append("\(agent.id) has \(message.id) for \(message.conversation) in the outbox, \(mark)")
    }
    return reasons
  }

  /// In the end everything promised is in the log.
  func checkOutbox() {
    for id in promised.sorted() where world.auditor.count(of: id) != 1 {
      world.fail(
        Violation(.outboxArrives, "\(id) of \(agent.id) is in the log \(world.auditor.count(of: id)) times"))
    }
  }
}
