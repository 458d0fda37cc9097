import Desk

/// Compares what clients wrote with the log.
public enum MessageAudit {
  /// Messages acknowledged but not in the log, in it twice, in it otherwise than they were written, or in it although nobody wrote them or their writing was
  /// refused. Notices and answers of the assistant are nobody's and not looked at; what `typists` wrote was typed at consoles, which name it themselves, and
  /// is looked at by `ConsoleAudit`.
  public static func breaches(
    in log: [Event], of attempts: [Attempt], typists: Set<AgentID> = []
  ) -> [Breach] {
    var found: [MessageID: Int] = [:]
    var said: [MessageID: [Message]] = [:]
    var taxpayers: [ConversationID: TaxpayerID] = [:]
    for event in log {
      if case .conversationOpened(let conversation) = event.body {
        taxpayers[conversation.id] = conversation.taxpayer.id
      }
      guard case .messagePosted(let message) = event.body else { continue }
      found[message.id, default: 0] += 1
      switch message.author.side {
      case .agent where message.author.agent.map(typists.contains) == true: break
      case .taxpayer, .agent: said[message.id, default: []].append(message)
      case .assistant, .system: break
      }
    }
    var breaches: [Breach] = []
    var wanted: [MessageID: Attempt] = [:]
    for attempt in attempts {
      guard let id = attempt.wish.message else { continue }
      wanted[id] = attempt
      if attempt.outcome == .done, found[id] == nil {
        breaches.append(Breach(.lost, "\(attempt.wish) was acknowledged and is not in the log"))
      }
    }
    for (id, count) in found.sorted(by: { $0.key < $1.key }) where count > 1 {
      breaches.append(Breach(.doubled, "\(id) is in the log \(count) times"))
    }
    for (id, messages) in said.sorted(by: { $0.key < $1.key }) {
      switch wanted[id]?.outcome {
      case .done?, .unknown?: break
      case nil: breaches.append(Breach(.phantom, "\(id) is in the log and nobody wrote it"))
      default: breaches.append(Breach(.phantom, "\(id) is in the log and was refused"))
      }
      guard let attempt = wanted[id] else { continue }
      for message in messages where !attempt.isFulfilled(by: message, of: taxpayers[message.conversation]) {
        let words = "\(id) is in the log as “\(message.body)” of the \(message.author.side) in \(message.conversation)"
        let place = attempt.place.map { ", told to be in \($0)" } ?? ""
        breaches.append(Breach(.altered, "\(words); wanted was \(attempt.wish)\(place)"))
      }
    }
    return breaches
  }
}

extension Attempt {
  /// Whether a message in a conversation of that taxpayer's is the one that was wanted, where it was wanted and where the answer said it stands.
  fileprivate func isFulfilled(by message: Message, of owner: TaxpayerID?) -> Bool {
    guard case .text(let body) = message.body, place.map({ $0 == message.conversation }) ?? true else { return false }
    return switch wish {
    case .write(_, let conversation, let text):
      message.conversation == conversation && message.author.side == .agent && body.text == text
    case .say(_, let taxpayer, let text):
      owner == taxpayer && message.author.side == .taxpayer && body.text == text
    case .accept, .end, .transfer, .leave: false
    }
  }
}
