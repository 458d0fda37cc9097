import Desk

// Calling supervisors, how people want to be called, and the feeds their calendars read.

extension Decision {
  /// Feeds an agent may have.
  private static let mostFeeds = 20

  /// Somebody begins to wait: supervisors are called if nobody reacts.
  mutating func setWaitTimer(_ conversation: ConversationID) {
    setTimer(.waitDue, conversation.rawValue, seconds: facts.office.settings.supervisorWaitSeconds ?? 180)
  }

  /// Nobody has reacted to somebody who waits.
  mutating func waitDue() {
    guard let conversation = facts.conversation, conversation.stage == .waiting, let entry = conversation.queue else {
      return
    }
    let name = group(entry.group)?.name ?? Localised("", "")
    events.append(
      .alarmRaised(.waitingLong(conversation.id, in: entry.group, called: name, since: entry.enteredAt, at: now)))
  }

  mutating func keepAlarms(_ settings: AlarmSettings) throws(Problem) -> Answer {
    let agent = try agent()
    guard settings.isSound else {
      throw Problem(
        .badRequest,
        detail: Localised("重复间隔为 10–600 秒，等待为 10–3600 秒", "Repeat after 10–600 seconds, and wait for 10–3600"))
    }
    documents.append(.alarms(settings, of: agent.id))
    return .done
  }

  mutating func changeFilter(_ change: SavedFilterChange) throws(Problem) -> Answer {
    let agent = try agent()
    let name = try CleanText.check(change.filter.name, bytes: SavedFilter.longestName * 4)
    let line = try CleanText.check(change.filter.line, bytes: PromiseFilter.longestLine * 4, mayBeEmpty: true)
    guard name.count <= SavedFilter.longestName, !(name + line).contains(where: \.isNewline) else {
      throw Problem(
        .invalidText,
        detail: Localised(
          "名称应为一行，最多 \(SavedFilter.longestName) 字",
          "A name is one line of at most \(SavedFilter.longestName) characters"))
    }
    let filter = SavedFilter(name: name, kind: change.filter.kind, line: line)
    var kept = facts.filters
    if change.isKept { kept.keep(filter) } else { kept.drop(filter) }
    guard kept.filters.count <= SavedFilters.most || !change.isKept else {
      throw Problem(
        .tooLarge, detail: Localised("常用筛选最多 \(SavedFilters.most) 个", "You may keep \(SavedFilters.most) filters"))
    }
    documents.append(.filters(kept, of: agent.id))
    return .done
  }

  mutating func keepFeed(_ feed: CalendarFeed, tokenHash: String) throws(Problem) -> Answer {
    let agent = try agent()
    guard feed.agent == agent.id else { throw Problem(.forbidden) }
    if let group = feed.group {
      guard agent.groups.contains(group) || agent.role == .supervisor else {
        throw Problem(.forbidden, detail: Localised("您不在该技能组", "You do not serve that group"))
      }
    }
    guard facts.feeds.count < Self.mostFeeds else {
      throw Problem(
        .tooLarge, detail: Localised("日历订阅已满 \(Self.mostFeeds) 个", "You have \(Self.mostFeeds) feeds already"))
    }
    documents.append(.feed(feed, tokenHash: tokenHash))
    audits.append(AuditEntry(act: "feed.make", subject: feed.id, detail: feed.group?.rawValue ?? ""))
    return .done
  }

  mutating func dropFeed(_ id: String) throws(Problem) -> Answer {
    _ = try agent()
    guard let feed = facts.feeds.first(where: { $0.id == id }) else {
      throw Problem(.notFound, detail: Localised("没有该日历订阅", "There is no such feed"))
    }
    documents.append(.noFeed(feed))
    audits.append(AuditEntry(act: "feed.revoke", subject: id))
    return .done
  }
}
