import Desk
import Foundation
import Glibc
import Histories
import Wire

/// What clients set out to do and what they were told, as it happened; each line is on the disk before the request leaves.
final class Ledger: Sendable {
  private struct State {
    var attempts: [Int: Attempt] = [:]
    var readings: [Int: Reading] = [:]
    var typed: [Typed] = []
    var recoveries: [Double] = []
    var syncFaults: [SyncFault] = []
    var settled: EventPosition?
    var unanswered = 0
    var askedToWait = 0
  }

  private let state = LockedBox(State())
  private let file: FileHandle

  /// A ledger in a new file.
  init(_ path: String) throws {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    guard let file = FileHandle(forWritingAtPath: path) else { throw CocoaError(.fileWriteUnknown) }
    self.file = file
  }

  var attempts: [Attempt] { state.value.attempts.sorted { $0.key < $1.key }.map(\.value) }
  var readings: [Reading] { state.value.readings.sorted { $0.key < $1.key }.map(\.value) }
  /// What was typed at consoles, in its order.
  var typed: [Typed] { state.value.typed }
  /// Milliseconds from the loss of a backend until a reader of it had been told all it had missed.
  var recoveries: [Double] { state.value.recoveries.sorted() }

  /// Requests that got no answer, and were asked again.
  var unanswered: Int { state.value.unanswered }
  /// Requests that were told to come later.
  var askedToWait: Int { state.value.askedToWait }

  /// Notes a request that is asked again.
  func asksAgain(wasAnswered: Bool) {
    state.change { state in if wasAnswered { state.askedToWait += 1 } else { state.unanswered += 1 } }
  }

  /// Acknowledged so far.
  var acknowledged: Int { state.value.attempts.values.count { $0.outcome == .done } }

  /// Nanoseconds on the clock that tells refused syncs as well.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Backends whose files could not be synced.
  var syncFaults: [SyncFault] { state.value.syncFaults }

  /// Notes that a backend is gone whose syncs were refused from that moment on.
  func isGone(refusedSince moment: Int64) {
    let fault = SyncFault(refused: moment, gone: Self.now)
    state.change { $0.syncFaults.append(fault) }
    note(fault)
  }

  /// Notes an intention; the number is for `finish`.
  func begin(_ wish: Attempt.Wish) -> Int {
    let attempt = Attempt(wish, begun: Self.now, ended: .max, .unknown)
    let number = state.change { state in
      state.attempts[state.attempts.count] = attempt
      return state.attempts.count - 1
    }
    note(attempt)
    return number
  }

  /// Notes what came of it.
  func finish(_ number: Int, _ outcome: Attempt.Outcome, place: ConversationID? = nil) {
    let now = Self.now
    let attempt = state.change { state in
      state.attempts[number]?.ended = now
      state.attempts[number]?.outcome = outcome
      state.attempts[number]?.place = place
      return state.attempts[number]
    }
    if let attempt { note(attempt) }
  }

  /// Notes what is about to be typed at a console; the number is for `shows`.
  func types(_ typed: Typed) -> Int {
    let number = state.change { state in
      state.typed.append(typed)
      return state.typed.count - 1
    }
    note(typed)
    return number
  }

  /// Notes that the console showed it in the talk.
  func shows(_ number: Int) {
    let typed = state.change { state in
      state.typed[number].wasShown = true
      return state.typed[number]
    }
    note(typed)
  }

  /// Begins to note what a reader is told.
  func read(_ reader: Reading.Reader) -> Int {
    state.change { state in
      state.readings[state.readings.count] = Reading(reader)
      return state.readings.count - 1
    }
  }

  /// The reader took a snapshot.
  func began(_ number: Int, at position: EventPosition) {
    state.change { $0.readings[number]?.pieces.append(Reading.Piece(start: position)) }
  }

  /// The reader was told something.
  func told(_ number: Int, _ item: Reading.Item) {
    state.change { state in
      guard let last = state.readings[number]?.pieces.indices.last else { return }
      state.readings[number]?.pieces[last].hears(item)
    }
  }

  /// Notes where the log stands now that all have their answers: everything up to there is told soon.
  func settles(at position: EventPosition) { state.change { $0.settled = position } }

  /// Where the log stood when all had their answers; `nil` before.
  var settled: EventPosition? { state.value.settled }

  /// Whether every reader was told everything up to a position.
  func hasToldAll(upTo position: EventPosition) -> Bool {
    state.change { $0.readings.values.allSatisfy { $0.pieces.last.map { $0.reached >= position } ?? false } }
  }

  /// A reader whose backend was lost knows everything again.
  func recovered(after duration: Duration) {
    state.change { $0.recoveries.append(duration / .milliseconds(1)) }
  }

  private func note(_ entry: some Encodable) {
    guard let line = try? WireCodec.encode(entry) else { return }
    file.write(Data(line + [10]))
  }
}
