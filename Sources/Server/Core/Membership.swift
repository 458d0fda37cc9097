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
  /// People told of at once.
  private static let together = 200

  /// A gap between two signs of life that cost the lease.
  private static let standstillSeconds = leaseSeconds - renewSeconds - 2

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
    var renewAt = Timestamp(milliseconds: 0)
    /// Where its lease held when it was last renewed.
    var held: Set<OfficeID> = []
    var hasHeld = false
    var livedAt: Timestamp?
    /// Longest time without a sign of life since the lease was last renewed.
    var longestGap = 0

    mutating func lives(at now: Timestamp) {
      if let livedAt { longestGap = max(longestGap, now.seconds(since: livedAt)) }
      livedAt = now
    }
  }

  private let store: any Store
  private let clock: @Sendable () -> Timestamp
  private let newID: @Sendable () -> String
  private let state: NIOLockedValueBox<State>

  init(store: any Store, clock: @escaping @Sendable () -> Timestamp, newID: @escaping @Sendable () -> String) {
    self.store = store
    self.clock = clock
    self.newID = newID
    state = NIOLockedValueBox(State(node: store.isShared ? NodeID(newID()) : nil))
  }

  /// The backend's name; `nil` when the data are its own.
  var node: NodeID? { state.withLockedValue(\.node) }

  /// Whether deadlines may be performed: not before the first lease told the store that somebody is there again.
  var mayPerformDeadlines: Bool { state.withLockedValue { $0.node == nil || $0.hasHeld } }

  /// Gives the lease up, so that the others tell the going of this backend's people at once.
  func leave() async throws {
    guard let node else { return }
    try await store.endLeases(of: node, at: clock())
  }

  /// A sign of life of the backend's own, which waits for no database; every second.
  func lives(at now: Timestamp) { state.withLockedValue { $0.lives(at: now) } }

  /// Holds the lease when it is time to. Returns why when it had run out, and the backend was taken for dead: then it has a new name, and has to tell
  /// again whose streams it holds.
  func hold() async throws -> Loss? {
    guard let node, state.withLockedValue({ $0.renewAt <= clock() }) else { return nil }
    let fresh = try await hold(as: node)
    // An office that was only just made is no lease lost.
    let loss = state.withLockedValue { state -> Loss? in
      state.lives(at: clock())
      defer {
        state.longestGap = 0
        state.held.formUnion(fresh)
        state.hasHeld = true
      }
      guard !state.held.isDisjoint(with: fresh) else { return nil }
      return state.longestGap >= Self.standstillSeconds ? .stoodStill : .unanswered
    }
    guard loss != nil else { return nil }
    let next = NodeID(newID())
    _ = try await hold(as: next)
    state.withLockedValue { $0.node = next }
    return loss
  }

  private func hold(as node: NodeID) async throws -> Set<OfficeID> {
    let now = clock()
    let fresh = try await store.holdLeases(of: node, until: now.advanced(seconds: Self.leaseSeconds), at: now)
    state.withLockedValue { $0.renewAt = now.advanced(seconds: Self.renewSeconds) }
    return fresh
  }

  /// Tells the going of those whose backend died and who did not come back to another. A lease whose people cannot be told stays, and holds up no
  /// other; throws the first of what came of those.
  func sweep(_ tell: @escaping @Sendable (OfficeID, ConnectedPerson, NodeID) async throws -> Void) async throws {
    guard store.isShared else { return }
    var failure: (any Error)?
    for lease in try await store.lapsedLeases(at: clock()) {
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
    try await store.drop(lease, at: clock())
  }
}
