import Desk
import Logging
import NIOConcurrencyHelpers
import Service
import Storage

/// This backend among those that share its data: its name, its lease, and what it does when another's lease runs out.
final class Membership: Sendable {
  /// A lease holds this long; it is renewed three times as often. A backend that stood still for longer is taken for dead.
  static let leaseSeconds = 12
  private static let renewSeconds = 4
  /// The database's clock is no measure when it took longer than this to tell.
  private static let promptness = Duration.seconds(2)
  /// People told of at once.
  private static let together = 200

  /// A gap between two signs of life that cost the lease.
  private static let standstill = Duration.seconds(leaseSeconds - renewSeconds - 2)

  /// Why a lease ran out that was to be held.
  enum Loss: Sendable {
    /// This backend did nothing for so long.
    case stoodStill
    /// The database did not take the renewal.
    case unanswered

    /// As the log tells it.
    var words: String {
      switch self {
      case .stoodStill: "this backend stood still for so long that the others took it for dead; it goes on anew"
      case .unanswered: "the database took no renewal until the lease had run out; this backend goes on anew"
      }
    }
  }

  private struct State {
    var node: NodeID?
    /// Its name before it lost its lease.
    var former: NodeID?
    var renewAt: ContinuousClock.Instant?
    /// A lease was lost, and nobody has been told yet, for the new name has none either.
    var loss: Loss?
    /// How far the database's clock is from this machine's, when that is too far.
    var difference: ClockDifference?
    /// Where its lease held when it was last renewed.
    var held: Set<OfficeID> = []
    var hasHeld = false
    var livedAt: ContinuousClock.Instant?
    /// Longest time without a sign of life since the lease was last renewed.
    var longestGap = Duration.zero

    mutating func lives(at now: ContinuousClock.Instant) {
      if let livedAt { longestGap = max(longestGap, now - livedAt) }
      livedAt = now
    }
  }

  private let store: any Store
  private let clock: @Sendable () -> Timestamp
  private let steady: @Sendable () -> ContinuousClock.Instant
  private let newID: @Sendable () -> String
  private let state: NIOLockedValueBox<State>

  /// A member by two clocks: what the machine's says, and one that nobody sets, for what is to be done every so often.
  init(
    store: any Store, clock: @escaping @Sendable () -> Timestamp,
    steady: @escaping @Sendable () -> ContinuousClock.Instant, newID: @escaping @Sendable () -> String
  ) {
    self.store = store
    self.clock = clock
    self.steady = steady
    self.newID = newID
    state = NIOLockedValueBox(State(node: store.isShared ? NodeID(newID()) : nil))
  }

  /// The backend's name; `nil` when the data are its own.
  var node: NodeID? { state.withLockedValue(\.node) }

  /// Whether deadlines may be performed: not before the first lease told the store that somebody is there again.
  var mayPerformDeadlines: Bool { state.withLockedValue { $0.node == nil || $0.hasHeld } }

  /// Gives the lease up, so that the others tell the going of this backend's people at once.
  func leave() async throws {
    // Also those under the name it had before, if it lost them a moment ago.
    let names = state.withLockedValue { [$0.node, $0.former].compactMap(\.self) }
    guard !names.isEmpty else { return }
    let now = try await leaseTime()
    for name in names { try await store.endLeases(of: name, at: now) }
  }

  /// A sign of life of the backend's own, which waits for no database; every second.
  func lives() { state.withLockedValue { $0.lives(at: steady()) } }

  /// How far the machine's clock is from the database's, when that is too far.
  var clockDifference: ClockDifference? { state.withLockedValue(\.difference) }

  /// Now, as leases have it: by the database's clock where this machine's is astray.
  var now: Timestamp { clock().advanced(milliseconds: clockDifference?.milliseconds ?? 0) }

  /// Asks the database what it is by its clock, and notes how far this machine's is from it.
  private func leaseTime() async throws -> Timestamp {
    let (began, own) = (steady(), clock())
    guard let time = try await store.time() else { return own }
    let taken = steady() - began
    if taken <= Self.promptness {
      let between = own.advanced(milliseconds: Int64(taken / .milliseconds(2)))
      let difference = ClockDifference(milliseconds: time.milliseconds - between.milliseconds)
      state.withLockedValue { $0.difference = difference }
    }
    return time
  }

  /// Holds the lease when it is time to. Returns why when it had run out, and the backend was taken for dead: then it has a new name, and has to tell
  /// again whose streams it holds.
  func hold() async throws -> Loss? {
    guard let node, state.withLockedValue({ $0.renewAt.map { $0 <= steady() } ?? true }) else { return nil }
    let fresh = try await hold(as: node)
    // An office that was only just made is no lease lost.
    let loss = state.withLockedValue { state -> Loss? in
      state.lives(at: steady())
      defer {
        state.longestGap = .zero
        state.held.formUnion(fresh)
        state.hasHeld = true
      }
      if !state.held.isDisjoint(with: fresh) {
        state.loss = state.longestGap >= Self.standstill ? .stoodStill : .unanswered
      }
      return state.loss
    }
    guard loss != nil else { return nil }
    let next = NodeID(newID())
    do {
      _ = try await hold(as: next)
    } catch {
      // The lease under the old name is no longer a fresh one: what was lost is remembered, and tried again at once.
      state.withLockedValue { $0.renewAt = nil }
      throw error
    }
    state.withLockedValue { ($0.former, $0.node, $0.loss) = (node, next, nil) }
    return loss
  }

  private func hold(as node: NodeID) async throws -> Set<OfficeID> {
    let renewAt = steady() + .seconds(Self.renewSeconds)
    let now = try await leaseTime()
    let fresh = try await store.holdLeases(of: node, until: now.advanced(seconds: Self.leaseSeconds), at: now)
    state.withLockedValue { $0.renewAt = renewAt }
    return fresh
  }

  /// Tells the going of those whose backend died and who did not come back to another. A lease whose people cannot be told stays, and holds up no
  /// other; throws the first of what came of those.
  func sweep(_ tell: @escaping @Sendable (OfficeID, ConnectedPerson, NodeID) async throws -> Void) async throws {
    guard store.isShared else { return }
    var failure: (any Error)?
    for lease in try await store.lapsedLeases(at: leaseTime()) {
      do {
        try await sweep(lease, tell)
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  private func sweep(
    _ lease: Lease, _ tell: @escaping @Sendable (OfficeID, ConnectedPerson, NodeID) async throws -> Void
  ) async throws {
    // Together, so that they go into few transactions.
    for start in stride(from: 0, to: lease.people.count, by: Self.together) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for person in lease.people[start..<min(start + Self.together, lease.people.count)] {
          group.addTask { try await tell(lease.office, person, lease.node) }
        }
        try await group.waitForAll()
      }
    }
    try await store.drop(lease, at: leaseTime())
  }
}
