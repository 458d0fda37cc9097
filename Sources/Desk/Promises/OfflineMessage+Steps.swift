// The state machine of a message left: which step may be taken when, and what it does.

extension OfflineMessage {
  /// Why a step cannot be taken; `nil` when it can.
  public func obstacle(to kind: PromiseEntry.Kind) -> PromiseObstacle? {
    if kind.isFull(at: revision, of: Self.mostEntries) { return .full }
    switch kind {
    case .opened: return revision == 0 ? nil : .wrongState(state.name)
    case .claimed, .forwarded, .replied, .converted, .closed, .escalated, .assigned, .rescheduled:
      return state.isOpen ? nil : over
    case .noted: return nil
    case .added: return state == .open || state == .claimed || state == .answered ? nil : over
    case .released: return state == .claimed ? nil : state == .open ? .notClaimed : over
    case .invited: return state == .claimed ? nil : state == .open ? .notClaimed : over
    case .entered: return state == .claimed && invitedAt != nil ? nil : state.isOpen ? .notClaimed : over
    case .edited, .waiting, .held, .resumed, .resolved, .reopened, .merged, .joined, .urged:
      return .wrongState(state.name)
    }
  }

  private var over: PromiseObstacle { state == .answered ? .answered : .closed }

  /// Takes a step that has no obstacle; the entry comes back with its number.
  public mutating func take(_ entry: PromiseEntry, on calendar: WorkingCalendar) -> PromiseEntry {
    var entry = entry
    revision += 1
    entry.number = revision
    if [.assigned, .released, .forwarded].contains(entry.kind) { entry.formerly = assignee }
    if entry.kind == .forwarded, entry.group != group { entry.formerGroup = group }
    changedAt = entry.at
    switch entry.kind {
    case .claimed, .assigned:
      state = .claimed
      assignee = entry.assignee
      invitedAt = nil
    case .released:
      state = .open
      assignee = nil
      invitedAt = nil
    case .forwarded:
      state = .open
      group = entry.group ?? group
      assignee = nil
      invitedAt = nil
      // The group may have hours of its own.
      clock.promise(minutes: clock.minutes, on: calendar)
    case .replied: end(.answered, at: entry.at, calendar)
    case .converted:
      end(.converted, at: entry.at, calendar)
      ticket = entry.ticket
    case .closed: end(.closed, at: entry.at, calendar)
    case .entered:
      end(.closed, at: entry.at, calendar)
      conversation = entry.conversation
    case .invited: invitedAt = entry.at
    case .added:
      // Asked again after the answer: it waits for the next one as long as for the first.
      if state == .answered {
        state = assignee == nil ? .open : .claimed
        endedAt = nil
        escalatedAt = nil
        clock = PromiseClock(minutes: clock.minutes, from: entry.at, on: calendar)
      }
    case .escalated:
      escalatedAt = entry.at
      priority = priority.raised
    case .rescheduled: clock.promise(minutes: clock.minutes, on: calendar)
    case .opened, .noted, .edited, .waiting, .held, .resumed, .resolved, .reopened, .merged, .joined, .urged: break
    }
    // With time left again it may be late again, and is told again.
    if entry.kind != .escalated, let dueAt = clock.dueAt, dueAt > entry.at { escalatedAt = nil }
    if entry.isPublic {
      publicRevision = revision
      if !entry.text.isEmpty { excerpt = MessageBody.text(TextBody(entry.text)).excerpt(.chinese) }
    }
    return entry
  }

  private mutating func end(_ state: State, at now: Timestamp, _ calendar: WorkingCalendar) {
    clock.pause(at: now, on: calendar)
    self.state = state
    endedAt = now
    invitedAt = nil
  }
}
