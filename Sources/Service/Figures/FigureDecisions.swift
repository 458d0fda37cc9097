import Desk

// What is watched, what came of it, other ways for those who wait, and reviews.

extension Decision {
  /// Figures watched at most, and bytes of a review's words.
  private static let (mostThresholds, commentBytes) = (50, 4_000)

  mutating func figures(_ command: FigureCommand) throws(Problem) -> Answer {
    switch command {
    case .changeThresholds(let draft, let revision): try changeThresholds(to: draft, expecting: revision)
    case .judge(let readings): try judge(readings)
    case .handleAlert(let alert): try handle(alert)
    case .offerOtherWays(_, let noticeID): try offerOtherWays(noticeID: noticeID)
    case .review(let draft): try review(draft)
    }
  }

  private mutating func changeThresholds(to draft: ThresholdDraft, expecting revision: Int) throws(Problem) -> Answer {
    guard case .staff(let person) = actor, person.role != .agent else { throw Problem(.forbidden) }
    guard (facts.office.thresholdsRevision ?? 1) == revision else { throw Problem(.changedMeanwhile) }
    guard draft.thresholds.count <= Self.mostThresholds else { throw Problem(.tooLarge) }
    for threshold in draft.thresholds {
      guard threshold.isSound else {
        throw Problem(
          .badRequest,
          detail: Localised(
            "告警指标 \(threshold.name) 无效：须为已知指标，写明 warning 或 critical，hysteresis 为 0–0.5",
            "The threshold \(threshold.name) is not right: a known figure, with warning or critical, and hysteresis 0–0.5"
          ))
      }
      if let group = threshold.group, self.group(group) == nil {
        throw Problem(.badRequest, detail: Localised("没有技能组 \(group)", "There is no group \(group)"))
      }
    }
    guard Set(draft.thresholds.map(\.key)).count == draft.thresholds.count else {
      throw Problem(
        .badRequest, detail: Localised("同一指标同一技能组只能有一项", "One threshold for each figure and group"))
    }
    guard draft.thresholds != facts.office.thresholds ?? [] else { return .done }
    var office = facts.office
    office.thresholds = draft.thresholds
    office.thresholdsRevision = revision + 1
    let keys = Set(draft.thresholds.map(\.key))
    for alert in office.alerts ?? [] where !keys.contains(alert.key) { tell(alert, isOver: true) }
    office.alerts = office.alerts?.filter { keys.contains($0.key) }
    self.office = office
    events.append(.officeChanged(OfficeChange(kind: "thresholds")))
    audits.append(
      AuditEntry(
        act: "thresholds.change", subject: office.id.rawValue,
        detail: "revision \(revision) → \(revision + 1): " + draft.thresholds.map(\.key).joined(separator: " ")))
    return .done
  }

  /// Alerts are raised and cleared once, whichever backend reads the figures, and however often.
  private mutating func judge(_ readings: [FigureReading]) throws(Problem) -> Answer {
    try requireSystem()
    let before = facts.office.alerts ?? []
    let after = facts.office.alerts(after: readings, at: now)
    guard after != before else { return .done }
    for alert in after where !before.contains(alert) { tell(alert, isOver: false) }
    for alert in before where !after.contains(where: { $0.key == alert.key }) { tell(alert, isOver: true) }
    var office = facts.office
    office.alerts = after.isEmpty ? nil : after
    self.office = office
    return .done
  }

  /// Somebody looks after an alert: the first who says so. It stands on until its figure is well, and comes anew when it gets graver.
  private mutating func handle(_ reference: AlertReference) throws(Problem) -> Answer {
    guard case .staff(let person) = actor, person.role == .supervisor else { throw Problem(.forbidden) }
    var office = facts.office
    guard let place = office.alerts?.firstIndex(where: { $0.key == reference.key }), var alert = office.alerts?[place]
    else {
      throw Problem(.notFound, detail: Localised("该告警已恢复", "That alert stands no more"))
    }
    guard alert.handledBy == nil else { return .done }
    alert.handledBy = person.reference
    alert.handledAt = now
    office.alerts?[place] = alert
    self.office = office
    let group = alert.group.flatMap { self.group($0)?.name } ?? facts.office.name
    let name = Threshold.figureName(alert.name)
    var raised = AlarmRaised(
      kind: .threshold, subject: alert.key, group: alert.group, since: alert.since,
      words: Localised(
        "\(person.name) 在处理 \(group.chinese)：\(name.chinese)",
        "\(person.name) looks after \(group.english): \(name.english)"))
    raised.handledBy = person.reference
    events.append(.alarmRaised(raised))
    audits.append(AuditEntry(act: "alert.handle", subject: alert.key, detail: alert.level.rawValue))
    return .done
  }

  private mutating func tell(_ alert: StandingAlert, isOver: Bool) {
    let group = alert.group.flatMap { self.group($0)?.name } ?? facts.office.name
    let metric = Metric(rawValue: alert.name)
    let live = LiveFigure(rawValue: alert.name)
    var name = metric?.name ?? live?.name ?? Localised(alert.name, alert.name)
    let unit = metric?.unit ?? live?.unit
    if unit == .seconds { name = Localised(name.chinese + "（秒）", name.english + " (s)") }
    let value = unit == .ratio ? Self.spelled((alert.value * 1000).rounded() / 10) + "%" : Self.spelled(alert.value)
    var raised = AlarmRaised(
      kind: .threshold, subject: alert.key, group: alert.group, since: isOver ? now : alert.since,
      words: isOver
        ? Localised("\(group.chinese)：\(name.chinese)已恢复", "\(group.english): \(name.english) is well again")
        : Localised(
          "\(alert.level.name.chinese) \(group.chinese)：\(name.chinese) \(value)",
          "\(alert.level.name.english), \(group.english): \(name.english) \(value)"))
    raised.isOver = isOver ? true : nil
    raised.level = isOver ? nil : alert.level
    raised.value = isOver ? nil : alert.value
    events.append(.alarmRaised(raised))
  }

  private static func spelled(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e12 ? String(Int(value)) : "\((value * 1000).rounded() / 1000)"
  }

  private mutating func offerOtherWays(noticeID: MessageID) throws(Problem) -> Answer {
    guard case .staff(let person) = actor, person.role == .supervisor else { throw Problem(.forbidden) }
    guard var conversation = facts.conversation else { throw Problem(.conversationNotFound) }
    guard conversation.stage == .waiting else { throw Problem(.notWaiting) }
    notify(.otherWays, id: noticeID, in: &conversation)
    audits.append(AuditEntry(act: "closing.offer", subject: conversation.id.rawValue))
    return .done
  }

  private mutating func review(_ draft: ReviewDraft) throws(Problem) -> Answer {
    guard case .staff(let person) = actor, person.role == .supervisor else { throw Problem(.forbidden) }
    guard let conversation = facts.conversation else { throw Problem(.conversationNotFound) }
    guard let agent = conversation.agent, !conversation.isOpen else {
      throw Problem(
        .wrongStage, detail: Localised("只有已结束的人工会话可以质检", "Only a talk with an agent that is over can be reviewed"))
    }
    guard agent.id != person.id else {
      throw Problem(.forbidden, detail: Localised("不能质检自己的会话", "One's own talks are reviewed by somebody else"))
    }
    let criteria = facts.catalogue.criteria
    guard Set(draft.scores.keys) == Set(criteria.map(\.code)), draft.scores.values.allSatisfy((0...5).contains) else {
      let codes = criteria.map(\.code).joined(separator: ", ")
      throw Problem(
        .badRequest, detail: Localised("每项 0–5 分，须全部评分：\(codes)", "Score each criterion from 0 to 5: \(codes)"))
    }
    guard facts.review?.revision == draft.revision else {
      guard let review = facts.review else { throw Problem(.changedMeanwhile) }
      let (name, total) = (review.reviewer.name, review.total)
      throw Problem(
        .changedMeanwhile,
        detail: Localised(
          "\(name)刚刚评了 \(total) 分，请看过再改", "\(name) gave \(total) meanwhile; look at it, then change it"),
        winner: review.reviewer)
    }
    let comment = try CleanText.check(draft.comment, bytes: Self.commentBytes, mayBeEmpty: true)
    let review = Review(
      conversation: conversation.id, agent: agent, reviewer: person.reference, at: now, scores: draft.scores,
      comment: comment, revision: (draft.revision ?? 0) + 1, criteria: criteria)
    documents.append(.review(review))
    audits.append(
      AuditEntry(act: "review", subject: conversation.id.rawValue, detail: "\(agent.id) \(review.total)"))
    return .done
  }
}
