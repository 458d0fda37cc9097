import Desk

extension State {
  /// One's own conversations, in the order they came to this seat: a digit keeps meaning the same one.
  public var myConversations: [ConversationDetail] {
    guard let replica else { return [] }
    func came(_ conversation: Conversation) -> Timestamp {
      if isConsulted(in: conversation), let consult = conversation.consult { return consult.since }
      return conversation.acceptedAt ?? conversation.openedAt
    }
    return replica.conversations.values.sorted {
      (came($0.conversation), $0.conversation.id) < (came($1.conversation), $1.conversation.id)
    }
  }

  /// The conversation in the middle.
  public var current: ConversationDetail? { selected.flatMap { replica?.conversations[$0] } }

  /// What the agent does with the conversation in the middle.
  public var talk: Talk { selected.flatMap { talks[$0] } ?? Talk() }

  /// Conversations with an agent's time on them: talks and wrap-ups.
  public var load: Int { replica?.conversations.count ?? 0 }

  /// Slots that are taken: talks count, and what is to be written up where the office says so; not those this seat is only asked in.
  public var slotsTaken: Int {
    guard let replica else { return 0 }
    let settings = replica.office.settings
    return replica.conversations.values.count {
      settings.takesSlot($0.conversation.stage) && $0.conversation.agent?.id == replica.me.agent.id
    }
  }

  /// How many of the taxpayer's messages in it were not read.
  public func unread(_ detail: ConversationDetail) -> Int {
    let conversation = detail.conversation
    guard !isConsulted(in: conversation) else { return 0 }
    let read = max(conversation.agentReceipt.read, talks[conversation.id]?.reported.read ?? 0)
    guard conversation.lastNumber > read else { return 0 }
    var count = 0
    for message in detail.messages.reversed() {
      if message.number <= read { break }
      if message.author.side == .taxpayer { count += 1 }
    }
    return count
  }

  /// Conversations with something unread, the longest unanswered first.
  public var unreadConversations: [ConversationDetail] {
    myConversations.filter { unread($0) > 0 }.sorted {
      ($0.conversation.unansweredSince ?? .distant, $0.conversation.id)
        < ($1.conversation.unansweredSince ?? .distant, $1.conversation.id)
    }
  }

  /// The conversation that has waited longest for a reply, if one does.
  public var mostOverdue: ConversationID? {
    myConversations.filter { $0.conversation.unansweredSince != nil && !isConsulted(in: $0.conversation) }.min {
      ($0.conversation.unansweredSince ?? .distant) < ($1.conversation.unansweredSince ?? .distant)
    }?.conversation.id
  }

  /// The taxpayer's last words in the conversation in the middle.
  public var lastTaxpayerText: String? {
    guard let messages = current?.messages else { return nil }
    for message in messages.reversed() where message.author.side == .taxpayer {
      if case .text(let body) = message.body { return body.text }
    }
    return nil
  }

  /// Messages of a conversation still on their way.
  public func pending(in id: ConversationID) -> [PendingMessage] { outbox.filter { $0.conversation == id } }

  /// Refused messages of the conversation in the middle.
  public var failedHere: [PendingMessage] { outbox.filter { $0.conversation == selected && $0.mark.isFailed } }

  /// Messages below what is scrolled to.
  public var newBelow: Int {
    guard let current, let scroll = talk.scroll else { return 0 }
    return max(0, current.conversation.lastNumber - scroll.anchor)
  }

  /// Whether the session has ended, so that nothing goes on before somebody signs in anew.
  public var needsSignIn: Bool {
    guard case .lost(_, retryAt: nil) = connection else { return false }
    return failure?.isSessionEnded == true
  }

  /// Whether a wait is too long, by the office's service target.
  public func urgency(ofWaitSince moment: Timestamp) -> Urgency {
    Urgency(seconds: clock.seconds(since: moment), target: replica?.office.settings.serviceTargetSeconds ?? 60)
  }
}

extension Timestamp {
  static let distant = Timestamp(milliseconds: .max)
}

extension PendingMessage.Mark {
  /// Whether the backend refused it.
  public var isFailed: Bool {
    if case .failed = self { return true }
    return false
  }
}

extension Connection {
  /// Whether the stream is gone.
  public var isLost: Bool {
    if case .lost = self { return true }
    return false
  }
}
