import Desk

/// Something that was typed at a console and sent there, word for word unlike everything else that was typed.
public struct Typed: Hashable, Codable, Sendable {
  /// Who typed it.
  public var agent: AgentID
  /// What.
  public var words: String
  /// Whether the console showed it in the talk: from then on it is promised that it arrives, whatever becomes of the console.
  public var wasShown: Bool

  /// Something typed, from its parts.
  public init(by agent: AgentID, _ words: String, wasShown: Bool = false) {
    self.agent = agent
    self.words = words
    self.wasShown = wasShown
  }
}

/// Compares what was typed at consoles with the log.
public enum ConsoleAudit {
  /// What a console showed in the talk and is not in the log, what is in it twice, and what is in a talk in another order than it was typed. What was typed
  /// and never shown may be there or not: the console was killed before it had it. `typed` is in the order of each agent's typing.
  public static func breaches(in log: [Event], of typed: [Typed]) -> [Breach] {
    var places: [String: [(conversation: ConversationID, number: Int)]] = [:]
    for event in log {
      guard case .messagePosted(let message) = event.body, let agent = message.author.agent,
        case .text(let body) = message.body
      else { continue }
      // What was left in the composer when a console was killed may stand before what was typed next.
      for typed in typed where typed.agent == agent && body.text.contains(typed.words) {
        places[typed.words, default: []].append((message.conversation, message.number))
      }
    }
    var breaches: [Breach] = []
    var last: [AgentID: [ConversationID: Int]] = [:]
    for typed in typed {
      let found = places[typed.words] ?? []
      if found.isEmpty, typed.wasShown {
        breaches.append(Breach(.lost, "“\(typed.words)” was shown in the talk of \(typed.agent) and is not in the log"))
      }
      if found.count > 1 { breaches.append(Breach(.doubled, "“\(typed.words)” is in the log \(found.count) times")) }
      if let place = found.first {
        if let before = last[typed.agent]?[place.conversation], before > place.number {
          breaches.append(Breach(.order, "“\(typed.words)” stands before what \(typed.agent) had sent earlier"))
        }
        last[typed.agent, default: [:]][place.conversation] = place.number
      }
    }
    return breaches
  }
}
