import Desk

/// Answers and news about what was promised.
enum PromiseAnswerReducer {
  static func succeed(_ state: inout State, _ kind: OutgoingRequest.Kind, _ response: Response) -> [Effect] {
    switch (kind, response) {
    case (.messages(let query, let after), .offlineMessages(let page)):
      return take(&state, query, after, page.next) { desk in
        let known = after == nil && desk.list != .home ? [] : desk.messages
        desk.messages = known.filter { old in !page.messages.contains { $0.id == old.id } } + page.messages
      }
    case (.tickets(let query, let after), .tickets(let page)):
      return take(&state, query, after, page.next) { desk in
        let known = after == nil && desk.list != .home ? [] : desk.tickets
        desk.tickets = known.filter { old in !page.tickets.contains { $0.id == old.id } } + page.tickets
      }
    case (.offlineMessage, .offlineMessage(let detail)): take(&state, detail)
    case (.ticket, .ticket(let detail)): take(&state, detail)
    case (.stepMessage(_, let request), .offlineMessage(let detail)):
      finish(&state, request.kind)
      take(&state, detail)
      return PromiseReducer.caughtUp(&state)
    case (.stepTicket(_, let request), .ticket(let detail)):
      finish(&state, request.kind)
      take(&state, detail)
      return PromiseReducer.caughtUp(&state)
    case (.editTicket, .ticket(let detail)):
      finish(&state, .edited)
      take(&state, detail)
      return PromiseReducer.caughtUp(&state)
    case (.stepTickets(_, let request), .steps(let outcome)):
      finish(&state, request.kind, isTold: false)
      PromiseReducer.change(&state) { desk in
        for ticket in outcome.items.compactMap(\.ticket) { replace(&desk.tickets, ticket) }
      }
      PromiseChoiceReducer.finish(&state, outcome)
      return PromiseReducer.load(&state)
    case (.ticketsOf, .tickets(let page)): PromiseReducer.change(&state) { $0.related = page.tickets }
    case (.colleagues, .colleagues(let list)):
      AppointmentReducer.take(&state, list)
      PromiseReducer.change(&state) { $0.colleagues = list.colleagues }
    case (.savedFilters, .filters(let saved)): PromiseChoiceReducer.take(&state, saved, isKept: false)
    case (.changeFilter, .filters(let saved)): PromiseChoiceReducer.take(&state, saved, isKept: true)
    case (.bringPicture(_, _, let path, _), .image(let image)): PromiseChoiceReducer.take(&state, image, of: path)
    case (.openTicket(let draft), .ticket(let detail)):
      finish(&state, .opened)
      state.notify(
        .success, Localised("已建工单 \(detail.ticket.shortName)", "Ticket \(detail.ticket.shortName) is open"))
      if draft.message != nil || state.deskBelow?.list == .tickets { return PromiseReducer.load(&state) }
    case (.why(_, let id), .why(let due)):
      // One that comes late is no word about what is marked now.
      let marked = state.desk.flatMap { state.markedRow(of: $0) }
      let isMarked =
        switch marked {
        case .message(let message): message.id.rawValue == id
        case .ticket(let ticket): ticket.id.rawValue == id
        case .live, nil: false
        }
      if isMarked { PromiseReducer.change(&state) { $0.why = due } }
    case (.contact(let id), .contact(let revealed)):
      PromiseReducer.change(&state) { $0.contact = PromiseDesk.Contact(message: id, text: revealed.contact) }
    default: break
    }
    return []
  }

  static func fail(_ state: inout State, _ kind: OutgoingRequest.Kind, _ failure: Failure) -> [Effect] {
    switch kind {
    case .messages, .tickets:
      PromiseReducer.change(&state) { desk in
        desk.loading = max(0, desk.loading - 1)
        desk.failure = failure
      }
    case .bringPicture(_, _, let path, _):
      PromiseChoiceReducer.take(&state, nil, of: path)
      state.notify(failure)
    // Who is signed in can be chosen all the same.
    case .colleagues: break
    case .stepMessage, .stepTicket, .openTicket, .stepTickets, .editTicket:
      PromiseReducer.change(&state) { $0.isSending = false }
      if case .editTicket = kind { PromiseReducer.holdAnew(&state) }
      state.notify(failure)
      // What was written stays; what is there now is shown.
      return PromiseReducer.look(&state)
    default: state.notify(failure)
    }
    return []
  }

  /// A step told by the stream: the lists move on, and whoever it concerns is told.
  static func follow(_ state: inout State, _ change: PromiseChange) -> [Effect] {
    tell(&state, change)
    guard let desk = state.deskBelow else { return [] }
    if change.entry.kind.changesHands, leaves(state, desk, change) {
      remove(&state, change)
      return PromiseReducer.look(&state)
    }
    let isListed =
      change.ticket.map { new in desk.tickets.contains { $0.id == new.id } }
      ?? change.message.map { new in desk.messages.contains { $0.id == new.id } } ?? false
    PromiseReducer.change(&state) { desk in
      if let ticket = change.ticket { replace(&desk.tickets, ticket) }
      if let message = change.message { replace(&desk.messages, message) }
    }
    if isListed, desk.shown == work(change), desk.entries.last?.number != change.entry.number {
      PromiseReducer.change(&state) { $0.entries.append(change.entry) }
    }
    let isOfList = desk.list == .home || (desk.list == .tickets) == (change.ticket != nil)
    guard !isListed, isOfList, desk.query.isEmpty else { return [] }
    if desk.loading > 0 || desk.held != nil {
      PromiseReducer.change(&state) { $0.isStale = true }
      return []
    }
    return PromiseReducer.load(&state)
  }

  // MARK: - Parts

  private static func take(
    _ state: inout State, _ query: String, _ after: String?, _ next: String?, _ body: (inout PromiseDesk) -> Void
  ) -> [Effect] {
    guard let desk = state.deskBelow, desk.list == .home || desk.query == query else { return [] }
    let marked = desk.marked
    PromiseReducer.change(&state) { desk in
      body(&desk)
      desk.loading = max(0, desk.loading - 1)
      desk.failure = nil
      desk.next = desk.list == .home ? nil : next
    }
    // Before all of the list is here the first row is the marked one; from then on the mark stays on its item.
    if marked != nil || state.deskBelow?.loading == 0 { keepMark(&state, on: marked) }
    if let desk = state.deskBelow, desk.loading == 0, desk.isStale { return PromiseReducer.load(&state) }
    let isShown = state.deskBelow.map { state.markedRow(of: $0)?.work == $0.shown } ?? true
    return isShown || state.deskBelow?.loading != 0 ? [] : PromiseReducer.look(&state)
  }

  /// The mark stays on the item, wherever it stands now.
  private static func keepMark(_ state: inout State, on work: Overdue.Work?) {
    guard let desk = state.deskBelow else { return }
    let rows = state.rows(of: desk)
    if desk.held != nil, !rows.contains(where: { $0.work == work }) { return }
    let place = rows.firstIndex { $0.work == work } ?? min(desk.selected, max(0, rows.count - 1))
    PromiseReducer.mark(&state, place, in: rows)
  }

  private static func take(_ state: inout State, _ detail: OfflineMessageDetail) {
    let marked = state.deskBelow.flatMap { state.markedRow(of: $0)?.work }
    PromiseReducer.change(&state) { desk in
      replace(&desk.messages, detail.message)
      guard marked == .message(detail.message.id) else { return }
      desk.shown = marked
      desk.entries = detail.entries
    }
    keepMark(&state, on: marked)
  }

  private static func take(_ state: inout State, _ detail: TicketDetail) {
    let marked = state.deskBelow.flatMap { state.markedRow(of: $0)?.work }
    PromiseReducer.change(&state) { desk in
      replace(&desk.tickets, detail.ticket)
      guard marked == .ticket(detail.ticket.id) else { return }
      desk.shown = marked
      desk.entries = detail.entries
    }
    keepMark(&state, on: marked)
  }

  private static func finish(_ state: inout State, _ kind: PromiseEntry.Kind, isTold: Bool = true) {
    PromiseReducer.change(&state) { desk in
      desk.isSending = false
      desk.writing = nil
      desk.target = nil
      desk.held = nil
      desk.words = Editor()
      desk.pictures = []
    }
    guard isTold else { return }
    let words: Localised? =
      switch kind {
      case .claimed: Localised("已领取", "It is yours")
      case .released: Localised("已退回", "Given back")
      case .replied: Localised("已答复", "Answered")
      case .forwarded: Localised("已转出", "Passed on")
      case .invited: Localised("已邀请，对方点开即接入您", "Invited; they come straight to you")
      case .resolved: Localised("已办结", "Resolved")
      case .assigned: Localised("已派单", "Given")
      case .edited: Localised("已修改", "Changed")
      case .merged: Localised("已并入", "It goes on there")
      case .closed: Localised("已关闭", "Closed")
      default: nil
      }
    if let words { state.notify(.success, words) }
  }

  private static func replace(_ messages: inout [OfflineMessage], _ message: OfflineMessage) {
    guard let place = messages.firstIndex(where: { $0.id == message.id }), messages[place].revision <= message.revision
    else { return }
    messages[place] = message
  }

  private static func replace(_ tickets: inout [Ticket], _ ticket: Ticket) {
    guard let place = tickets.firstIndex(where: { $0.id == ticket.id }), tickets[place].revision <= ticket.revision
    else { return }
    tickets[place] = ticket
  }

  /// Whether what stands in the list is no more what the list was asked for, since somebody else or another group has it.
  private static func leaves(_ state: State, _ desk: PromiseDesk, _ change: PromiseChange) -> Bool {
    guard let replica = state.replica, let now = state.clock.now, desk.list != .home, !desk.query.isEmpty,
      let filter = try? PromiseFilter(
        desk.query,
        PromiseFilter.Context(
          catalogue: replica.catalogue, me: replica.me.agent.id, now: now, calendar: replica.office.calendar))
    else { return false }
    if let ticket = change.ticket { return desk.tickets.contains { $0.id == ticket.id } && !filter.shows(ticket) }
    return change.message.map { new in
      desk.messages.contains { $0.id == new.id } && !filter.shows(new)
    } ?? false
  }

  /// Takes it from the list; the mark goes to what stands in its place.
  private static func remove(_ state: inout State, _ change: PromiseChange) {
    let marked = state.deskBelow.flatMap { state.markedRow(of: $0)?.work }
    let place = state.deskBelow.map { state.markedPlace(of: $0, in: state.rows(of: $0)) } ?? 0
    PromiseReducer.change(&state) { desk in
      desk.tickets.removeAll { $0.id == change.ticket?.id }
      desk.messages.removeAll { $0.id == change.message?.id }
      if let ticket = change.ticket { desk.marks.remove(ticket.id) }
    }
    guard let desk = state.deskBelow, desk.held == nil else { return }
    let rows = state.rows(of: desk)
    let kept = rows.firstIndex { $0.work == marked }
    PromiseReducer.mark(&state, kept ?? min(place, max(0, rows.count - 1)), in: rows)
  }

  private static func work(_ change: PromiseChange) -> Overdue.Work? {
    change.ticket.map { .ticket($0.id) } ?? change.message.map { .message($0.id) }
  }

  private static func tell(_ state: inout State, _ change: PromiseChange) {
    guard let me = state.replica?.me.agent, change.entry.agent?.id != me.id else { return }
    let title = change.ticket?.title ?? change.message?.matter ?? ""
    let kind = change.kind.name
    switch change.entry.kind {
    case .opened where change.assignee == nil:
      state.notify(.information, Localised("新\(kind.chinese)：\(title)", "New \(kind.english): \(title)"))
    case .assigned where change.assignee?.id == me.id, .opened where change.assignee?.id == me.id:
      state.notify(.warning, Localised("派给您：\(title)", "Given to you: \(title)"))
    case .escalated: state.notify(.warning, Localised("已超时：\(title)", "Late: \(title)"))
    case .urged: state.notify(.warning, Localised("纳税人催办：\(title)", "Urged: \(title)"))
    case .added where change.assignee?.id == me.id:
      state.notify(.information, Localised("纳税人已补充：\(title)", "The taxpayer added to: \(title)"))
    case .noted where change.entry.mentions?.contains(where: { $0.id == me.id }) == true:
      state.notify(
        .information, Localised("\(change.entry.agent?.name ?? "") 提到您：\(title)", "You are mentioned: \(title)"))
    default: break
    }
  }
}
