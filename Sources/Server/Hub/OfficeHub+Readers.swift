import Desk
import NIOCore

// How many streams there may be, what they begin with, and their end.
extension OfficeHub {
  /// The present as it was drawn up last.
  struct Greeting {
    /// Milliseconds for which it is the present.
    static let lifetime: Int64 = 200

    var at: Timestamp
    var position: EventPosition
    var digest: ByteBuffer
    var standings: [TaxpayerID: QueueStanding]
    var heartbeat: ByteBuffer
  }

  /// What a stream that opens is told of the present. Drawn up once for all who come at the same moment, as after an outage.
  func greeting(for subject: StreamSubject, at now: Timestamp) -> [ByteBuffer] {
    if greeting?.position != position || abs(now.milliseconds - (greeting?.at.milliseconds ?? 0)) > Greeting.lifetime {
      greeting = Greeting(
        at: now, position: position,
        digest: ServerSentEvent.encode("digest", state.digest(at: now, head: position), at: position),
        standings: state.standings(at: now),
        heartbeat: ServerSentEvent.encode("heartbeat", Heartbeat(at: now, head: position), at: position))
    }
    guard let greeting else { return [] }
    switch subject {
    case .staff: return [greeting.digest, greeting.heartbeat]
    case .supervisor:
      let wall = ServerSentEvent.encode("wall", state.wall(at: now, head: position, links: links), at: position)
      return [greeting.digest, wall, greeting.heartbeat]
    case .room, .watch: return [greeting.heartbeat]
    case .visitor(let id):
      guard let standing = greeting.standings[id] else { return [greeting.heartbeat] }
      return [ServerSentEvent.encode("standing", standing, at: position), greeting.heartbeat]
    }
  }

  /// Ends the streams of a session that was closed.
  func close(session tokenHash: String) {
    for group in readers.values {
      for reader in group.readers.values where reader.session.tokenHash == tokenHash { reader.finish() }
    }
  }

  /// Whether the person may open one more stream.
  func hasRoom(for subject: StreamSubject) -> Bool {
    guard !isClosed else { return false }
    if case .watch(_, let supervisor) = subject { return watchCount(of: supervisor) < options.watchesPerPerson }
    return (readers[subject]?.readers.count ?? 0) < options.streamsPerPerson
  }

  /// Open streams.
  var readerCount: Int { readers.values.reduce(0) { $0 + $1.readers.count } }

  /// Ends every stream, and opens none from here on.
  func closeAll() {
    isClosed = true
    for group in readers.values { for reader in group.readers.values { reader.finish() } }
  }
}
