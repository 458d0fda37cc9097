import Desk

/// How often a conversation went back to the queue without anybody wanting it to.
public struct Returns: Hashable, Sendable {
  /// From a talk: the seat was lost.
  public var requeues: Int
  /// From waiting for the one to whom it was passed on, who did not take it in time.
  public var lapses: Int

  /// Numbers of returns.
  public init(requeues: Int = 0, lapses: Int = 0) {
    self.requeues = requeues
    self.lapses = lapses
  }

  /// What the log tells of each conversation; one that was passed on did not go by itself.
  public static func found(in log: [Event]) -> [ConversationID: Returns] {
    var talking: Set<ConversationID> = []
    var reserved: Set<ConversationID> = []
    var found: [ConversationID: Returns] = [:]
    for event in log {
      switch event.body {
      case .accepted(let change):
        talking.insert(change.conversation)
        reserved.remove(change.conversation)
      case .queued(let change):
        let id = change.conversation
        if talking.remove(id) != nil {
          if change.entry.transferredFrom == nil { found[id, default: Returns()].requeues += 1 }
        } else if reserved.contains(id), change.entry.reservedFor == nil {
          found[id, default: Returns()].lapses += 1
        }
        if change.entry.reservedFor == nil { reserved.remove(id) } else { reserved.insert(id) }
      default: break
      }
    }
    return found
  }
}
