import Desk
import Wire

/// One visitor in the crowd: the person, and their page's connection.
struct CrowdMember {
  var visitor: Visitor
  let person: String
  var token: String?
  var parser = EventStreamParser()
  var conversation: ConversationID?
  var stage: Conversation.Stage?
  var hadAgent = false
  var lastNumber = 0
  var position: EventPosition?
  var isLeaving = false

  /// Takes one item of the stream; returns what the visitor does about it.
  mutating func take(_ item: EventStreamItem, at now: Timestamp) -> [Visitor.Act] {
    if let reached = EventPosition(item.id) { position = reached }
    guard item.type == "event", let event = try? WireCodec.decode(Event.self, from: Array(item.data.utf8)) else {
      return []
    }
    return take(event.body, at: now)
  }

  /// Takes what happened to the visitor's conversation.
  mutating func take(_ body: EventBody, at now: Timestamp) -> [Visitor.Act] {
    switch body {
    case .conversationOpened(let opened):
      conversation = opened.id
      stage = opened.stage
      return []
    case .messagePosted(let message):
      guard message.number > lastNumber else { return [] }
      lastNumber = message.number
      return visitor.receive(message, at: now)
    case .queued: return move(to: .waiting, at: now)
    case .accepted:
      hadAgent = true
      return move(to: .talking, at: now)
    case .ended: return move(to: .closed, at: now)
    default: return []
    }
  }

  /// Takes where the conversation stands.
  mutating func move(to stage: Conversation.Stage, at now: Timestamp) -> [Visitor.Act] {
    guard self.stage != stage else { return [] }
    self.stage = stage
    return visitor.learn(stage, hadAgent: hadAgent, at: now)
  }
}
