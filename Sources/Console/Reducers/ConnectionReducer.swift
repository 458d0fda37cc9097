import Desk

/// The connection: beginning, losing it, coming back without a gap.
enum ConnectionReducer {
  static func reduce(_ state: inout State, _ action: Action) -> [Effect] {
    switch action {
    case .started(let drafts, let outbox):
      restore(&state, drafts, outbox)
      return [state.request(.snapshot)]
    case .restored(let drafts, let outbox):
      restore(&state, drafts, outbox)
      return []
    case .resumed:
      guard !state.connection.isLost, let position = state.replica?.position else { return [.repaint, .reconnectNow] }
      // What came meanwhile lies unread in the stream: taken anew from where it stood, it counts as missed.
      state.isResuming = true
      state.connection = .catchingUp(told: 0)
      return [.repaint, .openStream(after: position)]
    case .streamOpened:
      state.connection = .catchingUp(told: 0)
      state.catchUpTarget = nil
      state.failure = nil
      return []
    case .streamLost(let failure, let retryAt):
      let since = lostSince(state)
      // A stream that ends may end because the session did: that is known once it is asked for again.
      let hasEnded = failure.isSessionEnded && state.failure?.isSessionEnded != true
      if state.replica != nil, !state.connection.isLost || hasEnded {
        state.notify(.warning, Self.words(failure, retryAt))
      }
      state.connection = .lost(since: since, retryAt: retryAt)
      state.failure = failure
      state.isResuming = state.replica != nil
      return []
    case .resetAsked:
      state.isResuming = true
      state.connection = .catchingUp(told: 0)
      return [state.request(.snapshot)]
    case .headReached(let head, let moment):
      state.clock.hear(moment)
      state.replica?.reach(head)
      reached(&state, head)
      return []
    default: return []
    }
  }

  static func take(_ state: inout State, _ snapshot: StaffSnapshot) -> [Effect] {
    state.clock.hear(snapshot.at)
    let isAgain = state.replica != nil
    let epoch = state.replica?.position.epoch
    let known = state.replica?.conversations ?? [:]
    let toldLoss = state.replica?.me.lost
    state.replica = Replica(snapshot, after: state.replica)
    AlarmReducer.begin(&state, with: snapshot.dueSoon ?? [])
    // An offer that came with the snapshot rings with the next tick.
    if state.offer != nil { state.rungAt = state.rungAt ?? state.clock.monotonic - OfferReducer.ringEvery }
    state.failure = nil
    state.catchUpTarget = nil
    state.connection = .catchingUp(told: 0)
    if let epoch, epoch != snapshot.position.epoch {
      // What was acknowledged after the moment the data were put back to is gone, and only its writer can tell.
      state.isResuming = false
      state.notify(
        .warning,
        Localised(
          "服务的数据已恢复或迁移：最近的内容可能不在，请核对正在接待的会话",
          "The service's data were restored or moved: the latest may be missing, look through your talks"))
    } else if isAgain {
      state.notify(.information, Localised("已与服务重新同步", "Synchronised with the backend again"))
    }
    if let lost = snapshot.me.lost, lost != toldLoss { SeatReducer.tell(&state, lost) }
    var effects: [Effect] = []
    for id in state.talks.keys.sorted() where state.replica?.conversations[id] == nil {
      if known[id] != nil || state.outbox.allSatisfy({ $0.conversation != id }) { effects += drop(&state, id) }
    }
    for (id, detail) in state.replica?.conversations ?? [:] {
      state.change(id) { talk in
        talk.scroll = nil
        talk.isLoadingEarlier = false
        if let old = known[id] { talk.missed += max(0, missed(in: detail, after: old.conversation.lastNumber)) }
      }
      OutboxReducer.clear(&state, arrivedIn: detail)
    }
    if isAgain { effects += PromiseReducer.readAgain(&state) }
    if !isAgain { openMostUrgent(&state) }
    if !isAgain, state.opensWall, state.replica?.me.agent.role == .supervisor { effects += WallReducer.open(&state) }
    return effects + [.openStream(after: snapshot.position)]
  }

  /// A seat that starts with conversations goes on where somebody waits longest, with the caret in the writing field.
  private static func openMostUrgent(_ state: inout State) {
    guard let most = state.unreadConversations.first?.conversation.id ?? state.mostOverdue else { return }
    TalkReducer.select(&state, most)
    state.focus = .composer
  }

  /// What to expect of a connection that is gone, and what to do about it.
  private static func words(_ failure: Failure, _ retryAt: Int64?) -> Localised {
    guard case .refused = failure, retryAt == nil else {
      return Localised("连接已断开，正在重连；写好的消息会在恢复后发送", "Connection lost; what you write is sent when it is back")
    }
    guard failure.isSessionEnded else { return failure.text }
    return Localised(
      "登录已失效：请另开终端运行 zuoxi login，这里会自动继续；写好的都已存盘",
      "The session has ended: run zuoxi login in another terminal, the seat goes on by itself; what you wrote is kept")
  }

  private static func restore(
    _ state: inout State, _ drafts: [ConversationID: KeptDraft], _ outbox: [PendingMessage]
  ) {
    state.talks = drafts.mapValues { Talk(draft: $0) }
    state.outbox = outbox
  }

  /// Once the head that the backend had when the stream opened is reached, the screen is all there is.
  static func reached(_ state: inout State, _ position: EventPosition) {
    guard case .catchingUp(let told) = state.connection else { return }
    if let target = state.catchUpTarget, position < target { return }
    state.connection = .live
    state.catchUpTarget = nil
    guard state.isResuming else { return }
    state.isResuming = false
    state.notify(
      .success,
      told == 0
        ? Localised("连接已恢复，没有遗漏", "Connected again; nothing was missed")
        : Localised("连接已恢复，已补齐 \(told) 条变化", "Connected again; \(told) changes caught up"))
  }

  /// Forgets what was done with a conversation that is gone.
  static func drop(_ state: inout State, _ id: ConversationID) -> [Effect] {
    guard let talk = state.talks.removeValue(forKey: id) else { return [] }
    return talk.editor.isEmpty && talk.unsavedSince == nil ? [] : [.persistDraft(id, "")]
  }

  private static func missed(in detail: ConversationDetail, after number: Int) -> Int {
    detail.messages.count { $0.number > number && $0.author.side == .taxpayer }
  }

  private static func lostSince(_ state: State) -> Int64 {
    if case .lost(let since, _) = state.connection { return since }
    return state.clock.monotonic
  }
}
