import Desk

/// Compares what clients wrote with the log.
public enum MessageAudit {
  /// Messages acknowledged but not in the log, in it twice, or in it although nobody wrote them or their writing was refused. Notices and answers of the
  /// assistant are nobody's and not looked at; what `typists` wrote was typed at consoles, which name it themselves, and is looked at by `ConsoleAudit`.
  public static func breaches(
    in log: [Event], of attempts: [Attempt], typists: Set<AgentID> = []
  ) -> [Breach] {
    var found: [MessageID: Int] = [:]
    var said: Set<MessageID> = []
    for event in log {
      guard case .messagePosted(let message) = event.body else { continue }
      found[message.id, default: 0] += 1
      switch message.author.side {
      case .agent where message.author.agent.map(typists.contains) == true: break
      case .taxpayer, .agent: said.insert(message.id)
      case .assistant, .system: break
      }
    }
    var breaches: [Breach] = []
    var wanted: [MessageID: Attempt.Outcome] = [:]
    for attempt in attempts {
      guard case .write(let id, let conversation) = attempt.wish else { continue }
      wanted[id] = attempt.outcome
      if attempt.outcome == .done, found[id] == nil {
        breaches.append(Breach(.lost, "\(id) in \(conversation) was acknowledged and is not in the log"))
      }
    }
    for (id, count) in found.sorted(by: { $0.key < $1.key }) where count > 1 {
      breaches.append(Breach(.doubled, "\(id) is in the log \(count) times"))
    }
    for id in said.sorted() {
      switch wanted[id] {
      case .done?, .unknown?: break
      case nil: breaches.append(Breach(.phantom, "\(id) is in the log and nobody wrote it"))
      default: breaches.append(Breach(.phantom, "\(id) is in the log and was refused"))
      }
    }
    return breaches
  }
}
