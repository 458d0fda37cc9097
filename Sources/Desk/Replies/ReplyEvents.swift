// What events about quick replies say.

/// An agent wrote a quick reply of their own, or changed it.
public struct ReplyKept: Hashable, Codable, Sendable {
  /// Whose.
  public var agent: AgentID
  /// The reply as it is now.
  public var reply: PersonalReply

  /// Everything it says.
  public init(agent: AgentID, reply: PersonalReply) {
    self.agent = agent
    self.reply = reply
  }
}

/// An agent deleted a quick reply of their own.
public struct ReplyDropped: Hashable, Codable, Sendable {
  /// Whose.
  public var agent: AgentID
  /// Its code.
  public var code: String

  /// Everything it says.
  public init(agent: AgentID, code: String) {
    self.agent = agent
    self.code = code
  }
}

/// An agent used a quick reply.
public struct ReplyUsed: Hashable, Codable, Sendable {
  /// Who.
  public var agent: AgentID
  /// How often it was used by now.
  public var usage: ReplyUsage

  /// Everything it says.
  public init(agent: AgentID, usage: ReplyUsage) {
    self.agent = agent
    self.usage = usage
  }
}

extension ReplyBook {
  /// Moves on by one event about an agent's quick replies; an event already applied changes nothing.
  public mutating func apply(_ body: EventBody) {
    switch body {
    case .replyKept(let kept):
      let place = personal.firstIndex { $0.reply.code == kept.reply.reply.code }
      guard let place else {
        personal.append(kept.reply)
        personal.sort { $0.reply.code < $1.reply.code }
        return
      }
      if kept.reply.revision > personal[place].revision || kept.reply.changedAt > personal[place].changedAt {
        personal[place] = kept.reply
      }
    case .replyDropped(let dropped):
      personal.removeAll { $0.reply.code == dropped.code }
      usage.removeAll { $0.scope == .personal && $0.code == dropped.code }
    case .replyUsed(let used):
      usage.removeAll { $0.scope == used.usage.scope && $0.code == used.usage.code }
      usage.append(used.usage)
    default: break
    }
  }
}
