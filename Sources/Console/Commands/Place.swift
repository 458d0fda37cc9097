/// Where keys go just now: a pane, or what lies over the panes.
public enum Place: Hashable, Sendable, CaseIterable {
  /// The queue.
  case queue
  /// One's own conversations.
  case conversations
  /// The messages.
  case talk
  /// The writing field.
  case composer
  /// The taxpayer's card.
  case card
  /// The queue's filter.
  case filter
  /// A look at a waiting conversation.
  case preview
  /// The choice of state.
  case presence
  /// The codes of the wrap-up form.
  case wrapUpCode
  /// The summary of the wrap-up form.
  case wrapUpSummary
  /// The command palette.
  case palette
  /// Help.
  case help
  /// A question.
  case question
  /// The knowledge base.
  case knowledge
  /// The quick replies.
  case quickReplies
  /// The entry links.
  case entryLinks
  /// Whom a talk is passed on to.
  case transferTarget
  /// Words for whom it is passed on to.
  case transferNote
  /// The pictures of this machine.
  case pictures
  /// The code for the telephone.
  case phone
  /// A picture of the talk.
  case picture
  /// A note for other staff.
  case note
  /// What agent and colleague say to each other.
  case sideTalk
  /// Blocking a taxpayer.
  case block
  /// Those who are blocked.
  case blocks
  /// Remote assist and calls.
  case call
  /// The taxpayer's card as a popup.
  case cardPopup
  /// The writing field, with places of a quick reply still to be filled in.
  case prompt
  /// The writing field, with quick replies offered for what is being written.
  case completion
  /// A quick reply of one's own being written.
  case reply
  /// The templates of service sheets.
  case sheetTemplates
  /// A service sheet before it is sent.
  case sheetOrder
  /// A service sheet being checked.
  case sheet
  /// What was promised.
  case desk
  /// The filter of what was promised.
  case deskFilter
  /// Words about what was promised: an answer, a note, a result, a title.
  case deskWords
  /// The group that something promised is passed on to.
  case deskTarget
  /// Words for a service sheet: a material's name, a reason, a result.
  case sheetWords
  /// The screen of appointments.
  case appointments
  /// Slots to put an appointment to.
  case appointmentSlots
  /// Why an appointment is cancelled.
  case appointmentWords
  /// How the agent wants to be called.
  case alarms
  /// The supervisor's wall.
  case wall
  /// What if, over it.
  case wallStaffing
  /// A record that is played over it.
  case wallReplay
  /// The filter of its seats.
  case wallFilter
  /// Words asked for on the wall.
  case wallWords
  /// A choice on the wall.
  case wallChoice

  /// The panes.
  public static let panes: Set<Place> = [
    .queue, .conversations, .talk, .composer, .card, .prompt, .completion,
  ]

  /// The writing field in all its states.
  public static let writing: Set<Place> = [.composer, .prompt, .completion]

  /// Whether it is the writing field.
  public var isWriting: Bool { self == .composer || self == .prompt || self == .completion }

  /// Whether printable keys are text here.
  public var isText: Bool {
    switch self {
    case .composer, .filter, .wrapUpCode, .wrapUpSummary, .palette, .knowledge, .quickReplies,
      .entryLinks, .transferTarget, .transferNote, .note, .pictures, .prompt, .completion, .reply, .sheetTemplates,
      .sheetWords, .sideTalk, .block, .deskFilter, .deskWords, .deskTarget, .appointmentWords, .wallFilter,
      .wallWords, .wallChoice:
      true
    case .queue, .conversations, .talk, .card, .preview, .presence, .help, .question, .blocks, .call, .cardPopup,
      .phone,
      .picture, .sheetOrder, .sheet, .desk, .appointments, .appointmentSlots, .alarms, .wall, .wallStaffing,
      .wallReplay:
      false
    }
  }
}

extension State {
  /// Where keys go just now.
  public var place: Place {
    switch popup {
    case .preview: return .preview
    case .presence: return .presence
    case .wrapUp(let id): return talks[id]?.form.field == .summary ? .wrapUpSummary : .wrapUpCode
    case .palette: return .palette
    case .help: return .help
    case .question: return .question
    case .knowledge: return .knowledge
    case .quickReplies: return .quickReplies
    case .entryLinks: return .entryLinks
    case .transfer(let form): return form.field == .note ? .transferNote : .transferTarget
    case .note: return .note
    case .pictures: return .pictures
    case .phone: return .phone
    case .picture: return .picture
    case .sideTalk: return .sideTalk
    case .block: return .block
    case .blocks: return .blocks
    case .call: return .call
    case .card: return .cardPopup
    case .promises(let desk):
      if desk.target != nil { return .deskTarget }
      return desk.writing != nil ? .deskWords : desk.isFiltering ? .deskFilter : .desk
    case .reply: return .reply
    case .sheetTemplates: return .sheetTemplates
    case .sheetOrder(let order): return order.own == nil ? .sheetOrder : .sheetWords
    case .sheet(let desk): return desk.writing == nil ? .sheet : .sheetWords
    case .appointments(let desk):
      return desk.choice != nil ? .appointmentSlots : desk.reason != nil ? .appointmentWords : .appointments
    case .alarms: return .alarms
    case .wall(let board):
      if let form = board.form { return form.isChoice ? .wallChoice : .wallWords }
      if board.replay != nil { return .wallReplay }
      return board.staffing != nil ? .wallStaffing : board.isFiltering ? .wallFilter : .wall
    case nil: break
    }
    switch focus {
    case .queue: return queue.isFiltering ? .filter : .queue
    case .conversations: return .conversations
    case .talk: return .talk
    case .composer:
      guard let talk = selected.flatMap({ talks[$0] }) else { return .composer }
      return talk.completion != nil ? .completion : talk.prompts.isEmpty ? .composer : .prompt
    case .card: return .card
    }
  }
}
