import Desk
import Storage

// How the hub follows the office's log.
extension OfficeHub {
  private static let catchUpStep = 1_000
  /// Milliseconds after which the log is looked at whatever is known.
  private static let pollPause: Int64 = 1_000

  /// Reads on when the log stands further than what is known here.
  func follow(_ heads: [OfficeID: EventPosition], at now: Timestamp) async {
    guard let head = heads[office], head != position, !isStuck || isPollDue(at: now) else { return }
    await catchUp(at: now)
  }

  /// Whether it is time to look at the log: at once while events wait for their forerunners, unless those cannot be read.
  func isCatchUpDue(at now: Timestamp) -> Bool { !early.isEmpty && !isStuck || isPollDue(at: now) }

  private func isPollDue(at now: Timestamp) -> Bool { now.isApart(Self.pollPause, from: lastPollAt) }

  /// Reads what is in the log and was not told here: written by another process, or on its way for too long. Ends where the log cannot be read on:
  /// one office must not hold the others up.
  func catchUp(at now: Timestamp) async {
    lastPollAt = now
    while true {
      let seen = LogMark(position: position, at: lastEventAt)
      let step: LogStep
      do {
        let doubtful = doubtful
        step = try await store.read(office) {
          try LogStep(after: seen, doubtful: doubtful, limit: Self.catchUpStep, from: $0)
        }
      } catch {
        // Perhaps another database answers when one does again.
        doubtful = doubtful ?? seen
        note(error, at: now)
        return
      }
      guard step.head.epoch == position.epoch else { return await restart(at: now) }
      // A file that is one backend's has nobody to take its place.
      guard !store.isShared || !step.isBack && !isBack else {
        stop()
        isBack = true
        let words =
          "it was read up to event \(seen.position.sequence); it is another one now, up to \(step.head.sequence)"
        return logs.note(.wentBack, of: office, words, at: now)
      }
      doubtful = nil
      await publish(step.events)
      guard position != seen.position || step.head.sequence <= position.sequence else {
        // What is there and was not handed out waits for its owners to be looked up; that is tried again with the next tick.
        guard early[position.sequence + 1] == nil else { return }
        stop()
        let words = "event \(position.sequence + 1) is missing below the head \(step.head.sequence)"
        return logs.note(.unreadable, of: office, words, at: now)
      }
      guard step.events.count == Self.catchUpStep else { break }
    }
    isStuck = false
    logs.end(.unreadable, of: office, at: now)
  }

  /// Nothing can follow now; what waits for its forerunners is in the log, and is read there.
  private func stop() {
    isStuck = true
    early = [:]
  }

  /// A database that does not answer is told of where all offices are followed; what cannot be understood is this office's.
  private func note(_ error: any Error, at now: Timestamp) {
    if error is CancellationError || (error as? Problem)?.kind == .unavailable { return }
    if let reading = error as? StoreReadingError, reading.problem.kind == .unavailable { return }
    stop()
    logs.note(.unreadable, of: office, "\(error)", at: now)
  }

  /// The log was replaced: every reader starts over.
  private func restart(at now: Timestamp) async {
    let start: HubStart
    do {
      start = try await HubStart.read(office, from: store, options: options)
    } catch {
      return note(error, at: now)
    }
    take(start)
    logs.end(.wentBack, of: office, at: now)
    logs.end(.unreadable, of: office, at: now)
    let record = reset("epoch")
    for subject in readers.keys { readers[subject]?.deliver(record) }
  }
}
