import Desk
import NIOCore

// What supervisors' walls are told, beside what all staff are.
extension OfficeHub {
  /// Streams of walls.
  var supervisors: [StreamSubject] {
    readers.keys.filter { if case .supervisor = $0 { true } else { false } }
  }

  /// Whether walls are to be told anew: at most twice a second.
  func isWallDue(at now: Timestamp) -> Bool {
    isWallChanged && now.isApart(500, from: lastWallAt)
  }

  /// What walls show, encoded once for all of them; `nil` when nobody looks.
  func nextWall(at now: Timestamp) -> ByteBuffer? {
    isWallChanged = false
    lastWallAt = now
    guard !supervisors.isEmpty else { return nil }
    return ServerSentEvent.encode("wall", wall(at: now), at: position)
  }

  /// Tells walls what they show now.
  func sendWall(at now: Timestamp) {
    guard let record = nextWall(at: now) else { return }
    for subject in supervisors { deliver([record], to: subject) }
  }

  /// What walls show now.
  func wall(at now: Timestamp) -> FloorWall { state.wall(at: now, head: position, links: links) }

  /// The staff's streams this backend holds, by agent.
  var links: [AgentID: SeatLink] {
    var links: [AgentID: SeatLink] = [:]
    for (subject, group) in readers {
      guard case .staff(let agent) = subject.person else { continue }
      links[agent] = group.link(with: links[agent])
    }
    return links
  }

  /// Conversations that are not over.
  func lines(_ filter: ConversationFilter, at now: Timestamp) -> ConversationLines { state.lines(filter, at: now) }
}
