import Desk
import Histories
import Wire

/// One person's side of the wire: repeats what was not answered, under the same key, until it is.
struct Client: Sendable {
  /// When it all ends.
  struct End: Sendable {
    /// No new wishes from here on.
    let isClosing = LockedBox(false)
    /// What is not answered now is not asked again.
    let isOver = LockedBox(false)
  }

  /// What a backend says of a request that makes no sense: these people ask nothing of the kind, so it was damaged on its way.
  private static let misheard: Set<Int> = [400, 401, 404, 405, 408, 411, 413, 415, 422, 428, 431]

  var line: Line
  let ledger: Ledger
  let end: End

  /// The answer, or the refusal; `nil` when the end came first.
  func ask<Answer>(_ endpoint: Endpoint<Answer>) async -> Result<Answer, Problem>? {
    await askCounting(endpoint).result
  }

  /// The same, and whether it was asked more than once.
  private func askCounting<Answer>(
    _ endpoint: Endpoint<Answer>
  ) async -> (result: Result<Answer, Problem>?, isRepeated: Bool) {
    var pause = 30
    var isRepeated = false
    while !end.isOver.value {
      let response = await line.send(endpoint.request)
      if let response {
        do {
          return (.success(try endpoint.answer(from: response)), isRepeated)
        } catch {
          // What says "later", and what a broken line made of an answer or of the question, is asked again.
          if case .refused(let problem) = error, problem.status < 500, problem.kind != .tooManyRequests,
            !Self.misheard.contains(problem.status)
          {
            return (.failure(problem), isRepeated)
          }
        }
      }
      isRepeated = true
      if !end.isOver.value { ledger.asksAgain(wasAnswered: response != nil) }
      try? await Task.sleep(for: .milliseconds(Int.random(in: 10...pause)))
      pause = min(400, pause * 2)
    }
    return (nil, isRepeated)
  }

  /// Sets out to do something, written down before and after.
  func attempt<Answer>(_ wish: Attempt.Wish, _ endpoint: Endpoint<Answer>) async -> Answer? {
    let number = ledger.begin(wish)
    switch await askCounting(endpoint) {
    case (nil, _): return nil
    case (.success(let answer)?, _):
      ledger.finish(number, .done)
      return answer
    // The first time may have done it: of what a colleague has by now whoever had it is told nothing, but of their own messages.
    case (.failure(let problem)?, true) where problem.kind == .notYours && !wish.isMessage: return nil
    case (.failure(let problem)?, _):
      ledger.finish(
        number, problem.kind == .alreadyTaken ? problem.winner.map { .taken(by: $0.id) } ?? .refused : .refused)
      return nil
    }
  }

  /// Keeps a stream open and notes what it tells, until the end. `snapshot` is taken at the start and after every reset.
  func follow(
    _ reader: Reading.Reader, token: String, _ snapshot: @Sendable () async -> EventPosition?
  ) async {
    let number = ledger.read(reader)
    var position: EventPosition?
    var lostAt: ContinuousClock.Instant?
    while !end.isOver.value {
      if position == nil {
        guard let start = await snapshot() else { continue }
        ledger.began(number, at: start)
        position = start
      }
      do {
        var last = position
        var isReset = false
        defer { position = isReset ? nil : last }
        let request = WireRequest.events(after: position).authorised(by: token)
        try await line.stream(request) { item in
          if let moment = lostAt {
            ledger.recovered(after: ContinuousClock.now - moment)
            lostAt = nil
          }
          guard !isReset else { return }
          if item.type == "reset" { isReset = true }
          guard item.type == "event", let event = try? WireCodec.decode(Event.self, from: Array(item.data.utf8)) else {
            return
          }
          ledger.told(number, event.position)
          last = event.position
        }
      } catch {}
      if lostAt == nil { lostAt = .now }
      try? await Task.sleep(for: .milliseconds(Int.random(in: 50...300)))
    }
  }
}
