import Desk

/// Alarms: what stands unhandled calls until it is handled; what is of one kind calls together, and after many calls it is only shown.
enum AlarmReducer {
  /// Milliseconds between two looks at what stands.
  static let interval: Int64 = 500
  /// How long the screen flashes.
  static let flash: Int64 = 600
  /// A lost connection calls after so many milliseconds.
  static let lostAfter: Int64 = 5_000
  /// What nobody reacted to is forgotten after so many seconds.
  static let raisedSeconds = 600

  /// What stands, before it is merged with what is called already.
  private struct Condition {
    var kind: AlarmKind
    var subjects: Set<String>
    var words: Localised
  }

  static func tick(_ state: inout State) -> [Effect] {
    let now = state.clock.monotonic
    if let until = state.alarms.flashUntil, until <= now { state.alarms.flashUntil = nil }
    guard state.replica != nil, now - state.alarms.checkedAt >= interval else { return [] }
    state.alarms.checkedAt = now
    forget(&state)
    let before = state.alarms.alarms
    var called: [Alarm] = []
    state.alarms.alarms = conditions(state).map { condition in
      guard var alarm = before.first(where: { $0.kind == condition.kind }) else {
        let alarm = Alarm(
          kind: condition.kind, subjects: condition.subjects, words: condition.words, since: now, calledAt: now,
          calls: 1,
          isSilenced: false)
        called.append(alarm)
        return alarm
      }
      let isNew = !condition.subjects.isSubset(of: alarm.subjects)
      alarm.subjects = condition.subjects
      alarm.words = condition.words
      if isNew { (alarm.isSilenced, alarm.calls) = (false, 0) }
      let isTime = now - alarm.calledAt >= Int64(settings(state).repeatSeconds) * 1000
      if isNew || (isTime && !alarm.isSilenced && alarm.calls < Alarm.mostCalls) {
        alarm.calledAt = now
        alarm.calls += 1
        called.append(alarm)
      }
      return alarm
    }
    return call(&state, called)
  }

  /// The agent has heard: nothing calls again until something new comes.
  static func silence(_ state: inout State) {
    for place in state.alarms.alarms.indices { state.alarms.alarms[place].isSilenced = true }
    state.alarms.flashUntil = nil
    state.alarms.raised.removeAll { ![.dueSoon, .ticket, .threshold].contains($0.kind) }
    state.notify(.information, Localised("已静音，有新的提醒再响", "Quiet until something new calls"))
  }

  /// Nobody reacted to something: for supervisors. What is due soon is for whoever has it, or its group while nobody has.
  static func follow(_ state: inout State, _ raised: AlarmRaised) -> [Effect] {
    guard let me = state.replica?.me.agent else { return [] }
    let isTheirs = raised.agent.map { $0 == me.id } ?? (raised.group.map(state.serves) ?? false)
    guard raised.kind == .dueSoon ? isTheirs : me.role == .supervisor else { return [] }
    state.alarms.raised.removeAll { $0.kind == raised.kind && $0.subject == raised.subject }
    state.alarms.checkedAt = 0
    guard raised.isOver != true, raised.handledBy == nil else {
      state.notify(.information, raised.words)
      return []
    }
    state.alarms.raised.append(raised)
    state.notify(.warning, raised.words)
    return []
  }

  /// What a snapshot says is due soon takes the place of what was known: a console that begins within the time of warning calls as one that was there.
  static func begin(_ state: inout State, with soon: [AlarmRaised]) {
    state.alarms.raised.removeAll { $0.kind == .dueSoon || $0.kind == .waitingLong }
    state.alarms.raised += soon
    state.alarms.checkedAt = 0
    guard let replica = state.replica, replica.me.agent.role == .supervisor, let now = state.clock.now else { return }
    let limit = replica.office.settings.supervisorWaitSeconds ?? 180
    for line in replica.floor.waiting where now.seconds(since: line.enteredAt) >= limit {
      let name = replica.catalogue.groups.first { $0.id == line.group }?.name ?? Localised("", "")
      state.alarms.raised.append(
        .waitingLong(line.conversation, in: line.group, called: name, since: line.enteredAt, at: now))
    }
  }

  /// A message left or a ticket is late: supervisors and whoever has it are called, or its group while nobody has; whatever staff do to it ends that.
  /// What is due soon calls until whoever has it does something, has it no more, or it is due at another time.
  static func follow(_ state: inout State, _ change: PromiseChange) {
    guard let me = state.replica?.me.agent else { return }
    state.alarms.raised.removeAll { raised in
      guard raised.subject == change.subject else { return false }
      switch raised.kind {
      case .ticket: return change.entry.side == .agent || change.dueAt == nil || change.entry.kind == .rescheduled
      case .dueSoon:
        return change.entry.agent?.id == me.id || change.entry.kind.changesHands || change.dueAt != raised.until
          || change.entry.kind == .escalated
      default: return false
      }
    }
    guard change.entry.kind == .escalated else { return }
    let isTheirs = change.assignee.map { $0.id == me.id } ?? (change.group.map(state.serves) ?? false)
    guard isTheirs || me.role == .supervisor else { return }
    state.alarms.raised.append(
      AlarmRaised(
        kind: .ticket, subject: change.subject, group: change.group, since: change.entry.at,
        words: Localised("工单或留言已超期", "A ticket or message is late")))
    state.alarms.checkedAt = 0
  }

  private static func settings(_ state: State) -> AlarmSettings { state.replica?.alarms ?? AlarmSettings() }

  private static func call(_ state: inout State, _ called: [Alarm]) -> [Effect] {
    guard !called.isEmpty else { return [] }
    let settings = settings(state)
    var effects: [Effect] = []
    // An offer rings by itself.
    if settings.rings, state.preferences.isBellOn, called.contains(where: { $0.kind != .offer }) {
      effects.append(.bell)
    }
    if settings.flashes { state.alarms.flashUntil = state.clock.monotonic + flash }
    if settings.notifies, !state.hasTerminalFocus {
      let language = state.preferences.language
      for alarm in called where alarm.kind != .offer {
        effects.append(.notify(title: alarm.kind.name.text(language), body: alarm.words.text(language)))
      }
    }
    return effects
  }

  /// Drops what somebody has reacted to meanwhile, and what is old.
  private static func forget(_ state: inout State) {
    guard let replica = state.replica, let now = state.clock.now, !state.alarms.raised.isEmpty else { return }
    state.alarms.raised.removeAll { raised in
      switch raised.kind {
      case .waitingLong where !replica.floor.waiting.contains { $0.conversation.rawValue == raised.subject }: true
      case .appointment where replica.appointments[AppointmentID(raised.subject)]?.isCalling == false: true
      case .dueSoon: raised.until.map { $0 <= now } ?? false
      case .ticket, .threshold: false
      default: now.seconds(since: raised.since) > raisedSeconds * 2
      }
    }
  }

  // MARK: - What stands

  private static func conditions(_ state: State) -> [Condition] {
    let settings = settings(state)
    let all = [
      waiting(state, settings), unanswered(state, settings), offer(state), appointment(state), dueSoon(state),
      ticket(state), connection(state), threshold(state),
    ].compactMap(\.self)
    return all.filter { !settings.muted.contains($0.kind) }
  }

  /// Whether only what is the agent's own calls: away, or outside working hours.
  private static func isQuiet(_ state: State, _ settings: AlarmSettings) -> Bool {
    guard settings.isQuietWhenAway, let replica = state.replica else { return false }
    switch replica.me.choice {
    case .onBreak, .training, .signedOut: return true
    case .ready, .busy, .wrapUp: break
    }
    guard let now = state.clock.now, replica.office.calendar.weekly.isEmpty == false else { return false }
    return !replica.office.calendar.isOpen(at: now)
  }

  private static func waiting(_ state: State, _ settings: AlarmSettings) -> Condition? {
    guard let replica = state.replica else { return nil }
    let limit = settings.waitingSeconds
    let isAway = isQuiet(state, settings)
    // A supervisor at the wall takes nobody and is signed out: what nobody reacted to calls there.
    let isAtWall = replica.me.choice == .signedOut && replica.me.agent.role == .supervisor
    guard !isAway || isAtWall else { return nil }
    let own = replica.floor.waiting.filter {
      !isAway && replica.me.agent.groups.contains($0.group) && $0.offeredTo == nil
        && state.clock.seconds(since: $0.enteredAt) >= limit
    }
    let raised = state.alarms.raised.filter { $0.kind == .waitingLong }
    let subjects = Set(own.map(\.conversation.rawValue) + raised.map(\.subject))
    guard let first = raised.first else {
      guard !subjects.isEmpty else { return nil }
      return Condition(
        kind: .waitingLong, subjects: subjects,
        words: Self.waitingLong(subjects.count, limit, isCut: replica.floor.isCut))
    }
    // What nobody reacted to is said as such, not as one's own queue.
    let others = subjects.count - 1
    return Condition(
      kind: .waitingLong, subjects: subjects,
      words: others == 0
        ? first.words
        : Localised("\(first.words.chinese)，另有 \(others) 人久等", "\(first.words.english); \(others) more wait long"))
  }

  private static func waitingLong(_ count: Int, _ limit: Int, isCut: Bool) -> Localised {
    guard !isCut else {
      return Localised("至少 \(count) 人等候超过 \(limit) 秒", "at least \(count) waiting for more than \(limit) s")
    }
    return Localised("\(count) 人等候超过 \(limit) 秒", "\(count) waiting for more than \(limit) s")
  }

  private static func unanswered(_ state: State, _ settings: AlarmSettings) -> Condition? {
    let limit = settings.unansweredSeconds
    let late = state.myConversations.filter {
      guard let since = $0.conversation.unansweredSince, $0.conversation.stage == .talking,
        !state.isConsulted(in: $0.conversation)
      else { return false }
      return state.clock.seconds(since: since) >= limit
    }
    guard !late.isEmpty else { return nil }
    return Condition(
      kind: .unanswered, subjects: Set(late.map(\.conversation.id.rawValue)),
      words: Localised("\(late.count) 个会话待回复", "\(late.count) talks wait for a reply"))
  }

  private static func offer(_ state: State) -> Condition? {
    state.offer.map {
      Condition(
        kind: .offer, subjects: [$0.conversation.rawValue], words: Localised("有人正在等您接入", "Somebody is put to you"))
    }
  }

  private static func appointment(_ state: State) -> Condition? {
    guard let me = state.replica?.me.agent.id, let calendar = state.replica?.office.calendar else { return nil }
    var calling = state.ownAppointments.filter { $0.isCalling && ($0.agent == nil || $0.agent?.id == me) }
    let isAway = isQuiet(state, settings(state))
    if isAway { calling.removeAll { $0.agent?.id != me } }
    var subjects = Set(calling.map(\.id.rawValue))
    for raised in state.alarms.raised where raised.kind == .appointment { subjects.insert(raised.subject) }
    guard !subjects.isEmpty else { return nil }
    let command = Command.named(.startAppointment)
    let here = command?.keys(at: state.place).first?.name
    let outside = command?.keys(at: .queue).first?.name ?? ""
    let act =
      here.map { Localised("按 \($0) 开始", "\($0) begins it") }
      ?? Localised("退出后按 \(outside) 开始", "leave this, then \(outside) begins it")
    guard let first = calling.first else {
      return Condition(
        kind: .appointment, subjects: subjects,
        words: Localised("\(subjects.count) 个预约无人开始", "Nobody has begun \(subjects.count) appointments"))
    }
    let clock = WorkingCalendar.clock(calendar.local(first.start).minute)
    let mode = first.mode.name
    return Condition(
      kind: .appointment, subjects: subjects,
      words: Localised(
        "\(clock) 的预约已到时间（\(mode.chinese)），\(act.chinese)",
        "The \(clock) appointment is due (\(mode.english)); \(act.english)"))
  }

  private static func dueSoon(_ state: State) -> Condition? {
    let isAway = isQuiet(state, settings(state))
    let soon = state.alarms.raised.filter { $0.kind == .dueSoon && !(isAway && $0.agent == nil) }
    guard let first = soon.first else { return nil }
    let words =
      soon.count == 1
      ? first.words
      : Localised("\(soon.count) 件工单或留言将到期", "\(soon.count) tickets or messages are due soon")
    return Condition(kind: .dueSoon, subjects: Set(soon.map(\.subject)), words: words)
  }

  private static func ticket(_ state: State) -> Condition? {
    let subjects = Set(state.alarms.raised.filter { $0.kind == .ticket }.map(\.subject))
    guard !subjects.isEmpty else { return nil }
    return Condition(
      kind: .ticket, subjects: subjects,
      words: Localised("\(subjects.count) 件工单或留言超期", "\(subjects.count) tickets or messages are late"))
  }

  private static func threshold(_ state: State) -> Condition? {
    let raised = state.alarms.raised.filter { $0.kind == .threshold }
    guard let last = raised.last else { return nil }
    return Condition(
      kind: .threshold, subjects: Set(raised.map(\.subject)),
      words: raised.count == 1
        ? last.words : Localised("\(raised.count) 项指标告警", "\(raised.count) figures are outside their ranges"))
  }

  private static func connection(_ state: State) -> Condition? {
    guard case .lost(let since, _) = state.connection, state.clock.monotonic - since >= lostAfter else { return nil }
    return Condition(
      kind: .connection, subjects: ["connection"],
      words: Localised("与服务的连接已中断", "The connection to the backend is lost"))
  }

  // MARK: - Settings

  static func openSettings(_ state: inout State) { state.popup = .alarms(AlarmForm(settings(state))) }

  static func move(_ state: inout State, by step: Int) {
    guard case .alarms(var form) = state.popup else { return }
    form.selected = min(max(0, form.selected + step), AlarmForm.rows.count - 1)
    state.popup = .alarms(form)
  }

  /// Turns the marked switch over, or makes the marked number smaller or larger.
  static func change(_ state: inout State, by step: Int) {
    guard case .alarms(var form) = state.popup else { return }
    func number(_ value: Int, _ range: ClosedRange<Int>) -> Int {
      let pace = value >= 120 ? 30 : 5
      return min(max(range.lowerBound, value + step * pace), range.upperBound)
    }
    switch AlarmForm.rows[form.selected] {
    case .rings: form.settings.rings.toggle()
    case .notifies: form.settings.notifies.toggle()
    case .flashes: form.settings.flashes.toggle()
    case .isQuiet: form.settings.isQuietWhenAway.toggle()
    case .repeatSeconds: form.settings.repeatSeconds = number(form.settings.repeatSeconds, 10...600)
    case .waitingSeconds: form.settings.waitingSeconds = number(form.settings.waitingSeconds, 10...3600)
    case .unansweredSeconds: form.settings.unansweredSeconds = number(form.settings.unansweredSeconds, 10...3600)
    case .kind(let kind):
      if let place = form.settings.muted.firstIndex(of: kind) {
        form.settings.muted.remove(at: place)
      } else {
        form.settings.muted.append(kind)
      }
    }
    state.popup = .alarms(form)
  }

  static func submit(_ state: inout State) -> [Effect] {
    guard case .alarms(var form) = state.popup, !form.isSending else { return [] }
    form.isSending = true
    state.popup = .alarms(form)
    return [state.request(.keepAlarms(form.settings))]
  }

  static func kept(_ state: inout State, _ settings: AlarmSettings) {
    state.replica?.take(settings)
    if case .alarms = state.popup { state.popup = nil }
    state.notify(.success, Localised("提醒设置已保存", "Kept"))
  }

  static func failed(_ state: inout State, _ failure: Failure) {
    if case .alarms(var form) = state.popup {
      form.isSending = false
      state.popup = .alarms(form)
    }
    state.notify(failure)
  }
}
