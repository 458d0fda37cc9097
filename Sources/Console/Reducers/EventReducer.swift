import Desk

/// Events of the log: the replica moves on, and the agent is told what matters.
enum EventReducer {
  static func reduce(_ state: inout State, _ event: Event) -> [Effect] {
    guard let before = state.replica else { return [] }
    let needs = state.replica?.apply(event) ?? []
    guard event.position > before.position || event.position.epoch != before.position.epoch else { return [] }
    if case .catchingUp(let told) = state.connection { state.connection = .catchingUp(told: told + 1) }
    var effects = needs.map { need in
      switch need {
      case .conversation(let id): state.request(.conversation(id))
      case .snapshot: state.request(.snapshot)
      }
    }
    effects += follow(&state, event, before)
    if let target = state.catchUpTarget, event.position >= target { ConnectionReducer.reached(&state, event.position) }
    return effects
  }

  private static func follow(_ state: inout State, _ event: Event, _ before: Replica) -> [Effect] {
    switch event.body {
    case .messagePosted(let message): return follow(&state, message)
    case .appointmentChanged(let change): return AppointmentReducer.follow(&state, change)
    case .promiseChanged(let change):
      AlarmReducer.follow(&state, change)
      return PromiseAnswerReducer.follow(&state, change)
    case .alarmRaised(let raised): return AlarmReducer.follow(&state, raised) + WallReducer.follow(&state, raised)
    case .sheetChanged(let change): return SheetReducer.follow(&state, change)
    case .seatChanged(let seat):
      guard seat.agent.id == before.me.agent.id else { return [] }
      if seat.choice != before.me.choice || seat.reason != before.me.reason { state.presenceRequested = nil }
      if let order = seat.order, order != before.me.order { return SupervisionReducer.follow(&state, order, seat) }
      return OfferReducer.missed(&state, seat, before.me)
    case .offered(let offered): return OfferReducer.follow(&state, offered)
    case .offerEnded(let ended): return OfferReducer.follow(&state, ended, before)
    case .consulted(let change): return ConsultReducer.follow(&state, change, before)
    case .noted(let noted) where noted.note.isWhisper == true: return SupervisionReducer.follow(&state, noted)
    case .joined(let change): return SupervisionReducer.follow(&state, change)
    case .takenOver(let change): return SupervisionReducer.follow(&state, change, before)
    case .queueChanged(let change): return SupervisionReducer.follow(&state, change)
    case .officeChanged(let change):
      return change.kind == "thresholds" && state.wall != nil ? [state.request(.thresholds)] : []
    case .announced(let announcement): return SupervisionReducer.follow(&state, announcement)
    case .noted(let noted): return ConsultReducer.follow(&state, noted)
    case .ended(let ended):
      guard let detail = before.conversations[ended.conversation] else { return [] }
      return follow(&state, ended, detail.conversation)
    case .queued(let queued):
      guard let detail = before.conversations[queued.conversation] else { return [] }
      // Passed on by this seat: the answer says so.
      if queued.entry.transferredFrom?.id == before.me.agent.id {
        if case .transfer(let form) = state.popup, form.conversation == queued.conversation { state.popup = nil }
        return ConnectionReducer.drop(&state, queued.conversation)
      }
      if let supervisor = queued.entry.transferredFrom {
        SupervisionReducer.moved(&state, detail.conversation, by: supervisor)
        return ConnectionReducer.drop(&state, queued.conversation) + bell(state)
      }
      state.notify(
        .warning,
        Localised(
          "\(detail.conversation.taxpayer.name) 已重新排队", "\(detail.conversation.taxpayer.name) waits in the queue again")
      )
      return ConnectionReducer.drop(&state, queued.conversation) + bell(state)
    case .accepted(let accepted):
      guard let detail = before.conversations[accepted.conversation], accepted.agent.id != before.me.agent.id
      else { return [] }
      state.notify(
        .warning,
        Localised(
          "\(detail.conversation.taxpayer.name) 现由 \(accepted.agent.name) 接待",
          "\(accepted.agent.name) now talks with \(detail.conversation.taxpayer.name)"))
      return ConnectionReducer.drop(&state, accepted.conversation)
    case .invitationChanged(let change):
      guard let detail = before.conversations[change.conversation] else { return [] }
      return CallReducer.follow(&state, change, detail.conversation)
    case .wrappedUp(let wrapped):
      return before.conversations[wrapped.conversation] == nil
        ? [] : ConnectionReducer.drop(&state, wrapped.conversation)
    default: return []
    }
  }

  private static func follow(_ state: inout State, _ message: Message) -> [Effect] {
    let id = message.conversation
    state.outbox.removeAll { $0.id == message.id }
    if let reminder = holdReminder(&state, message) { return reminder }
    guard message.author.side == .taxpayer, let detail = state.replica?.conversations[id],
      !state.isConsulted(in: detail.conversation)
    else { return [] }
    let isResuming = state.isResuming
    state.change(id) { talk in
      talk.typed = nil
      if isResuming { talk.missed += 1 }
    }
    guard id != state.selected || !state.hasTerminalFocus else { return [] }
    let name = state.replica?.conversations[id]?.conversation.taxpayer.name ?? ""
    let text = message.body.excerpt(state.preferences.language)
    return bell(state) + (state.hasTerminalFocus ? [] : [.notify(title: name, body: text)])
  }

  /// A talk has been on hold for long.
  private static func holdReminder(_ state: inout State, _ message: Message) -> [Effect]? {
    guard case .notice(let notice) = message.body, notice.code == .heldLong,
      let conversation = state.replica?.conversations[message.conversation]?.conversation,
      !state.isConsulted(in: conversation)
    else { return nil }
    let name = conversation.taxpayer.name
    let text = Localised(
      "\(name) 已挂起 \(notice.argument) 分钟", "\(name) has been on hold for \(notice.argument) min")
    state.notify(.warning, text)
    return bell(state)
      + (state.hasTerminalFocus ? [] : [.notify(title: name, body: text.text(state.preferences.language))])
  }

  private static func follow(_ state: inout State, _ ended: Ended, _ conversation: Conversation) -> [Effect] {
    let id = ended.conversation
    let name = conversation.taxpayer.name
    state.change(id) { $0.typed = nil }
    switch ended.reason {
    case .byTaxpayer:
      state.notify(.information, Localised("\(name) 结束了会话，请填写话后整理", "\(name) ended the talk; please write it up"))
    case .idle:
      state.notify(
        .information, Localised("与 \(name) 的会话因长时间无消息结束", "The talk with \(name) ended after a long silence"))
    case .byAgent: if state.selected == id, state.popup == nil { WrapUpReducer.open(&state, id) }
    case .bySupervisor:
      state.notify(
        .warning,
        Localised("值班长结束了与 \(name) 的会话，请填写话后整理", "A supervisor ended the talk with \(name); please write it up"))
    case .blocked:
      state.notify(.information, Localised("已拉黑 \(name)，会话结束", "\(name) is blocked; the talk has ended"))
    case .leftQueue, .abandoned: break
    }
    return ended.reason == .byAgent ? [] : bell(state)
  }

  private static func bell(_ state: State) -> [Effect] { state.preferences.isBellOn ? [.bell] : [] }
}
