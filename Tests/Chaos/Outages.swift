/// When backends died and when they left in order: what streams were lost for that reason is told by it.
final class Outages: Sendable {
  private struct Leave {
    var began: ContinuousClock.Instant
    var ended: ContinuousClock.Instant?
  }

  private struct State {
    var deaths: [ContinuousClock.Instant] = []
    var leaves: [Leave] = []
  }

  private let state = LockedBox(State())

  /// A backend is killed now.
  func dies() { state.change { $0.deaths.append(.now) } }

  /// A backend ends in order while that is done.
  func leaves(_ body: () async -> Void) async {
    let number = state.change { state in
      state.leaves.append(Leave(began: .now))
      return state.leaves.count - 1
    }
    await body()
    state.change { $0.leaves[number].ended = .now }
  }

  /// Since when a stream's reader has been without its backend: the backend's death since it was last `heard`, or, of one that left in order, the end of
  /// the stream. `nil` when it was lost to something else.
  func start(ofLossAt lost: ContinuousClock.Instant, heard: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    let state = state.value
    // The last words may still have been on their way.
    let words = heard - .milliseconds(100)
    if let death = state.deaths.first(where: { words <= $0 && $0 <= lost }) { return death }
    let isLeave = state.leaves.contains { $0.began <= lost && lost <= $0.ended ?? lost }
    return isLeave ? lost : nil
  }
}
