import Console
import Desk
import Wire

@testable import Runtime

// The workstation's side of the interpreter: the simulated network and disk.

extension Workstation: Outside {
  func send(_ request: WireRequest, _ ticket: RequestTicket) {
    let mine = life
    // What only passes by changes nothing that is compared, and is given up sooner.
    let passing = ["/typing", "/receipt", "/articles", "/appointments", "/slots", "/reveal"]
    let lists = ["/v1/tickets", "/v1/offline-messages", "/v1/saved-filters", "/v1/colleagues"]
    let isLooked = request.method == .get && lists.contains { request.path.hasPrefix($0) }
    let matters = !isLooked && !passing.contains { request.path.prefix { $0 != "?" }.hasSuffix($0) }
    if matters { attempts[ticket, default: 0] += 1 }
    let isSilenced = world.plant == .neverAnswersMessages && index == 0 && request.path.hasSuffix("/messages")
    world.carry("\(agent.id) \(request.method.rawValue) \(request.path)") { [self] backend, reply in
      if isSilenced || world.now < cutOffUntil { return }
      backend.serve(request, of: agent) { [self] in reply(($0, world.auditor.head)) }
    } heard: { [unowned self] (answer: (response: WireResponse, head: Int64)?) in
      guard life == mine else { return }
      let response = world.now < cutOffUntil ? nil : answer
      if matters { settle(ticket, response, isOutbox: request.path.hasSuffix("/messages")) }
      turn { interpreter, clock in
        let result: Result<WireResponse, WireFailure> =
          response.map { .success($0.response) } ?? .failure(.unreachable(reason: "simulated"))
        interpreter.answered(ticket, result, now: clock)
      }
    }
  }

  /// Follows whether an answer is final: then the console has taken in what it tells.
  private func settle(_ ticket: RequestTicket, _ answer: (response: WireResponse, head: Int64)?, isOutbox: Bool) {
    if let answer, answer.response.status < 500 {
      attempts[ticket] = nil
      toldThrough = max(toldThrough, answer.head)
    } else if isOutbox || attempts[ticket, default: 0] >= 4 {
      attempts[ticket] = nil
    }
  }

  func openStream(_ request: WireRequest) {
    connecting += 1
    let mine = (life, connecting)
    pipe?.close()
    world.at(world.now + world.delay(), "\(agent.id) opens a stream after \(request.header("Last-Event-ID") ?? "-")") {
      [unowned self] in
      guard (life, connecting) == mine, interpreter != nil else { return }
      guard let backend = world.random.pick(world.backends), backend.isUp, world.now >= cutOffUntil else {
        return turn { $0.streamEnded(.unreachable(reason: "simulated"), now: $1) }
      }
      let fresh = Pipe(world, agent: agent.id, backend: backend) { [unowned self] bytes in
        turn { $0.streamSpoke(bytes, now: $1) }
      } end: { [unowned self] in
        turn { $0.streamEnded(.unreachable(reason: "simulated"), now: $1) }
      }
      pipe = fresh
      fresh.open(after: request.header("Last-Event-ID"))
    }
  }

  // No agent of these is a supervisor.
  func openWatch(_ request: WireRequest) {}
  func closeWatch() {}

  func closeStream() {
    connecting += 1
    pipe?.close()
    pipe = nil
  }

  func token(after ended: String, of owner: SeatOwner?) -> String? { nil }

  func belongs(to owner: SeatOwner) throws(SystemFailure) -> KeptWork? { nil }

  func write(_ record: OutboxRecord) throws(SystemFailure) {
    // Taken back is taken back, also when the disk does not hear of it: then the next start sends it once more and is refused once more.
    if case .discarded(let id) = record { promised.remove(id) }
    if isDiskFull { throw SystemFailure("write outbox", code: 28) }
    disk.append(record)
    if case .queued(let item) = record { promised.insert(item.draft.id) }
  }

  func keep(_ draft: KeptDraft, of conversation: ConversationID) throws(SystemFailure) {
    if isDiskFull { throw SystemFailure("write drafts", code: 28) }
    disk.drafts[conversation] = draft.isEmpty ? nil : draft
  }

  func perform(_ act: TerminalAct) {}

  func read(_ path: String, limit: Int) throws(SystemFailure) -> [UInt8] {
    throw SystemFailure("read " + path, code: 2)
  }

  func chance() -> Double { world.random.fraction() }
}
