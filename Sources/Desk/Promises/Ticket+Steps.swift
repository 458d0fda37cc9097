// The ticket's state machine: which step may be taken when, and what it does.

extension Ticket {
  /// Why a step cannot be taken; `nil` when it can. `reopenDays` is how long a ticket that ended can be opened again.
  public func obstacle(to kind: PromiseEntry.Kind, at now: Timestamp, reopenDays: Int) -> PromiseObstacle? {
    if kind.isFull(at: revision, of: Self.mostEntries) { return .full }
    if mergedInto != nil { return kind == .noted ? nil : .merged }
    switch kind {
    case .opened: return revision == 0 ? nil : .wrongState(state.name)
    case .noted, .joined, .edited, .assigned, .forwarded: return kind == .noted || state.isOpen ? nil : over
    case .claimed, .replied, .added, .resolved, .merged: return state.isOpen ? nil : over
    case .released: return assignee == nil ? .notClaimed : state.isOpen ? nil : over
    case .waiting: return state == .pending ? .wrongState(state.name) : state.isOpen ? nil : over
    case .held: return state == .new || state == .open ? nil : .wrongState(state.name)
    case .resumed: return state == .pending || state == .onHold ? nil : .wrongState(state.name)
    case .urged:
      if state == .pending { return .waitsForTaxpayer }
      return state.isOpen ? nil : over
    case .escalated, .rescheduled: return state.isOpen ? nil : over
    case .closed: return state == .closed ? .wrongState(state.name) : nil
    case .reopened:
      guard !state.isOpen, let endedAt else { return .wrongState(state.name) }
      return now.seconds(since: endedAt) <= reopenDays * 86_400 ? nil : .tooLate(days: reopenDays)
    case .converted, .invited, .entered: return .wrongState(state.name)
    }
  }

  private var over: PromiseObstacle { state == .resolved ? .resolved : .closed }

  /// Takes a step that has no obstacle; the entry comes back with its number.
  public mutating func take(_ entry: PromiseEntry, on calendar: WorkingCalendar) -> PromiseEntry {
    var entry = entry
    revision += 1
    entry.number = revision
    if [.assigned, .released, .forwarded].contains(entry.kind) { entry.formerly = assignee }
    if entry.kind == .forwarded, entry.group != group { entry.formerGroup = group }
    changedAt = entry.at
    move(by: entry, on: calendar)
    // With time left again it may be late again, and is told again.
    if entry.kind != .escalated, let dueAt = clock.dueAt, dueAt > entry.at { escalatedAt = nil }
    if entry.isPublic {
      publicRevision = revision
      if !entry.text.isEmpty { excerpt = MessageBody.text(TextBody(entry.text)).excerpt(.chinese) }
    }
    return entry
  }

  private mutating func move(by entry: PromiseEntry, on calendar: WorkingCalendar) {
    switch entry.kind {
    case .opened:
      assignee = entry.assignee
      if assignee != nil { state = .open }
    case .claimed, .assigned:
      assignee = entry.assignee
      if state == .new { state = .open }
    case .released:
      assignee = nil
    case .forwarded:
      group = entry.group ?? group
      assignee = entry.assignee
      // The group may have hours of its own.
      clock.promise(minutes: clock.minutes, on: calendar)
    case .replied: if state == .new { state = .open }
    case .added: if state == .pending { goOn(at: entry.at, calendar) }
    case .resumed: goOn(at: entry.at, calendar)
    case .waiting:
      state = .pending
      clock.pause(at: entry.at, on: calendar)
    case .held: state = .onHold
    case .resolved:
      end(.resolved, at: entry.at, calendar)
      result = entry.text
    case .closed, .merged:
      if state != .resolved { clock.pause(at: entry.at, on: calendar) }
      state = .closed
      // The time to open it again runs from its being resolved.
      endedAt = endedAt ?? entry.at
      if entry.kind == .merged { mergedInto = entry.ticket }
    case .reopened:
      // One that was resolved late has as long as at first, and is not late again at once.
      if clock.isRunning { clock = PromiseClock(minutes: clock.minutes, from: entry.at, on: calendar) }
      goOn(at: entry.at, calendar)
      endedAt = nil
      result = nil
      escalatedAt = nil
    case .urged:
      urges += 1
      urgedAt = entry.at
    case .escalated:
      escalatedAt = entry.at
      priority = priority.raised
    case .rescheduled: clock.promise(minutes: clock.minutes, on: calendar)
    case .noted, .edited, .joined, .converted, .invited, .entered: break
    }
  }

  private mutating func goOn(at now: Timestamp, _ calendar: WorkingCalendar) {
    state = .open
    clock.resume(at: now, on: calendar)
  }

  private mutating func end(_ state: State, at now: Timestamp, _ calendar: WorkingCalendar) {
    clock.pause(at: now, on: calendar)
    self.state = state
    endedAt = now
  }
}
