import Desk
import Service

/// Follows the log as it becomes durable and holds the store to its promises, event by event.
struct Auditor {
  /// The office as the log tells it at one position.
  struct Moment {
    var conversations: [ConversationID: Conversation] = [:]
    var seats: [AgentID: Seat] = [:]
    var appointments: [AppointmentID: Appointment] = [:]
  }

  /// What the log tells at each position, from 0.
  private(set) var moments: [Moment]
  private(set) var messages: [ConversationID: [Message]] = [:]
  private var counts: [MessageID: Int] = [:]
  private var timers: [String: ServiceTimer] = [:]
  private var notesSeen = 0
  private var acknowledged: Set<MessageID> = []
  /// How often a kind of event came, to know that something happened at all.
  private(set) var accepts = 0
  private(set) var timersFired = 0
  private(set) var offers = 0
  private(set) var invitations = 0
  private(set) var sheetSteps = 0
  private(set) var appointmentSteps = 0
  private(set) var promiseSteps = 0
  private(set) var escalations = 0
  private(set) var wordsSaid = 0
  private(set) var warnings = 0
  private(set) var takeOvers = 0
  private var promises: [String: PromiseChange] = [:]
  var alerts = 0
  var levels: [String: Threshold.Level] = [:]
  var reviews = 0
  var revisions: [String: Int] = [:]
  private var messagesLeft: Set<OfflineMessageID> = []

  init(_ rows: Rows) {
    moments = [Moment(seats: rows.seats)]
    for change in Town.earlier { promises["ticket/" + change.subject] = change }
  }

  /// The position the log has reached.
  var head: Int64 { Int64(moments.count - 1) }

  /// How often a message is in the log.
  func count(of id: MessageID) -> Int { counts[id] ?? 0 }

  /// A backend told somebody that a message is there.
  mutating func acknowledge(_ id: MessageID, _ rows: Rows) throws(Violation) {
    acknowledged.insert(id)
    guard rows.places[id] != nil, counts[id] == 1 else {
      throw Violation(.acknowledgedOnce, "\(id) was acknowledged and is in the log \(count(of: id)) times")
    }
  }

  /// A backend told somebody that a message was left.
  mutating func acknowledge(_ message: OfflineMessage, _ rows: Rows) throws(Violation) {
    messagesLeft.insert(message.id)
    guard promises["message/" + message.id.rawValue] != nil else {
      throw Violation(.promisesAreKept, "\(message.id) was acknowledged and is not in the log")
    }
  }

  /// Looks at what became durable since the last time.
  mutating func study(_ rows: Rows) throws(Violation) {
    var touched: Set<ConversationID> = []
    for event in rows.events[min(moments.count - 1, rows.events.count)...] {
      guard event.position == EventPosition(epoch: 1, sequence: Int64(moments.count)) else {
        throw Violation(.rowsAreTheLog, "after position \(moments.count - 1) comes \(event.position)")
      }
      try take(event)
      if let id = event.body.conversation { touched.insert(id) }
    }
    try studyTimers(rows)
    try studyReviews(rows)
    let now = moments[moments.count - 1]
    for id in touched.sorted() where rows.conversations[id] != now.conversations[id] {
      throw Violation(.rowsAreTheLog, "the row of \(id) is not what the log says")
    }
    for id in touched where rows.messages[id] ?? [] != messages[id] ?? [] {
      throw Violation(.rowsAreTheLog, "the messages of \(id) are not what the log says")
    }
    guard rows.appointments == now.appointments else {
      throw Violation(.rowsAreTheLog, "the appointments are not what the log says")
    }
    guard rows.seats == now.seats else { throw Violation(.rowsAreTheLog, "the seats are not what the log says") }
  }

  /// Everything once more, for the end of a run and after a crash.
  func studyAll(_ rows: Rows) throws(Violation) {
    for id in acknowledged.sorted() where rows.places[id] == nil || counts[id] != 1 {
      throw Violation(.acknowledgedOnce, "\(id) was acknowledged and is in the log \(count(of: id)) times")
    }
    guard rows.conversations == moments[moments.count - 1].conversations else {
      throw Violation(.rowsAreTheLog, "the conversations' rows are not what the log says")
    }
    try studyPromises(rows)
    try studyReplays(rows)
    try studyWebhooks(rows)
  }

  private mutating func take(_ event: Event) throws(Violation) {
    var moment = moments[moments.count - 1]
    if case .conversationOpened(let new) = event.body {
      if let other = moment.conversations.values.first(where: { $0.taxpayer.id == new.taxpayer.id && $0.isOpen }) {
        throw Violation(.oneOwner, "\(new.id) was opened while \(other.id) is open")
      }
      moment.conversations[new.id] = new
    }
    if case .accepted(let accepted) = event.body {
      accepts += 1
      let before = moment.conversations[accepted.conversation]
      guard before?.stage == .waiting else {
        throw Violation(
          .oneOwner,
          "\(accepted.agent.id) took \(accepted.conversation), which \(before?.agent?.id.rawValue ?? "nobody") has")
      }
    }
    if case .takenOver(let taken) = event.body {
      takeOvers += 1
      let before = moment.conversations[taken.conversation]
      guard before?.stage == .talking, before?.agent == taken.from else {
        throw Violation(
          .oneOwner, "\(taken.conversation) was taken from \(taken.from.id); \(before?.agent?.id ?? "nobody") had it")
      }
    }
    if case .offered(let offered) = event.body {
      offers += 1
      if let standing = moment.conversations[offered.conversation]?.queue?.offer {
        throw Violation(
          .oneLiveOffer,
          "\(offered.conversation) is put to \(offered.offer.agent.id) and to \(standing.agent.id) already")
      }
    }
    if case .messagePosted(let message) = event.body {
      counts[message.id, default: 0] += 1
      guard counts[message.id] == 1 else {
        throw Violation(.acknowledgedOnce, "\(message.id) is in the log twice")
      }
      guard message.number == (messages[message.conversation]?.count ?? 0) + 1 else {
        throw Violation(.rowsAreTheLog, "\(message.id) has the number \(message.number) in \(message.conversation)")
      }
      messages[message.conversation, default: []].append(message)
    }
    if case .promiseChanged(let change) = event.body { try follow(change) }
    if case .alarmRaised(let alarm) = event.body, alarm.kind == .dueSoon { try follow(alarm, at: event.at) }
    if case .alarmRaised(let alarm) = event.body { try follow(alarm) }
    if case .sheetChanged(let change) = event.body { try follow(change, moment) }
    if case .appointmentChanged(let change) = event.body {
      try follow(change, moment)
      moment.appointments[change.appointment.id] = change.appointment
    }
    if case .seatChanged(let seat) = event.body { moment.seats[seat.agent.id] = seat }
    if case .invitationChanged(let change) = event.body { try take(change, moment.conversations[change.conversation]) }
    if let id = event.body.conversation { moment.conversations[id]?.apply(event.body, at: event.at) }
    if let id = event.body.conversation, let conversation = moment.conversations[id], conversation.stage != .talking,
      let open = conversation.invitation, open.isOpen
    {
      throw Violation(.oneInvitation, "\(open.id) is open in \(id), which is \(conversation.stage)")
    }
    moments.append(moment)
  }

  private mutating func take(_ change: InvitationChange, _ conversation: Conversation?) throws(Violation) {
    invitations += 1
    let before = conversation?.invitation
    if let before, before.id != change.invitation.id, before.isOpen {
      throw Violation(.oneInvitation, "\(change.invitation.id) was opened while \(before.id) is open")
    }
    if let before, before.id == change.invitation.id,
      change.invitation.revision != before.revision + 1 || !before.isOpen
    {
      throw Violation(.oneInvitation, "\(before.id) went from \(before) to \(change.invitation)")
    }
  }

  private mutating func follow(_ change: SheetChange, _ moment: Moment) throws(Violation) {
    sheetSteps += 1
    let before = moment.conversations[change.conversation]?.sheets?.first { $0.id == change.sheet.id }
    guard var sheet = before else {
      if case .issued = change.step, change.sheet.revision == 1 { return }
      throw Violation(.sheetsMoveStepByStep, "\(change.sheet.id) begins with \(change.step)")
    }
    if let obstacle = sheet.obstacle(to: change.step, seen: sheet.revision) {
      throw Violation(.sheetsMoveStepByStep, "\(sheet.id) took \(change.step) although \(obstacle)")
    }
    sheet.apply(change.step)
    guard sheet == change.sheet else {
      throw Violation(
        .sheetsMoveStepByStep, "\(sheet.id) is at \(change.sheet.revision) after \(sheet.revision - 1): \(change.step)")
    }
  }

  private mutating func follow(_ change: AppointmentChange, _ moment: Moment) throws(Violation) {
    appointmentSteps += 1
    let appointment = change.appointment
    let before = moment.appointments[appointment.id]
    guard appointment.revision == (before?.revision ?? 0) + 1, before?.isOpen != false else {
      throw Violation(
        .appointmentsMoveStepByStep, "\(appointment.id) took \(change.step) at \(before.map { "\($0)" } ?? "nothing")")
    }
    let others = moment.appointments.values.count {
      $0.id != appointment.id && $0.rule == appointment.rule && $0.start == appointment.start && $0.holdsPlace
    }
    let capacity = Town.catalogue.appointmentRules?.first { $0.code == appointment.rule }?.capacity ?? 0
    guard !appointment.holdsPlace || others < capacity else {
      throw Violation(
        .neverOverbooked, "\(appointment.id) is number \(others + 1) of \(capacity) at \(appointment.start)")
    }
  }

  private mutating func follow(_ change: PromiseChange) throws(Violation) {
    promiseSteps += 1
    let name = change.kind.rawValue + "/" + change.subject
    let before = promises[name]
    guard change.entry.number == (before?.entry.number ?? 0) + 1 else {
      throw Violation(.promisesAreKept, "\(name): after \(before?.entry.number ?? 0) comes \(change.entry.number)")
    }
    if change.entry.kind == .claimed, let owner = before?.assignee, owner.id != change.assignee?.id {
      throw Violation(.promisesAreKept, "\(name): \(change.assignee?.id.rawValue ?? "") took it from \(owner.id)")
    }
    if change.entry.kind == .escalated {
      escalations += 1
      let was = before?.ticket?.escalatedAt ?? before?.message?.escalatedAt
      guard was == nil else { throw Violation(.promisesAreKept, "\(name): told to be late twice") }
    }
    if change.entry.text.hasPrefix("给"), change.entry.kind != .joined, change.entry.kind != .edited {
      wordsSaid += 1
      guard change.entry.text.hasPrefix("给" + change.subject + "之") else {
        throw Violation(.wordsReachTheirs, "\(name) holds “\(change.entry.text)”")
      }
    }
    promises[name] = change
  }

  private mutating func follow(_ alarm: AlarmRaised, at now: Timestamp) throws(Violation) {
    warnings += 1
    let change = promises["ticket/" + alarm.subject] ?? promises["message/" + alarm.subject]
    guard let change, change.isOpen, let dueAt = change.dueAt, dueAt == alarm.until, now < dueAt,
      let minutes = change.ticket?.clock.minutes ?? change.message?.clock.minutes, let group = change.group,
      let warning = Town.office.warning(before: dueAt, promised: minutes, for: group), warning <= now,
      change.assignee?.id == alarm.agent, change.group == alarm.group
    else { throw Violation(.warnedInTime, "\(alarm) of \(change.map { "\($0)" } ?? "nothing")") }
  }

  private func studyPromises(_ rows: Rows) throws(Violation) {
    for (name, change) in promises
    where rows.tickets[name] != change.ticket || rows.offlineMessages[name] != change.message {
      throw Violation(.promisesAreKept, "the row of \(name) is not what the log says")
    }
    for id in messagesLeft where rows.offlineMessages["message/" + id.rawValue] == nil {
      throw Violation(.promisesAreKept, "\(id) was acknowledged and is lost")
    }
  }

  private mutating func studyTimers(_ rows: Rows) throws(Violation) {
    for note in rows.timerNotes[min(notesSeen, rows.timerNotes.count)...] {
      switch note {
      case .set(let timer): timers[Rows.key(timer.kind, timer.subject)] = timer
      case .cancelled(let kind, let subject): timers[Rows.key(kind, subject)] = nil
      case .fired(let kind, let subject, let at):
        timersFired += 1
        guard let timer = timers.removeValue(forKey: Rows.key(kind, subject)) else {
          throw Violation(.timersFireOnce, "\(kind) of \(subject) fired and was not set")
        }
        guard timer.due <= at else { throw Violation(.timersFireOnce, "\(kind) of \(subject) fired too early") }
      }
    }
    notesSeen = rows.timerNotes.count
  }
}
