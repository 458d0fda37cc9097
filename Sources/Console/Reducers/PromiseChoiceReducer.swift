import Desk

/// What is chosen from lists on the screen of what was promised, and pictures that go along with words.
enum PromiseChoiceReducer {
  /// Begins to choose; what is not here yet is fetched.
  static func begin(_ state: inout State, _ purpose: PromiseDesk.Purpose) -> [Effect] {
    if state.desk?.isSending == true {
      state.notify(.information, Localised("上一步还在提交，请稍候", "The last step is still on its way"))
      return []
    }
    PromiseReducer.hold(&state)
    PromiseReducer.change(&state) { desk in
      desk.target = Picker()
      desk.purpose = purpose
      desk.related = []
    }
    switch purpose {
    case .filter: return state.desk?.filters == nil ? [state.request(.savedFilters)] : []
    case .merge:
      guard case .ticket(let ticket)? = state.desk.flatMap({ state.actedRow(of: $0) }), let person = ticket.taxpayer
      else { return [] }
      return [state.request(.ticketsOf(person.id))]
    case .agent: return PromiseReducer.askColleagues(&state)
    case .group, .change: return []
    }
  }

  static func choose(_ state: inout State) -> [Effect] {
    let choices = state.deskChoices
    guard let desk = state.desk, let picker = desk.target, choices.indices.contains(picker.selected) else { return [] }
    switch choices[picker.selected] {
    case .group(let group): return PromiseReducer.step(&state, PromiseStepRequest(.forwarded, group: group.id))
    case .seat(let line): return PromiseReducer.step(&state, PromiseStepRequest(.assigned, agent: line.agent.id))
    case .colleague(let colleague):
      return PromiseReducer.step(&state, PromiseStepRequest(.assigned, agent: colleague.agent.id))
    case .title:
      guard case .ticket(let ticket)? = state.heldRow(of: desk) else { return [] }
      PromiseReducer.change(&state) { desk in
        desk.target = nil
        desk.writing = .title
        desk.words = Editor(ticket.title)
      }
      return []
    case .type(let type): return PromiseReducer.edit(&state, TicketEdit(type: type.code))
    case .priority(let priority): return PromiseReducer.edit(&state, TicketEdit(priority: priority))
    case .watch(let isWatched): return watch(&state, isWatched)
    case .ticket(let other): return PromiseReducer.step(&state, PromiseStepRequest(.merged, ticket: other.id))
    case .filter(let filter): return go(&state, by: filter)
    case .keep(let filter): return [state.request(.changeFilter(SavedFilterChange(filter, isKept: true)))]
    case .drop(let filter): return [state.request(.changeFilter(SavedFilterChange(filter, isKept: false)))]
    }
  }

  private static func watch(_ state: inout State, _ isWatched: Bool) -> [Effect] {
    guard case .ticket(let ticket)? = state.desk.flatMap({ state.heldRow(of: $0) }), let me = state.replica?.me.agent
    else { return [] }
    let others = ticket.watchers.map(\.id).filter { $0 != me.id }
    return PromiseReducer.edit(&state, TicketEdit(watchers: isWatched ? others + [me.id] : others))
  }

  private static func go(_ state: inout State, by filter: SavedFilter) -> [Effect] {
    let kept = state.desk?.filters
    var desk = PromiseDesk(filter.kind == .message ? .messages : .tickets)
    desk.filters = kept
    desk.filter = Editor(filter.line, isMultiline: false)
    desk.query = filter.line
    state.popup = .promises(desk)
    return PromiseReducer.load(&state)
  }

  static func take(_ state: inout State, _ saved: SavedFilters, isKept: Bool) {
    PromiseReducer.change(&state) { desk in
      desk.filters = saved.filters
      if isKept {
        desk.target = nil
        desk.held = nil
      }
    }
    if isKept { state.notify(.success, Localised("常用筛选已保存", "Your filters are kept")) }
  }

  // MARK: - Marks

  /// Marks the ticket to be acted on together with others, or takes the mark away, and goes on to the next.
  static func mark(_ state: inout State) -> [Effect] {
    guard let desk = state.desk, case .ticket(let ticket)? = state.markedRow(of: desk) else { return [] }
    PromiseReducer.change(&state) { desk in
      if desk.marks.remove(ticket.id) == nil { desk.marks.insert(ticket.id) }
    }
    return PromiseReducer.move(&state, by: 1)
  }

  static func finish(_ state: inout State, _ outcome: BulkStepOutcome) {
    let refused = outcome.items.filter { $0.problem != nil }
    PromiseReducer.change(&state) { $0.marks = Set(refused.map(\.id)) }
    let done = outcome.items.count - refused.count
    guard let problem = refused.first?.problem else {
      return state.notify(.success, Localised("\(done) 件已办", "\(done) done"))
    }
    state.notify(
      .warning,
      Localised(
        "\(done) 件已办，\(refused.count) 件未成：\(problem.detail)",
        "\(done) done, \(refused.count) refused: \(problem.detailEnglish)"))
  }

  // MARK: - Pictures

  /// Chooses a picture that goes along with what is being written.
  static func attach(_ state: inout State) -> [Effect] {
    guard let desk = state.desk, desk.writing?.takesPictures == true, !desk.isSending else { return [] }
    guard desk.marks.isEmpty else {
      state.notify(
        .warning, Localised("一起办多件时不能附图片", "Pictures go with one ticket, not with several at once"))
      return []
    }
    guard desk.pictures.count < OfflineMessage.mostPictures else {
      state.notify(
        .warning,
        Localised(
          "一次最多 \(OfflineMessage.mostPictures) 张图片", "At most \(OfflineMessage.mostPictures) pictures at once"))
      return []
    }
    var form = PictureForm("")
    form.promises = desk
    state.popup = .pictures(form)
    return [.listFiles(folder: form.folder)]
  }

  /// Goes back to the words with a picture that is brought to the backend meanwhile.
  static func attach(_ state: inout State, _ entry: FileEntry, to desk: PromiseDesk) -> [Effect] {
    var desk = desk
    desk.pictures.append(DeskPicture(path: entry.path, name: entry.name))
    state.popup = .promises(desk)
    let request: OutgoingRequest.Kind
    switch state.actedRow(of: desk) {
    case .message(let message):
      request = .bringPicture(.message, message.id.rawValue, path: entry.path, name: entry.name)
    case .ticket(let ticket): request = .bringPicture(.ticket, ticket.id.rawValue, path: entry.path, name: entry.name)
    case .live, nil: return []
    }
    return [state.request(request), .forgetPicture]
  }

  static func take(_ state: inout State, _ image: ImageReference?, of path: String) {
    PromiseReducer.change(&state) { desk in
      guard let place = desk.pictures.firstIndex(where: { $0.path == path && $0.image == nil }) else { return }
      if let image { desk.pictures[place].image = image } else { desk.pictures.remove(at: place) }
    }
  }
}

extension PromiseDesk.Writing {
  /// Whether pictures may go along.
  public var takesPictures: Bool {
    switch self {
    case .reply, .question, .note, .result: true
    case .closing, .ticket, .talkTicket, .title: false
    }
  }
}
