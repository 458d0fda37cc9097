import Desk

/// The screen of what was promised: lists, the marked item, and what is done to it.
enum PromiseReducer {
  static func open(_ state: inout State) -> [Effect] {
    state.popup = .promises(PromiseDesk())
    return load(&state)
  }

  static func show(_ state: inout State, _ list: PromiseDesk.List) -> [Effect] {
    guard let desk = state.desk, desk.list != list else { return [] }
    state.popup = .promises(PromiseDesk(list))
    return load(&state)
  }

  static func nextList(_ state: inout State, by step: Int) -> [Effect] {
    guard let desk = state.desk, let place = PromiseDesk.List.allCases.firstIndex(of: desk.list) else { return [] }
    let all = PromiseDesk.List.allCases
    return show(&state, all[(place + step + all.count) % all.count])
  }

  /// Fetches the list from its beginning.
  static func load(_ state: inout State) -> [Effect] {
    let kinds: [OutgoingRequest.Kind] =
      switch state.deskBelow?.list {
      case .home:
        [
          .messages(query: "who:me", after: nil), .messages(query: "who:none", after: nil),
          .tickets(query: "who:me", after: nil), .tickets(query: "who:none", after: nil),
        ]
      case .messages: [.messages(query: state.deskBelow?.query ?? "", after: nil)]
      case .tickets: [.tickets(query: state.deskBelow?.query ?? "", after: nil)]
      case nil: []
      }
    change(&state) { desk in
      desk.loading = kinds.count
      desk.isStale = false
      desk.failure = nil
    }
    return kinds.map { state.request($0) }
  }

  // MARK: - Moving

  static func move(_ state: inout State, by step: Int) -> [Effect] {
    if state.desk?.target != nil {
      let count = state.deskChoices.count
      change(&state) { desk in
        guard var picker = desk.target else { return }
        picker.selected = min(max(0, picker.selected + step), max(0, count - 1))
        desk.target = picker
      }
      return []
    }
    guard let desk = state.desk else { return [] }
    let rows = state.rows(of: desk)
    let before = state.markedPlace(of: desk, in: rows)
    let place = min(max(0, before + step), max(0, rows.count - 1))
    mark(&state, place, in: rows)
    return place == before ? more(&state) : look(&state)
  }

  /// Marks the item at a place.
  static func mark(_ state: inout State, _ place: Int, in rows: [PromiseRow]) {
    change(&state) { desk in
      desk.selected = place
      desk.marked = rows.indices.contains(place) ? rows[place].work : nil
    }
  }

  static func scroll(_ state: inout State, by step: Int) {
    change(&state) { $0.scroll = min(max(0, $0.scroll + step), 10_000) }
  }

  /// At the end of the list its next page is fetched.
  private static func more(_ state: inout State) -> [Effect] {
    guard let desk = state.desk, let next = desk.next, desk.loading == 0, desk.list != .home else { return [] }
    change(&state) { $0.loading = 1 }
    let query = desk.query
    return [
      state.request(
        desk.list == .messages ? .messages(query: query, after: next) : .tickets(query: query, after: next))
    ]
  }

  /// Fetches what belongs to the marked row.
  static func look(_ state: inout State) -> [Effect] {
    let row = state.deskBelow.flatMap { state.markedRow(of: $0) }
    change(&state) { desk in
      if desk.shown != row?.work {
        desk.entries = []
        desk.shown = nil
      }
      desk.scroll = 0
      desk.why = nil
      desk.contact = nil
    }
    switch row {
    case .message(let message): return [state.request(.offlineMessage(message.id))]
    case .ticket(let ticket): return [state.request(.ticket(ticket.id))]
    case .live, nil: return []
    }
  }

  // MARK: - Doing

  /// Enter: takes what nobody has, answers what is one's own, opens the talk of whoever waits.
  static func act(_ state: inout State) -> [Effect] {
    guard let desk = state.desk, let row = state.markedRow(of: desk) else { return [] }
    switch row {
    case .message(let message) where message.state == .open: return step(&state, PromiseStepRequest(.claimed))
    case .ticket(let ticket) where ticket.assignee == nil && ticket.state.isOpen:
      return step(&state, PromiseStepRequest(.claimed))
    case .message, .ticket: return begin(&state, .reply)
    case .live(let line):
      state.popup = nil
      switch line.work {
      case .waiting(let id):
        state.focus = .queue
        state.queue.selected = id
        return CommandReducer.run(&state, .accept)
      case .unanswered(let id):
        TalkReducer.select(&state, id)
        state.focus = .composer
      case .appointment(let id): return AppointmentReducer.go(&state, to: AppointmentID(id))
      case .message, .ticket: break
      }
      return []
    }
  }

  /// Begins to write; what may not be done is told before.
  static func begin(_ state: inout State, _ writing: PromiseDesk.Writing) -> [Effect] {
    // The answer to what was done before would take away what is written now.
    if state.desk?.isSending == true {
      state.notify(.information, Localised("上一步还在提交，请稍候", "The last step is still on its way"))
      return []
    }
    hold(&state)
    change(&state) { desk in
      desk.writing = writing
      desk.words = Editor()
      desk.pictures = []
    }
    if writing == .note { return askColleagues(&state) }
    if case .ticket(let id?) = writing, case .message(let message)? = state.desk.flatMap({ state.markedRow(of: $0) }),
      message.id == id
    {
      change(&state) { $0.words = Editor(message.matter) }
    }
    return []
  }

  /// Keeps what is to be acted on, whatever comes into the list meanwhile.
  static func hold(_ state: inout State) {
    let row = state.desk.flatMap { state.markedRow(of: $0) }
    change(&state) { desk in
      desk.held = row.map {
        PromiseDesk.Held(row: $0, revision: desk.shown == $0.work ? desk.entries.last?.number : nil)
      }
    }
  }

  /// Keeps it as it stands now: an edit was refused, and what a colleague changed meanwhile is in sight.
  static func holdAnew(_ state: inout State) {
    guard let desk = state.desk, let held = desk.held else { return }
    let row = state.rows(of: desk).first { $0.work == held.row.work }
    change(&state) { desk in
      desk.held?.row = row ?? held.row
      guard desk.target != nil else { return }
      desk.target = nil
      desk.held = desk.writing == nil ? nil : desk.held
    }
  }

  /// Asks who works here, once for as long as the list is on the screen.
  static func askColleagues(_ state: inout State) -> [Effect] {
    state.desk?.colleagues.isEmpty == true ? [state.request(.colleagues)] : []
  }

  /// After a gap in what was told: who works here is asked again, and the list, unless something is being done to one of it.
  static func readAgain(_ state: inout State) -> [Effect] {
    guard let desk = state.deskBelow else { return [] }
    let staff = desk.colleagues.isEmpty ? [] : [state.request(.colleagues)]
    guard desk.held == nil else {
      change(&state) { $0.isStale = true }
      return staff
    }
    return staff + load(&state)
  }

  static func submit(_ state: inout State) -> [Effect] {
    guard let desk = state.desk, let writing = desk.writing, !desk.isSending else { return [] }
    let text = desk.words.text
    if desk.words.isBlank, desk.pictures.isEmpty {
      state.notify(.warning, writing.missing)
      return []
    }
    if desk.pictures.contains(where: { $0.image == nil }) {
      state.notify(.warning, Localised("图片还在上传，请稍候再提交", "A picture is still on its way; hand in shortly"))
      return []
    }
    // Entries that came since are in sight, and count as read, only while the item is shown.
    let isShown = desk.held == nil || desk.shown == desk.held?.row.work
    let revision = isShown ? desk.entries.last?.number : desk.held?.revision
    let pictures = desk.pictures.compactMap(\.image?.id)
    let images = pictures.isEmpty ? nil : pictures
    switch writing {
    case .reply: return step(&state, PromiseStepRequest(.replied, text: text, images: images, revision: revision))
    case .question: return step(&state, PromiseStepRequest(.waiting, text: text, images: images, revision: revision))
    case .note:
      let mentions = state.mentions(in: text)
      if let question = mentions.question {
        state.notify(.warning, question)
        return []
      }
      let called = mentions.agents.isEmpty ? nil : mentions.agents.map(\.id)
      return step(&state, PromiseStepRequest(.noted, text: text, images: images, mentions: called))
    case .result: return step(&state, PromiseStepRequest(.resolved, text: text, images: images, revision: revision))
    case .closing: return step(&state, PromiseStepRequest(.closed, text: text))
    case .title:
      return edit(&state, TicketEdit(title: text.split(whereSeparator: \.isNewline).joined(separator: " ")))
    case .ticket(let message): return open(&state, TicketDraft(title: text, text: "", message: message))
    case .talkTicket(let talk): return open(&state, TicketDraft(title: text, text: "", conversation: talk))
    }
  }

  /// A ticket raised in the talk on the screen: its title is asked for.
  static func raise(_ state: inout State) -> [Effect] {
    guard let talk = state.current?.conversation else { return [] }
    var desk = PromiseDesk(.tickets)
    desk.writing = .talkTicket(talk.id)
    desk.words = Editor(talk.queue?.reason ?? "")
    state.popup = .promises(desk)
    return load(&state)
  }

  private static func open(_ state: inout State, _ draft: TicketDraft) -> [Effect] {
    change(&state) { $0.isSending = true }
    var draft = draft
    draft.title = draft.title.split(whereSeparator: \.isNewline).joined(separator: " ")
    return [state.request(.openTicket(draft))]
  }

  /// Sends a step of the marked item.
  static func step(_ state: inout State, _ request: PromiseStepRequest) -> [Effect] {
    guard let desk = state.desk, !desk.isSending, let row = state.actedRow(of: desk) else { return [] }
    let kind: OutgoingRequest.Kind
    let together = Array(state.markedTickets(of: desk).prefix(Ticket.mostInBulk))
    if !together.isEmpty, inBulk.contains(request.kind) {
      change(&state) { $0.isSending = true }
      return [state.request(.stepTickets(together, request))]
    }
    switch row {
    case .message(let message): kind = .stepMessage(message.id, request)
    case .ticket(let ticket): kind = .stepTicket(ticket.id, request)
    case .live: return []
    }
    change(&state) { $0.isSending = true }
    return [state.request(kind)]
  }

  /// What is done to all tickets that are marked.
  private static let inBulk: Set<PromiseEntry.Kind> = [.claimed, .assigned, .forwarded, .closed, .noted]

  /// Changes the head of the marked ticket, as it was read.
  static func edit(_ state: inout State, _ change: TicketEdit) -> [Effect] {
    guard let desk = state.desk, !desk.isSending, case .ticket(let ticket)? = state.heldRow(of: desk) else {
      return []
    }
    self.change(&state) { $0.isSending = true }
    return [state.request(.editTicket(ticket.id, change, revision: ticket.revision))]
  }

  static func why(_ state: inout State) -> [Effect] {
    switch state.desk.flatMap({ state.markedRow(of: $0) }) {
    case .message(let message): [state.request(.why(.message, message.id.rawValue))]
    case .ticket(let ticket): [state.request(.why(.ticket, ticket.id.rawValue))]
    case .live, nil: []
    }
  }

  static func reveal(_ state: inout State) -> [Effect] {
    switch state.desk.flatMap({ state.markedRow(of: $0) }) {
    case .message(let message): return [state.request(.contact(message.id))]
    case .ticket(let ticket): return ticket.origin.message.map { [state.request(.contact($0))] } ?? []
    case .live, nil: return []
    }
  }

  static func edit(_ state: inout State, _ key: Key) {
    let (width, ambiguous) = (state.popupTextWidth, state.ambiguous)
    change(&state) { desk in
      if desk.isFiltering {
        _ = desk.filter.handle(key, width: width, ambiguous)
      } else if desk.writing != nil {
        _ = desk.words.handle(key, width: width, ambiguous)
      } else if var picker = desk.target {
        let before = picker.field.characters
        _ = picker.field.handle(key, width: width, ambiguous)
        if picker.field.characters != before { picker.selected = 0 }
        desk.target = picker
      }
    }
  }

  static func insert(_ state: inout State, _ text: String) { change(&state) { $0.words.insert(text) } }

  static func filter(_ state: inout State) -> [Effect] {
    change(&state) { $0.isFiltering = true }
    return []
  }

  /// The filter is finished: the list is fetched by it.
  static func endFilter(_ state: inout State) -> [Effect] {
    change(&state) { desk in
      desk.isFiltering = false
      desk.query = desk.filter.text
      desk.selected = 0
      desk.marked = nil
      // Another list: what was marked may be out of sight.
      desk.marks = []
    }
    return load(&state)
  }

  /// One step out within the screen; `false` when it is to be closed.
  static func stepOut(_ state: inout State) -> (isTaken: Bool, effects: [Effect]) {
    guard let desk = state.desk else { return (false, []) }
    if desk.target != nil || desk.writing != nil {
      change(&state) { desk in
        desk.writing = desk.target == nil ? nil : desk.writing
        desk.pictures = desk.writing == nil ? [] : desk.pictures
        desk.held = desk.writing == nil ? nil : desk.held
        desk.target = nil
      }
      return (true, caughtUp(&state))
    } else if !desk.marks.isEmpty {
      change(&state) { $0.marks = [] }
    } else if desk.isFiltering || !desk.filter.isEmpty {
      change(&state) { desk in
        desk.isFiltering = false
        desk.filter = Editor(isMultiline: false)
        desk.query = ""
        desk.selected = 0
        desk.marked = nil
      }
      return (true, load(&state))
    } else if desk.why != nil || desk.contact != nil {
      change(&state) { desk in
        desk.why = nil
        desk.contact = nil
      }
    } else {
      return (false, [])
    }
    return (true, [])
  }

  /// The list as it is now, if something came while the agent was writing or choosing.
  static func caughtUp(_ state: inout State) -> [Effect] {
    guard let desk = state.deskBelow, desk.isStale, desk.loading == 0, desk.held == nil else { return [] }
    return load(&state)
  }

  /// Changes the screen, also where a picture is looked at or chosen over it.
  static func change(_ state: inout State, _ body: (inout PromiseDesk) -> Void) {
    switch state.popup {
    case .promises(var desk):
      body(&desk)
      state.popup = .promises(desk)
    case .pictures(var form):
      guard var desk = form.promises else { return }
      body(&desk)
      form.promises = desk
      state.popup = .pictures(form)
    case .picture(var view):
      guard var desk = view.promises else { return }
      body(&desk)
      view.promises = desk
      state.popup = .picture(view)
    default: return
    }
  }
}

extension State {
  /// The tickets that are marked, in the order of the list.
  public func markedTickets(of desk: PromiseDesk) -> [TicketID] {
    guard desk.list == .tickets else { return [] }
    let listed = desk.tickets.map(\.id).filter(desk.marks.contains)
    return listed + desk.marks.subtracting(listed).sorted()
  }
}
