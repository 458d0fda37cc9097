import Desk
import NIOConcurrencyHelpers
import Service
import Storage

/// Follows what other backends on the same data do: their events, what is typed there, and their going.
struct OtherBackends: Sendable {
  /// Whispers are looked for this far back, for clocks that differ; each is passed on once.
  private static let overlapSeconds = 2

  private struct Place: Hashable {
    var conversation: ConversationID
    var side: Side
  }

  let backend: Backend
  private struct Saying: Hashable {
    var invitation: InvitationID
    var side: Side
    var number: Int
  }

  private let heard = NIOLockedValueBox<[Place: Timestamp]>([:])
  private let passed = NIOLockedValueBox<[Saying: Timestamp]>([:])
  private let lease: Chore
  private let sweeping: Chore
  private let following: Chore
  private let agreeing: Chore

  init(backend: Backend) {
    self.backend = backend
    lease = Chore("the lease could not be renewed", back: "the lease is renewed again", of: backend)
    sweeping = Chore(
      "a dead backend's people could not be told", back: "dead backends are looked for again", of: backend)
    agreeing = Chore(
      "this machine's clock differs from the database's: set right whichever is wrong",
      back: "this machine's clock agrees with the database's again",
      of: backend)
    following = Chore("other backends could not be followed", back: "other backends are followed again", of: backend)
  }

  /// Renews the lease when it is time to, and tells the going of those whose backends died. Beside the streams: neither waits for the other.
  func keep() async {
    do {
      let loss = try await backend.membership.hold()
      lease.succeeded()
      if let difference = backend.membership.clockDifference {
        agreeing.failed(difference)
      } else {
        agreeing.succeeded()
      }
      if let loss {
        backend.logger.warning("\(loss.words)")
        await withTaskGroup(of: Void.self) { group in
          for desk in await backend.hubs.all() { group.addTask { await desk.connections.repeatAll() } }
        }
      }
    } catch {
      lease.failed(error)
    }
  }

  /// Tells the going of those whose backend died.
  func sweep() async {
    do {
      try await backend.membership.sweep { office, person, node in
        let desk = try await backend.hubs.desk(of: office)
        try await backend.connections.perform(office, person, isConnected: false, node: node, hub: desk.hub)
      }
      sweeping.succeeded()
    } catch {
      sweeping.failed(error)
    }
  }

  /// Looks once. What cannot be read now is read the next time.
  func follow() async {
    guard let node = backend.membership.node else { return }
    do {
      let heads = try await backend.store.heads()
      for desk in await backend.hubs.all() { await desk.hub.follow(heads, at: backend.clock()) }
      try await hear(node)
      try await hearSignals(node)
      following.succeeded()
    } catch {
      following.failed(error)
    }
  }

  private func hear(_ node: NodeID) async throws {
    let since = backend.clock().advanced(seconds: -Self.overlapSeconds)
    for whisper in try await backend.store.whispers(since: since, notBy: node) {
      let place = Place(conversation: whisper.conversation, side: whisper.side)
      let isNews = heard.withLockedValue { heard in
        defer { heard[place] = whisper.at }
        return heard[place] != whisper.at
      }
      guard isNews else { continue }
      // An office that cannot be read has no streams.
      await (try? backend.hubs.desk(of: whisper.office))?.hub.pass(whisper)
    }
    heard.withLockedValue { heard in heard = heard.filter { $0.value > since } }
  }

  private func hearSignals(_ node: NodeID) async throws {
    let since = backend.clock().advanced(seconds: -Self.overlapSeconds)
    for hint in try await backend.store.signals(since: since, notBy: node) {
      let saying = Saying(invitation: hint.signal.invitation, side: hint.side, number: hint.signal.number)
      let isNews = passed.withLockedValue { $0.updateValue(hint.at, forKey: saying) == nil }
      guard isNews else { continue }
      await (try? backend.hubs.desk(of: hint.office))?.hub
        .pass(hint.signal, to: hint.side, in: hint.conversation)
    }
    passed.withLockedValue { passed in passed = passed.filter { $0.value > since } }
  }
}
