// When something is due soon, and who is called for it.

extension WorkingCalendar {
  /// The moment from which so many working minutes are left until `due`: always within work, so that somebody is there to hear of it. `nil` if the
  /// calendar has not so many within 800 days.
  public func moment(workingMinutes minutes: Int, before due: Timestamp) -> Timestamp? {
    let (last, end) = local(due)
    var left = max(0, minutes)
    for offset in 0...DueTime.mostDays {
      let day = CivilDate(dayNumber: last.dayNumber - offset)
      for range in ranges(on: day).reversed() {
        let to = offset == 0 ? min(range.toMinute, end) : range.toMinute
        guard to > range.fromMinute else { continue }
        if left <= to - range.fromMinute { return moment(day, to - max(left, 1)) }
        left -= to - range.fromMinute
      }
    }
    return nil
  }
}

extension Office {
  /// From when on what is due then counts as due soon: the minutes the office sets ahead, at most half of those promised; `nil` for never.
  public func warning(before dueAt: Timestamp, promised minutes: Int, for group: SkillGroupID) -> Timestamp? {
    let ahead = min((settings.promises ?? PromiseSettings()).minutesAhead, minutes / 2)
    return ahead > 0 ? calendar(of: group).moment(workingMinutes: ahead, before: dueAt) : nil
  }

  /// Before when everything is due that any of these groups counts as due soon; `nil` if nothing ever does.
  public func dueSoonEnd(for groups: [SkillGroupID], at now: Timestamp) -> Timestamp? {
    let ahead = (settings.promises ?? PromiseSettings()).minutesAhead
    guard ahead > 0 else { return nil }
    let ends = groups.compactMap { calendar(of: $0).adding(workingMinutes: ahead, to: now) }
    return ends.max()?.advanced(seconds: 60)
  }
}

extension AlarmRaised {
  /// That a ticket is due soon; `nil` if it is not, is late, or is done.
  public init?(dueSoon ticket: Ticket, at now: Timestamp, in office: Office) {
    guard ticket.state.isOpen else { return nil }
    self.init(
      dueSoon: .ticket, ticket.id.rawValue, ticket.title, ticket.clock, ticket.group, ticket.assignee, now, office)
  }

  /// That a message left is due soon; `nil` if it is not, is late, or is done.
  public init?(dueSoon message: OfflineMessage, at now: Timestamp, in office: Office) {
    guard message.state.isOpen else { return nil }
    self.init(
      dueSoon: .message, message.id.rawValue, message.matter, message.clock, message.group, message.assignee, now,
      office)
  }

  private init?(
    dueSoon kind: PromiseKind, _ subject: String, _ title: String, _ clock: PromiseClock, _ group: SkillGroupID,
    _ assignee: AgentReference?, _ now: Timestamp, _ office: Office
  ) {
    guard let dueAt = clock.dueAt, dueAt > now,
      let warning = office.warning(before: dueAt, promised: clock.minutes, for: group), warning <= now
    else { return nil }
    let calendar = office.calendar(of: group)
    let (day, minute) = calendar.local(dueAt)
    let today = calendar.local(now).day
    let time = WorkingCalendar.clock(minute)
    // The day itself, not `tomorrow`: it is shown until it is due.
    let date = day == today ? nil : day.words(besides: today)
    let moment = Localised(
      (date.map { $0.chinese + " " } ?? "") + time, (date.map { "on " + $0.english + " " } ?? "") + "at " + time)
    let name = kind.name
    self.init(
      kind: .dueSoon, subject: subject, group: group, since: now,
      words: Localised(
        "\(name.chinese)“\(title)”将于 \(moment.chinese) 到期",
        "The \(name.english) “\(title)” is due \(moment.english)"))
    agent = assignee?.id
    until = dueAt
  }
}
