import Assistant
import Desk
import Service
import Storage

extension Backend {
  /// How long after its end a conversation is still shown for rating.
  private static let ratingSeconds = 86_400

  /// What the page begins with.
  func snapshot(of taxpayer: Taxpayer, office: OfficeID) async throws -> VisitorSnapshot {
    let now = clock()
    let hub = try await hubs.desk(of: office).hub
    let standing = await hub.standing(of: taxpayer.id, at: now)
    let floor = await hub.digest(at: now)
    return try await store.read(office) { reader in
      let office = try reader.office()
      var current: ConversationDetail?
      if let latest = try reader.latestConversation(of: taxpayer.id), Self.isShown(latest, at: now) {
        current = ConversationDetail(
          conversation: latest.forTaxpayer,
          messages: try reader.messages(of: latest.id, before: nil, limit: Needs.latestCount))
      }
      let calendars = Self.calendars(office, try reader.catalogue())
      let isOpen = office.settings.acceptsOutsideHours || calendars.contains { $0.isOpen(at: now) }
      var snapshot = VisitorSnapshot(
        position: try reader.head(), at: now, office: office.name, isOpen: isOpen,
        opensAt: isOpen ? nil : calendars.compactMap { $0.nextOpening(after: now) }.min(), taxpayer: taxpayer,
        popular: try reader.popularArticles(), current: current, standing: standing)
      if !taxpayer.isAnonymous {
        let open = try reader.appointments(of: taxpayer.id, limit: 0)
        snapshot.appointments = open.isEmpty ? nil : open
        snapshot.canBook = try reader.catalogue().appointmentRules?.isEmpty == false ? true : nil
      }
      snapshot.opens = snapshot.opensAt.map { office.calendar.words($0, at: now) }
      if !taxpayer.isAnonymous {
        snapshot.leave = try Self.leaveTerms(of: taxpayer.id, office, floor.groups, reader, isOpen: isOpen, at: now)
      }
      if let block = try reader.block(of: taxpayer.id), block.until > now { snapshot.blockedUntil = block.until }
      return snapshot
    }
  }

  /// Whether a message is offered in the place of a talk, and what is promised about it.
  private static func leaveTerms(
    of taxpayer: TaxpayerID, _ office: Office, _ groups: [GroupFigures], _ reader: any OfficeReader,
    isOpen: Bool, at now: Timestamp
  ) throws -> LeaveTerms {
    let promises = office.settings.promises ?? PromiseSettings()
    let known = try reader.catalogue().groups
    let minutes = known.last.map { promises.minutes(for: $0.id) } ?? promises.messageMinutes
    return LeaveTerms(
      reason: LeaveTerms.reason(
        isOpen: isOpen, groups: groups, afterSeconds: promises.leaveAfterSeconds),
      dueAt: office.calendar(of: known.last?.id).adding(workingMinutes: minutes, to: now),
      afterSeconds: promises.leaveAfterSeconds,
      groups: known.map { group in
        let due = office.calendar(of: group.id).adding(workingMinutes: promises.minutes(for: group.id), to: now)
        return LeaveTerms.Group(id: group.id, name: group.name, dueAt: due)
      }, unread: try reader.unreadNotices(of: taxpayer))
  }

  /// When anybody is there: each group's hours, or the office's where there are no groups.
  private static func calendars(_ office: Office, _ catalogue: Catalogue) -> [WorkingCalendar] {
    catalogue.groups.isEmpty ? [office.calendar] : catalogue.groups.map { office.calendar(of: $0.id) }
  }

  private static func isShown(_ conversation: Conversation, at now: Timestamp) -> Bool {
    if conversation.isOpen { return true }
    guard conversation.agent != nil, conversation.rating == nil, let endedAt = conversation.endedAt else {
      return false
    }
    return now.seconds(since: endedAt) < ratingSeconds
  }

  /// Which group a taxpayer asks for, and why: what they say, or what the talk with the assistant was about.
  func escalationPlan(
    _ request: EscalationRequest, taxpayer: Taxpayer, office: OfficeID
  ) async throws -> (group: SkillGroup, reason: String) {
    let plan = try await store.read(office) { reader -> (SkillGroup, String)? in
      let groups = try reader.catalogue().groups
      if let id = request.group, let group = groups.first(where: { $0.id == id }) {
        return (group, try request.reason ?? EscalationPlan.lastQuestion(of: taxpayer.id, reader) ?? "")
      }
      guard request.group == nil, let group = try EscalationPlan.group(of: taxpayer.id, among: groups, reader) else {
        return nil
      }
      return (group, try request.reason ?? EscalationPlan.lastQuestion(of: taxpayer.id, reader) ?? "")
    }
    guard let plan else {
      throw Problem(.badRequest, detail: Localised("没有该技能组，请刷新页面后重试", "There is no such group; load the page again"))
    }
    return plan
  }
}

/// What an open conversation with the assistant says about where to go on.
enum EscalationPlan {
  private static let looksBack = 20

  /// The group of the article last answered from; the office's last group, which takes what fits nowhere, if there was none.
  static func group(
    of taxpayer: TaxpayerID, among groups: [SkillGroup], _ reader: any OfficeReader
  ) throws -> SkillGroup? {
    for message in try messages(of: taxpayer, reader).reversed() {
      guard case .answer(let answer) = message.body, let summary = answer.article ?? answer.suggestions.first,
        let article = try reader.article(summary.id), let group = groups.first(where: { $0.id == article.group })
      else { continue }
      return group
    }
    return groups.last
  }

  /// The taxpayer's last question: words that are more than a wish for a human or a courtesy; `nil` when there was none.
  static func lastQuestion(of taxpayer: TaxpayerID, _ reader: any OfficeReader) throws -> String? {
    try messages(of: taxpayer, reader).last { message in
      guard message.author.side == .taxpayer, case .text(let body) = message.body else { return false }
      return SmallTalk.recognise(body.text) == nil && !EscalationPhrases.asksForHuman(body.text)
    }?.body.excerpt(.chinese)
  }

  private static func messages(of taxpayer: TaxpayerID, _ reader: any OfficeReader) throws -> [Message] {
    guard let conversation = try reader.latestConversation(of: taxpayer), conversation.isOpen else { return [] }
    return try reader.messages(of: conversation.id, before: nil, limit: looksBack)
  }
}

extension Conversation {
  /// The conversation without what staff wrote about it.
  var forTaxpayer: Conversation {
    var copy = self
    copy.wrapUp = nil
    copy.notes = nil
    copy.joined = nil
    copy.consult = nil
    copy.lastAgent = nil
    copy.wrapUpUntil = nil
    copy.isWrapUpExtended = nil
    copy.queue?.offer = nil
    copy.queue?.passedOver = nil
    copy.queue?.transferredFrom = nil
    return copy
  }
}
