import Desk

/// What is done from the wall: asked for in a form, sent, and answered.
enum WallActReducer {
  /// Begins something about the talk watched or marked.
  static func begin(_ state: inout State, _ act: (ConversationLine) -> WallForm.Act?) -> [Effect] {
    guard let board = state.wall, let line = state.wallTalk(board), let act = act(line) else { return [] }
    return begin(&state, act)
  }

  static func begin(_ state: inout State, _ act: WallForm.Act) -> [Effect] {
    WallReducer.change(&state) { $0.form = WallForm(act) }
    return []
  }

  /// Begins something about the marked seat.
  static func seat(_ state: inout State, _ act: (SeatLine) -> WallForm.Act) -> [Effect] {
    guard let board = state.wall else { return [] }
    let seats = state.wallSeats(board)
    let row = state.wallRow(board)
    guard board.pane == .seats, seats.indices.contains(row) else { return [] }
    let act = act(seats[row].line)
    _ = begin(&state, act)
    if case .limit(_, let slots) = act { WallReducer.change(&state) { $0.form?.selected = slots - 1 } }
    return []
  }

  /// Closes the marked queue, after asking for words, or opens it.
  static func queue(_ state: inout State) -> [Effect] {
    guard let board = state.wall, board.pane == .queues else { return [] }
    let row = state.wallRow(board)
    guard state.wallQueues.indices.contains(row) else { return [] }
    let group = state.wallQueues[row].group
    if state.replica?.office.closure(of: group) != nil { return [state.request(.openQueue(group))] }
    return begin(&state, .closeQueue(group))
  }

  static func withdraw(_ state: inout State) -> [Effect] {
    guard let board = state.wall, board.pane == .announcements else { return [] }
    let row = state.wallRow(board)
    guard state.wallAnnouncements.indices.contains(row) else { return [] }
    return [state.request(.withdrawAnnouncement(state.wallAnnouncements[row].id))]
  }

  static func edit(_ state: inout State, _ key: Key) {
    let (width, ambiguous) = (state.popupTextWidth, state.ambiguous)
    WallReducer.change(&state) { board in
      if board.isFiltering {
        _ = board.filter.handle(key, width: width, ambiguous)
      } else if var form = board.form, !form.isSending {
        let before = form.words.characters
        _ = form.words.handle(key, width: width, ambiguous)
        if form.isChoice, form.words.characters != before { form.selected = 0 }
        board.form = form
      }
    }
  }

  static func insert(_ state: inout State, _ text: String) {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    WallReducer.change(&state) { $0.form?.words.insert(line) }
  }

  /// Enter in a form: the choice is taken, or the words are sent.
  static func submit(_ state: inout State) -> [Effect] {
    guard let form = state.wall?.form, !form.isSending else { return [] }
    if form.isChoice { return choose(&state, form) }
    let words = form.words.text
    guard form.mayBeEmpty || !form.words.isBlank else { return [] }
    let reason = form.words.isBlank ? nil : words
    switch form.act {
    case .whisper(let id): return send(&state, .supervise(id, .whisper(words)))
    case .join(let id): return send(&state, .supervise(id, .join))
    case .takeOver(let id, let from):
      return send(&state, .supervise(id, .takeOver(TakeOverRequest(from: from, reason: reason))))
    case .close(let id, let from): return send(&state, .supervise(id, .close(CloseRequest(from: from, reason: words))))
    case .stateReason(let agent, let choice, let code):
      return send(&state, .orderSeat(agent, SeatOrderRequest(choice: choice, breakReason: code, reason: words)))
    case .closeQueue(let group):
      return send(&state, .closeQueue(group, QueueCloseRequest(notice: reason.map { Localised($0, "") })))
    case .announce(let group): return send(&state, .announce(AnnouncementRequest(text: words, group: group)))
    case .thresholdRanges(let name, let group): return WallWatchReducer.submit(&state, name, group, words)
    case .dropThreshold(let reference): return WallWatchReducer.drop(&state, reference)
    case .blockReason(let id, let hours): return send(&state, .block(id, BlockRequest(reason: words, hours: hours)))
    case .liftBlock(let taxpayer): return send(&state, .unblock(taxpayer, reason: reason))
    case .move, .state, .limit, .audience, .closingOffer, .threshold, .thresholdGroup, .blockHours: return []
    }
  }

  private static func choose(_ state: inout State, _ form: WallForm) -> [Effect] {
    let choices = state.choices(of: form)
    guard choices.indices.contains(form.selected) else { return [] }
    switch (form.act, choices[form.selected]) {
    case (.move(let id, let from), .group(let group, _)):
      return send(&state, .supervise(id, .move(MoveRequest(from: from, group: group))))
    case (.move(let id, let from), .seat(let line)):
      return send(&state, .supervise(id, .move(MoveRequest(from: from, agent: line.agent.id))))
    case (.state(let agent), .state(let presence, let reason, _)):
      return begin(&state, .stateReason(agent, presence, breakReason: reason))
    case (.limit(let agent, let from), .slots(let count)):
      return send(&state, .limitSeat(agent, slots: count, expecting: from))
    case (.audience, .group(let group, _)): return begin(&state, .announce(group))
    case (.closingOffer, .people(let people, _)):
      return send(&state, .closingOffer(ClosingOffer(conversations: Array(people.prefix(ClosingOffer.most)))))
    case (.threshold, .figure(let name)): return WallWatchReducer.chooseGroup(&state, name)
    case (.thresholdGroup(let name), .group(let group, _)): return WallWatchReducer.write(&state, name, group)
    case (.blockHours(let id), .hours(let hours)): return begin(&state, .blockReason(id, hours: hours))
    default: return []
    }
  }

  static func send(_ state: inout State, _ kind: OutgoingRequest.Kind) -> [Effect] {
    let effect = state.request(kind)
    if case .send(let request) = effect { WallReducer.change(&state) { $0.form?.sending = request.id } }
    return [effect]
  }

  // MARK: - Answers

  static func succeed(_ state: inout State, _ request: OutgoingRequest, _ response: Response) -> [Effect] {
    // What was begun meanwhile goes on: only the form that asked is done.
    let isOpen = state.wall?.form?.sending == request.id
    WallReducer.change(&state) { if $0.form?.sending == request.id { $0.form = nil } }
    switch (request.kind, response) {
    case (.supervise(let id, .join), .conversation(let detail)),
      (.supervise(let id, .takeOver), .conversation(let detail)):
      state.replica?.merge(detail)
      if isOpen { return openTalk(&state, id) }
      state.notify(.success, done(.join))
    case (.supervise(let id, let act), .conversation(let detail)):
      state.replica?.merge(detail)
      if case .leave = act, state.selected == id { state.selected = nil }
      state.notify(.success, done(act))
    case (.orderSeat(let agent, let request), .seat(let seat)):
      state.notify(
        .success,
        Localised(
          "\(seat.agent.name) 已设为\(request.choice.name.chinese)",
          "\(seat.agent.name) is put to \(request.choice.name.english)"))
      _ = agent
    case (.limitSeat, .seat(let seat)):
      state.notify(
        .success,
        Localised(
          "\(seat.agent.name) 接待数改为 \(seat.agent.slots)", "\(seat.agent.name) has \(seat.agent.slots) slots now"))
    case (.closeQueue, _): state.notify(.success, Localised("排队已关闭", "The queue is closed"))
    case (.openQueue, _): state.notify(.success, Localised("排队已开放", "The queue is open"))
    case (.announce, .announcement(let announcement)), (.withdrawAnnouncement, .announcement(let announcement)):
      state.replica?.take(announcement)
      state.notify(
        .success,
        announcement.until > announcement.at
          ? Localised("公告已发出", "It is announced") : Localised("公告已撤回", "The announcement is withdrawn"))
    case (.closingOffer, .closingOffer(let outcome)):
      let count = outcome.offered.count
      state.notify(
        .success,
        Localised("已向 \(count) 人提议留言或预约", count == 1 ? "Offered to 1 person" : "Offered to \(count) people"))
    case (.changeThresholds, .thresholds(let board)):
      WallReducer.change(&state) { $0.thresholds = board }
      state.notify(.success, Localised("告警指标已保存", "What is watched is changed"))
    case (.handleAlert, _): return [state.request(.thresholds)]
    case (.unblock, _): return [state.request(.blocks)] + WallReducer.load(&state)
    case (.readAnnouncement(let id), _):
      if let me = state.replica?.me.agent.reference, let now = state.clock.now {
        state.replica?.take(AnnouncementRead(announcement: id, mark: ReadMark(agent: me, at: now)))
      }
    default: break
    }
    return WallReducer.load(&state)
  }

  static func fail(_ state: inout State, _ request: OutgoingRequest, _ failure: Failure) -> [Effect] {
    WallReducer.change(&state) { if $0.form?.sending == request.id { $0.form?.sending = nil } }
    state.notify(failure)
    if case .changeThresholds = request.kind { return [state.request(.thresholds)] }
    return WallReducer.load(&state)
  }

  /// The form that asked is done; what it changed is fetched.
  static func settled(_ state: inout State, _ request: OutgoingRequest) -> [Effect] {
    guard state.wall?.form?.sending == request.id else { return [] }
    WallReducer.change(&state) { $0.form = nil }
    return [state.request(.blocks)] + WallReducer.load(&state)
  }

  /// The form that asked can be written on.
  static func unlock(_ state: inout State, _ request: OutgoingRequest) {
    WallReducer.change(&state) { if $0.form?.sending == request.id { $0.form?.sending = nil } }
  }

  /// Offers other ways to people in the marked queue, or the one whose staffing is looked at.
  static func closingOffer(_ state: inout State) -> [Effect] {
    guard let board = state.wall else { return [] }
    let row = state.wallRow(board)
    let marked = board.pane == .queues && state.wallQueues.indices.contains(row) ? state.wallQueues[row].group : nil
    guard let group = board.staffing ?? marked else { return [] }
    return begin(&state, .closingOffer(group)) + [state.request(.staffing)]
  }

  /// Lifts the marked block.
  static func lift(_ state: inout State) -> [Effect] {
    guard let board = state.wall, let block = state.wallBlock(board) else { return [] }
    return begin(&state, .liftBlock(block.taxpayer))
  }

  /// What is one's own now is gone on with at the seat.
  private static func openTalk(_ state: inout State, _ id: ConversationID) -> [Effect] {
    state.popup = nil
    TalkReducer.select(&state, id)
    state.focus = .composer
    return []
  }

  private static func done(_ act: SupervisionRequest) -> Localised {
    switch act {
    case .whisper: Localised("密语已送达坐席，纳税人看不到", "Whispered to the agent; the taxpayer sees nothing of it")
    case .move: Localised("会话已转走", "The conversation is moved")
    case .close: Localised("会话已结束", "The conversation is ended")
    case .leave: Localised("已离开该会话", "You take part no more")
    case .join, .takeOver: Localised("已加入", "Joined")
    }
  }
}
