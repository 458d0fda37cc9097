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
    /// People who have not seen yet that it closes.
    let working = LockedBox(0)

    /// Works until it closes.
    func atWork(_ body: () async -> Void) async {
      working.change { $0 += 1 }
      await body()
      working.change { $0 -= 1 }
    }
  }

  /// What a backend says of a request that makes no sense: these people ask nothing of the kind, so it was damaged on its way.
  private static let misheard: Set<Int> = [400, 401, 404, 405, 408, 411, 413, 415, 422, 428, 431]

  /// A console's, but that these come back at least every two seconds.
  private static let patience = RetryPolicy(longest: 2_000)

  var line: Line
  let ledger: Ledger
  let end: End
  let outages: Outages

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

  /// Sets out to do something, written down before and after; `place` is where the answer says that a message stands.
  func attempt<Answer>(
    _ wish: Attempt.Wish, _ endpoint: Endpoint<Answer>, place: (Answer) -> ConversationID? = { _ in nil }
  ) async -> Answer? {
    let number = ledger.begin(wish)
    switch await askCounting(endpoint) {
    case (nil, _): return nil
    case (.success(let answer)?, _):
      ledger.finish(number, .done, place: place(answer))
      return answer
    // The first time may have done it: of what a colleague has by now whoever had it is told nothing, but of their own messages.
    case (.failure(let problem)?, true) where problem.kind == .notYours && !wish.isMessage: return nil
    case (.failure(let problem)?, _):
      ledger.finish(
        number, problem.kind == .alreadyTaken ? problem.winner.map { .taken(by: $0.id) } ?? .refused : .refused)
      return nil
    }
  }

  /// Keeps a stream open and notes what it tells, until the end; comes back as late as consoles do. `snapshot` is taken at the start and after every reset.
  func follow(
    _ reader: Reading.Reader, token: String, _ snapshot: @Sendable () async -> EventPosition?
  ) async {
    let number = ledger.read(reader)
    var position: EventPosition?
    // Since when its backend has been gone, until the reader is whole again.
    var lostAt: ContinuousClock.Instant?
    var heard = ContinuousClock.now
    var attempt = 0
    while !end.isOver.value {
      if position == nil {
        guard let start = await snapshot() else { continue }
        ledger.began(number, at: start)
        position = start
      }
      var suggested: Int?
      do {
        var last = position
        var isReset = false
        defer { position = isReset ? nil : last }
        let request = WireRequest.events(after: position).authorised(by: token)
        try await line.stream(request) { item, retry in
          heard = .now
          suggested = retry
          guard !isReset else { return }
          guard item.type != "reset" else {
            isReset = true
            return
          }
          if item.type == "event", let event = try? WireCodec.decode(Event.self, from: Array(item.data.utf8)) {
            ledger.told(number, .event(Reading.Told(event)))
          }
          // Whoever comes back after an item is told nothing from before it: all of that has been told.
          guard let place = EventPosition(item.id) else { return }
          if item.type != "event" { ledger.told(number, .head(place)) }
          last = place
          if item.type == "heartbeat", let moment = lostAt {
            ledger.recovered(after: heard - moment)
            lostAt = nil
          }
        }
      } catch {}
      if lostAt == nil { lostAt = outages.start(ofLossAt: .now, heard: heard) }
      let chance = Double.random(in: 0..<1)
      if let suggested {
        attempt = 1
        try? await Task.sleep(for: .milliseconds(Double(suggested) * (1 + chance) / 2))
      } else {
        attempt += 1
        try? await Task.sleep(for: .milliseconds(Self.patience.delay(after: attempt, chance: chance)))
      }
    }
  }
}
