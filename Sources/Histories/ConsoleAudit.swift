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
  /// What a console showed in the talk and is not in the log, what is in it twice, what is in a talk in another order than it was typed, and what is there
  /// and was not typed. What was typed and never shown may be there or not: the console was killed before it had it. `typed` is in the order of each
  /// agent's typing; words stand in `【】`, which tell where one ends of which a killed console kept a part.
  public static func breaches(in log: [Event], of typed: [Typed]) -> [Breach] {
    var places: [String: [(conversation: ConversationID, number: Int)]] = [:]
    var breaches: [Breach] = []
    let typists = Set(typed.map(\.agent))
    for event in log {
      guard case .messagePosted(let message) = event.body, let agent = message.author.agent, typists.contains(agent),
        message.author.side == .agent
      else { continue }
      let text = if case .text(let body) = message.body { body.text } else { "" }
      let own = typed.filter { $0.agent == agent }
      if text.isEmpty || parts(of: text).contains(where: { part in !own.contains { $0.words.contains(part) } }) {
        breaches.append(Breach(.phantom, "“\(text)” of \(agent) was not typed"))
      }
      // What was left in the composer when a console was killed may stand before what was typed next.
      for typed in own where text.contains(typed.words) {
        places[typed.words, default: []].append((message.conversation, message.number))
      }
    }
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

  /// What was typed one after the other, each part as much of it as a console had.
  private static func parts(of text: String) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    for index in text.indices {
      if text[index] == "【", start < index {
        parts.append(text[start..<index])
        start = index
      } else if text[index] == "】" {
        parts.append(text[start...index])
        start = text.index(after: index)
      }
    }
    if start < text.endIndex { parts.append(text[start...]) }
    return parts
  }
}
