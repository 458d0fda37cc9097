import Desk

// What supervisors do to seats, queues and everybody.

extension Decision {
  mutating func order(
    _ id: AgentID, _ request: SeatOrderRequest, noticeIDs: [MessageID]
  ) throws(Problem) -> Answer {
    let supervisor = try supervisor()
    guard var seat = facts.seat, seat.agent.id == id else {
      throw Problem(.notFound, detail: Localised("没有这位坐席", "There is no such agent"))
    }
    let words = try line(request.reason)
    if request.choice == .onBreak {
      guard facts.catalogue.breakReasons.contains(where: { $0.code == request.breakReason }) else {
        throw Problem(.badRequest, detail: Localised("小休须选择原因", "Choose the reason of the break"))
      }
    }
    guard request.choice == .signedOut || seat.choice != .signedOut else {
      throw Problem(
        .signedOut, detail: Localised("\(seat.agent.name) 未签入", "\(seat.agent.name) is not signed in"))
    }
    let reason = request.choice == .onBreak ? request.breakReason : nil
    guard seat.choice != request.choice || seat.reason != reason else { return .seat(seat) }
    if request.choice == .signedOut { vacate(seat, noticeIDs) }
    let before = seat.choice
    seat.choice = request.choice
    seat.reason = reason
    seat.since = now
    seat.order = SeatOrder(by: supervisor.reference, reason: words, at: now)
    events.append(.seatChanged(seat))
    if request.choice == .signedOut, !seat.isConnected { cancelTimer(.seatGone, id.rawValue) }
    audits.append(
      AuditEntry(
        act: "seat.order", subject: id.rawValue, detail: "\(before.rawValue) → \(request.choice.rawValue): \(words)"))
    return .seat(seat)
  }

  /// Puts a seat's talks back in front of the queue, and ends what it takes part in.
  private mutating func vacate(_ seat: Seat, _ noticeIDs: [MessageID]) {
    for (index, talk) in facts.seatConversations.enumerated() where talk.stage == .talking {
      var talk = talk
      requeue(&talk, noticeID: noticeID(index, of: noticeIDs, for: talk), isLost: false)
    }
    endParts(of: seat.agent.id)
  }

  mutating func changeQueue(_ id: SkillGroupID, _ request: QueueCloseRequest?) throws(Problem) -> Answer {
    let supervisor = try supervisor()
    guard let group = group(id) else {
      throw Problem(.notFound, detail: Localised("没有该技能组", "There is no such group"))
    }
    let before = facts.office.closure(of: group.id)
    var closure: QueueClosure?
    if let request {
      closure = QueueClosure(
        group: id, notice: try notice(request.notice), reason: try line(request.reason ?? "", mayBeEmpty: true),
        offersLeave: request.offersLeave ?? true, by: supervisor.reference, at: before?.at ?? now)
    }
    guard before != closure else { return .done }
    let change = QueueChange(group: id, by: supervisor.reference, closure: closure)
    var office = facts.office
    office.apply(change)
    self.office = office
    events.append(.queueChanged(change))
    audits.append(
      AuditEntry(
        act: closure == nil ? "queue.open" : "queue.close", subject: id.rawValue,
        detail: closure.map { ($0.reason.isEmpty ? "" : $0.reason + " · ") + $0.notice.chinese } ?? ""))
    return .done
  }

  private func notice(_ asked: Localised?) throws(Problem) -> Localised {
    guard let asked else { return QueueClosure.usualNotice }
    let chinese = try line(asked.chinese)
    let english = try line(asked.english, mayBeEmpty: true)
    return Localised(chinese, english.isEmpty ? chinese : english)
  }

  // MARK: - Announcements

  /// More than these do not stand at once.
  private static let mostAnnouncements = 50

  mutating func announce(_ request: AnnouncementRequest, id: AnnouncementID) throws(Problem) -> Answer {
    let supervisor = try supervisor()
    let text = try CleanText.check(request.text, bytes: 2_000)
    if let group = request.group, self.group(group) == nil {
      throw Problem(.badRequest, detail: Localised("没有该技能组，请重新选择", "There is no such group; choose another"))
    }
    let minutes = request.minutes ?? 480
    guard (1...10_080).contains(minutes) else {
      throw Problem(.badRequest, detail: Localised("公告时长应为 1 至 10080 分钟", "An announcement stands 1 to 10080 minutes"))
    }
    guard facts.announcements.count(where: { $0.until > now }) < Self.mostAnnouncements else {
      throw Problem(
        .tooLarge,
        detail: Localised("公告已满 \(Self.mostAnnouncements) 条，请先撤回", "There are \(Self.mostAnnouncements); withdraw one"))
    }
    let announcement = Announcement(
      id: id, text: text, group: request.group, by: supervisor.reference, at: now,
      until: now.advanced(seconds: minutes * 60))
    events.append(.announced(announcement))
    audits.append(AuditEntry(act: "announcement.make", subject: id.rawValue, detail: CleanText.cut(text, bytes: 200)))
    return .announcement(announcement)
  }

  mutating func withdraw(_ id: AnnouncementID) throws(Problem) -> Answer {
    _ = try supervisor()
    var announcement = try announcement(id)
    guard announcement.until > now else { return .announcement(announcement) }
    // Whoever takes an announcement that ends where it began takes it off.
    announcement.until = announcement.at
    // All staff are told; who has read it they are not.
    var told = announcement
    told.readBy = []
    events.append(.announced(told))
    audits.append(AuditEntry(act: "announcement.withdraw", subject: id.rawValue))
    return .announcement(announcement)
  }

  mutating func readAnnouncement(_ id: AnnouncementID) throws(Problem) -> Answer {
    let agent = try agent()
    let announcement = try announcement(id)
    guard announcement.concerns(agent) else { throw Problem(.notFound, detail: Self.noAnnouncement) }
    guard !announcement.readBy.contains(where: { $0.agent.id == agent.id }) else { return .done }
    events.append(
      .announcementRead(AnnouncementRead(announcement: id, mark: ReadMark(agent: agent.reference, at: now))))
    return .done
  }

  private func announcement(_ id: AnnouncementID) throws(Problem) -> Announcement {
    guard let found = facts.announcements.first(where: { $0.id == id }) else {
      throw Problem(.notFound, detail: Self.noAnnouncement)
    }
    return found
  }

  private static let noAnnouncement = Localised("没有该公告", "There is no such announcement")
}
