import Desk

// Messages left 留言 and tickets 工单: what both have in common.

extension Decision {
  mutating func promise(_ command: PromiseCommand) throws(Problem) -> Answer {
    switch command {
    case .leave(let draft): return try leave(draft)
    case .stepMessage(_, let request, let noticeID, let newConversation, let messageID):
      return try stepMessage(request, noticeID: noticeID, newConversation: newConversation, messageID: messageID)
    case .revealContact: return try revealContact()
    case .openTicket(let draft, let id, let noticeID): return try openTicket(draft, id: id, noticeID: noticeID)
    case .stepTicket(_, let request, let noticeID): return try stepTicket(request, noticeID: noticeID)
    case .editTicket(_, let edit, let revision): return try editTicket(edit, expecting: revision)
    case .readNotices(let request): return try readNotices(request)
    }
  }

  var promises: PromiseSettings { facts.office.settings.promises ?? PromiseSettings() }

  /// Longest title or matter, in characters.
  static let longestTitle = 80

  // MARK: - Words and what goes with them

  /// A title: one line.
  func title(_ text: String) throws(Problem) -> String {
    let title = try CleanText.check(text, bytes: Self.longestTitle * 4)
    guard title.count <= Self.longestTitle, !title.contains(where: \.isNewline) else {
      throw Problem(
        .invalidText,
        detail: Localised(
          "标题应为一行，最多 \(Self.longestTitle) 字", "A title is one line of at most \(Self.longestTitle) characters"))
    }
    return title
  }

  /// The entry a request asks for, with its words, pictures, links and mentions checked. `place` is where its pictures were uploaded.
  func entry(_ request: PromiseStepRequest, of side: Side, by agent: Agent?, place: String) throws(Problem)
    -> PromiseEntry
  {
    let needsWords = Self.needsWords(request.kind) && request.images?.isEmpty != false
    var entry = PromiseEntry(request.kind, at: now, side: side, agent: agent?.reference)
    entry.text = try CleanText.check(
      request.text ?? "", bytes: facts.office.settings.messageBytes, mayBeEmpty: !needsWords)
    entry.images = try images(request.images ?? [], from: side, place: place)
    if side == .agent {
      entry.links = try links(request.links ?? [])
      entry.mentions = try colleagues(request.mentions ?? [])
    }
    return entry
  }

  private static func needsWords(_ kind: PromiseEntry.Kind) -> Bool {
    switch kind {
    case .replied, .noted, .added, .waiting, .resolved: true
    default: false
    }
  }

  /// The uploaded images, if that side uploaded them to that place.
  func images(_ ids: [ImageID], from side: Side, place: String) throws(Problem) -> [ImageReference]? {
    guard ids.count <= OfflineMessage.mostPictures else {
      throw Problem(
        .imageRefused,
        detail: Localised(
          "一次最多 \(OfflineMessage.mostPictures) 张图片", "At most \(OfflineMessage.mostPictures) pictures at once"))
    }
    var found: [ImageReference] = []
    for id in ids {
      let record = facts.promises.images.first { $0.image.id == id }
      guard let record, record.side == side, record.conversation == ImageRecord.place(of: place) else {
        throw Problem(.imageRefused, detail: Localised("找不到该图片，请重新上传", "There is no such image; upload it again"))
      }
      found.append(record.image)
    }
    return found.isEmpty ? nil : found
  }

  private func links(_ codes: [String]) throws(Problem) -> [EntryLinkCard]? {
    var cards: [EntryLinkCard] = []
    for code in codes.prefix(10) {
      guard let link = facts.catalogue.entryLinks.first(where: { $0.code == code }) else {
        throw Problem(
          .linkRefused, detail: Localised("没有编码为 \(code) 的办理入口，请重新选择", "There is no entry link \(code); choose another")
        )
      }
      let region = facts.promises.message?.taxpayer.region ?? facts.promises.ticket?.taxpayer?.region
      let obstacle = link.obstacle(
        on: facts.office.calendar.day(at: now), for: region, hosts: facts.office.settings.linkHosts ?? [])
      if let obstacle { throw Problem(.linkRefused, detail: obstacle.text) }
      cards.append(EntryLinkCard(link))
    }
    return cards.isEmpty ? nil : cards
  }

  /// The colleagues of those names.
  func colleagues(_ ids: [AgentID]) throws(Problem) -> [AgentReference]? {
    var found: [AgentReference] = []
    for id in ids where !found.contains(where: { $0.id == id }) { found.append(try colleague(id)) }
    return found.isEmpty ? nil : found
  }

  func colleague(_ id: AgentID) throws(Problem) -> AgentReference {
    guard let seat = facts.promises.colleagues.first(where: { $0.agent.id == id }), seat.agent.role != .administrator
    else {
      throw Problem(.badRequest, detail: Localised("没有坐席 \(id)，请重新选择", "There is no agent \(id); choose another"))
    }
    return seat.agent.reference
  }

  func known(_ id: SkillGroupID?) throws(Problem) -> SkillGroupID {
    guard let group = facts.catalogue.groups.first(where: { $0.id == id }) else {
      throw Problem(.badRequest, detail: Localised("没有该技能组，请重新选择", "There is no such group; choose another"))
    }
    return group.id
  }

  func refuse(_ obstacle: PromiseObstacle) -> Problem { Problem(.promiseRefused, detail: obstacle.text) }

  /// Refuses what is not this agent's to do, and says whose it is.
  func allow(_ bar: PromiseBar?, _ kind: PromiseKind, of group: SkillGroupID) throws(Problem) {
    switch bar {
    case .taken(let owner)?: throw Self.taken(by: owner)
    case .otherGroup?:
      let name = facts.catalogue.groups.first { $0.id == group }?.name ?? Localised(group.rawValue, group.rawValue)
      throw Problem(.notYours, detail: PromiseBar.otherGroup.text(kind, of: name))
    case nil: break
    }
  }

  static func taken(by winner: AgentReference) -> Problem {
    Problem(
      .alreadyTaken, detail: Localised("已由 \(winner.name) 领取", "\(winner.name) has taken it"), winner: winner)
  }

  /// Refuses what was written about something as it stood before, and says who did what since: the last thing that `matters`, or the last at all.
  func changedMeanwhile(_ matters: (PromiseEntry) -> Bool) -> Problem {
    let since = facts.promises.since
    guard let entry = since.last(where: matters) ?? since.last else { return Problem(.changedMeanwhile) }
    let isTaxpayer = entry.side == .taxpayer
    let who =
      entry.agent.map { Localised($0.name, $0.name) }
      ?? (isTaxpayer ? Localised("纳税人", "The taxpayer") : Localised("系统", "The system"))
    func said(_ text: String) -> String {
      let words = text.split(whereSeparator: \.isNewline).joined(separator: " ")
      return words.count <= Self.mostSaid ? words : words.prefix(Self.mostSaid) + "…"
    }
    let deed = entry.deed { id in
      facts.catalogue.groups.first { $0.id == id }?.name ?? Localised(id.rawValue, id.rawValue)
    }
    guard let deed else {
      return Problem(
        .changedMeanwhile,
        detail: Localised(
          "刚刚有变化（\(entry.words.chinese)），请看过再提交",
          "Something changed meanwhile (\(entry.words.english)); look at it, then try again"))
    }
    let (chinese, english) = (said(entry.text(.chinese)), said(entry.text(.english)))
    return Problem(
      .changedMeanwhile,
      detail: Localised(
        "\(who.chinese)刚刚\(deed.chinese)\(chinese.isEmpty ? "" : "“\(chinese)”")，请看过再提交",
        "\(who.english) \(deed.english)\(english.isEmpty ? "" : " “\(english)”") meanwhile; look at it, then try again"
      ),
      winner: entry.agent)
  }

  /// Characters of what was said that are repeated.
  private static let mostSaid = 40

  // MARK: - Deadlines and notices

  /// Keeps the deadline of what was promised as its clock says; one that supervisors know of is not told again.
  mutating func keepDeadline(of ticket: Ticket) {
    keepDeadline(
      .ticketDue, .ticket, ticket.id.rawValue, ticket.clock, of: ticket.group, isOpen: ticket.state.isOpen,
      isEscalated: ticket.escalatedAt != nil)
  }

  /// As for a ticket.
  mutating func keepDeadline(of message: OfflineMessage) {
    keepDeadline(
      .messageDue, .message, message.id.rawValue, message.clock, of: message.group, isOpen: message.state.isOpen,
      isEscalated: message.escalatedAt != nil)
  }

  private mutating func keepDeadline(
    _ kind: ServiceTimer.Kind, _ promise: PromiseKind, _ subject: String, _ clock: PromiseClock,
    of group: SkillGroupID, isOpen: Bool, isEscalated: Bool
  ) {
    let named = promise.rawValue + "." + subject
    guard let dueAt = clock.dueAt, isOpen, !isEscalated else {
      cancelTimer(.promiseSoon, named)
      return cancelTimer(kind, subject)
    }
    timers.append(.set(ServiceTimer(kind: kind, subject: subject, due: dueAt)))
    if let warning = facts.office.warning(before: dueAt, promised: clock.minutes, for: group), warning > now {
      timers.append(.set(ServiceTimer(kind: .promiseSoon, subject: named, due: warning)))
    } else {
      cancelTimer(.promiseSoon, named)
    }
  }

  /// It is due soon: whoever has it is called, or its group while nobody has.
  mutating func promiseSoon() {
    let alarm =
      facts.promises.ticket.flatMap { AlarmRaised(dueSoon: $0, at: now, in: facts.office) }
      ?? facts.promises.message.flatMap { AlarmRaised(dueSoon: $0, at: now, in: facts.office) }
    if let alarm { events.append(.alarmRaised(alarm)) }
  }

  /// A step within the time of warning: who has it only from now on is called at once, and everybody if it is due at another time than before.
  mutating func callAnew(_ alarm: AlarmRaised?, _ change: PromiseChange, dueBefore: Timestamp?) {
    // What was said of an earlier step of the same act is over with this one.
    events.removeAll {
      if case .alarmRaised(let earlier) = $0 {
        earlier.kind == .dueSoon && earlier.subject == change.subject
      } else {
        false
      }
    }
    guard let alarm, change.entry.kind.changesHands || alarm.until != dueBefore else { return }
    events.append(.alarmRaised(alarm))
  }

  /// Tells a taxpayer something in their personal centre.
  mutating func tell(
    _ taxpayer: Taxpayer?, id: String, _ subject: PersonalNotice.Subject, _ reference: String, _ words: Localised
  ) {
    guard let taxpayer else { return }
    events.append(
      .noticed(
        PersonalNotice(id: id, taxpayer: taxpayer.id, at: now, subject: subject, reference: reference, words: words)))
  }

  private mutating func readNotices(_ request: NoticesReadRequest) throws(Problem) -> Answer {
    let taxpayer = try taxpayer()
    guard CleanText.isID(request.through) else { throw Problem(.badRequest) }
    events.append(
      .noticesRead(NoticesRead(taxpayer: taxpayer.id, through: request.through, reference: request.reference)))
    return .done
  }
}

extension ImageRecord {
  /// Where images for a message left or a ticket are uploaded to, in the place of a conversation.
  public static func place(of promise: String) -> ConversationID { ConversationID("promise-" + promise) }
}
