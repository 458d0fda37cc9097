import Desk

// What taxpayers ask for.

extension Decision {
  mutating func taxpayerWrites(
    _ draft: MessageDraft, opening id: ConversationID, reply: AssistantAnswer?, replyID: MessageID,
    escalation: SkillGroupID?, noticeID: MessageID, reason: String?, isForHuman: Bool
  ) throws(Problem) -> Answer {
    let taxpayer = try taxpayer()
    let text = try checked(draft, mayBeEmpty: draft.image != nil)
    guard draft.entryLink == nil, draft.sheet == nil else { throw Problem(.forbidden) }
    if let first = facts.existing.first, let conversation = facts.conversation {
      return try repeated(first.author.side == .taxpayer, in: conversation)
    }
    var conversation = open(for: taxpayer, id: id)
    let author = Author(side: .taxpayer, name: taxpayer.name)
    var body = MessageBody.text(TextBody(text))
    if draft.image != nil {
      // The assistant cannot look at pictures.
      guard conversation.stage == .waiting || conversation.stage == .talking else { throw Problem(.wrongStage) }
      body = .image(ImageCard(try image(of: draft, in: conversation, from: .taxpayer), words: text))
    }
    var posted = [post(body, id: draft.id, by: author, to: &conversation)]
    if conversation.stage == .assistant {
      guard !isForHuman else { throw Problem(.wrongStage) }
      let group = escalation.flatMap { self.group($0) ?? facts.catalogue.groups.first }
      let refusal = escalation == nil ? nil : refusalToEscalate(taxpayer, to: group?.id)
      if escalation != nil, refusal == nil, let group {
        posted.append(
          enqueue(&conversation, group: group, priority: group.priority, reason: reason ?? text, noticeID: noticeID))
      } else if let reply = refusal.map(Self.spoken) ?? reply {
        if refusal == nil, reply.kind == .unknown { unanswered = text }
        posted.append(post(.answer(reply), id: replyID, by: Self.assistant, to: &conversation))
      }
    }
    return .posted(PostedMessages(messages: posted, conversation: conversation))
  }

  mutating func escalate(
    to id: SkillGroupID, priority: Int, reason: String, opening: ConversationID, noticeID: MessageID
  ) throws(Problem) -> Answer {
    let taxpayer = try taxpayer()
    if let current = facts.conversation, current.stage == .waiting || current.stage == .talking {
      return detail(current)
    }
    if let refusal = refusalToEscalate(taxpayer, to: id) { throw refusal }
    guard let group = group(id) else {
      throw Problem(.badRequest, detail: Localised("没有该技能组，请刷新页面后重试", "There is no such group; load the page again"))
    }
    let reason = try CleanText.check(reason, bytes: facts.office.settings.messageBytes, mayBeEmpty: true)
    var conversation = open(for: taxpayer, id: opening)
    enqueue(
      &conversation, group: group, priority: max(group.priority, priority), reason: reason, noticeID: noticeID)
    return detail(conversation)
  }

  mutating func leaveQueue(noticeID: MessageID) throws(Problem) -> Answer {
    _ = try taxpayer()
    guard var conversation = facts.conversation else { throw Problem(.conversationNotFound) }
    if conversation.stage == .closed, conversation.endReason == .leftQueue { return detail(conversation) }
    guard conversation.stage == .waiting else { throw Problem(.notWaiting) }
    end(&conversation, .leftQueue, notice: .leftQueue, noticeID: noticeID)
    return detail(conversation)
  }

  mutating func taxpayerEnds(noticeID: MessageID) throws(Problem) -> Answer {
    _ = try taxpayer()
    guard var conversation = facts.conversation else { throw Problem(.conversationNotFound) }
    switch conversation.stage {
    case .waiting: end(&conversation, .leftQueue, notice: .leftQueue, noticeID: noticeID)
    case .assistant, .talking: end(&conversation, .byTaxpayer, notice: .endedByTaxpayer, noticeID: noticeID)
    case .wrapUp, .closed: break
    }
    return detail(conversation)
  }

  mutating func rate(_ id: ConversationID, _ rating: Rating, noticeID: MessageID) throws(Problem) -> Answer {
    let taxpayer = try taxpayer()
    guard var conversation = facts.conversation, conversation.taxpayer.id == taxpayer.id else {
      throw Problem(.conversationNotFound)
    }
    guard (1...5).contains(rating.stars) else {
      throw Problem(.badRequest, detail: Localised("评价应为 1 至 5 星", "Rate with 1 to 5 stars"))
    }
    let comment = try CleanText.check(
      rating.comment, bytes: facts.office.settings.messageBytes, mayBeEmpty: true)
    let rating = Rating(stars: rating.stars, comment: comment)
    guard conversation.agent != nil, !conversation.isOpen else {
      throw Problem(
        .wrongStage, detail: Localised("人工服务结束后才能评价", "Rate once the talk with an agent is over"))
    }
    guard conversation.endReason != .blocked else {
      throw Problem(
        .wrongStage, detail: Localised("该会话因屏蔽而结束，不参加评价", "A talk that ended by a block is not rated"))
    }
    if let earlier = conversation.rating {
      guard earlier == rating else {
        throw Problem(.wrongStage, detail: Localised("该会话已评价", "The conversation has been rated"))
      }
      return detail(conversation)
    }
    add(.rated(Rated(conversation: id, rating: rating)), to: &conversation)
    notify(.rated, String(rating.stars), id: noticeID, in: &conversation)
    return detail(conversation)
  }

  mutating func vote(_ id: MessageID, isUseful: Bool) throws(Problem) -> Answer {
    _ = try taxpayer()
    guard let message = facts.existing.first, case .answer(let answer) = message.body, let article = answer.article
    else {
      throw Problem(.notFound, detail: Localised("找不到该条智能应答", "There is no such answer of the assistant"))
    }
    if facts.vote != isUseful {
      events.append(
        .articleVoted(
          ArticleVote(conversation: message.conversation, message: id, article: article.id, isUseful: isUseful)))
    }
    return .done
  }

  mutating func openLink(_ id: MessageID) throws(Problem) -> Answer {
    _ = try taxpayer()
    guard let message = facts.existing.first, var conversation = facts.conversation,
      case .entryLink(let card) = message.body
    else { throw Problem(.notFound, detail: Localised("找不到该办理入口", "There is no such entry link")) }
    let count = conversation.openings?.first { $0.number == message.number }?.count ?? 0
    let opening = LinkOpening(number: message.number, count: count + 1, at: now)
    add(
      .linkOpened(LinkOpened(conversation: conversation.id, code: card.code, opening: opening)), to: &conversation)
    return .done
  }

  // MARK: - Parts

  static let assistant = Author(side: .assistant, name: "智能应答")

  static func spoken(_ refusal: Problem) -> AssistantAnswer { AssistantAnswer(kind: .unknown, text: refusal.detail) }

  /// The draft's words, if its id and they can be taken.
  func checked(_ draft: MessageDraft, mayBeEmpty: Bool = false) throws(Problem) -> String {
    guard CleanText.isID(draft.id.rawValue) else {
      throw Problem(
        .badRequest,
        detail: Localised("消息编号无效：应为 1–64 个字母、数字、-、_", "A message id is 1–64 of A–Z a–z 0–9 - _"))
    }
    return try CleanText.check(draft.text, bytes: facts.office.settings.messageBytes, mayBeEmpty: mayBeEmpty)
  }

  /// The image a draft names, if that side uploaded it to that conversation.
  func image(of draft: MessageDraft, in conversation: Conversation, from side: Side) throws(Problem) -> ImageReference {
    guard let record = facts.image, record.image.id == draft.image, record.conversation == conversation.id,
      record.side == side
    else {
      throw Problem(
        .imageRefused, detail: Localised("找不到该图片，请重新上传", "There is no such image; upload it again"))
    }
    return record.image
  }

  /// The answer to a message that is there already: the same again, if the same person sent it.
  func repeated(_ isSameAuthor: Bool, in conversation: Conversation) throws(Problem) -> Answer {
    guard isSameAuthor else {
      throw Problem(.badRequest, detail: Localised("消息编号已被使用，请换一个", "That message id is taken; make another"))
    }
    return .posted(PostedMessages(messages: facts.existing, conversation: conversation))
  }

  /// The taxpayer's open conversation, or a new one.
  mutating func open(for taxpayer: Taxpayer, id: ConversationID) -> Conversation {
    if let current = facts.conversation, current.isOpen { return current }
    var conversation = Conversation(id: id, taxpayer: taxpayer, openedAt: now)
    conversation.lastAgent = facts.conversation?.agent ?? facts.conversation?.lastAgent
    // Nobody has seen a page of theirs in this conversation yet: until a stream tells of one, the grace of an absent page runs.
    conversation.isTaxpayerPresent = false
    add(.conversationOpened(conversation), to: &conversation)
    setTimer(.idle, id.rawValue, seconds: facts.office.settings.idleEndSeconds)
    return conversation
  }

  func group(_ id: SkillGroupID) -> SkillGroup? { facts.catalogue.groups.first { $0.id == id } }

  /// Why the taxpayer cannot talk to a human of a group now; `nil` if they can.
  func refusalToEscalate(_ taxpayer: Taxpayer, to group: SkillGroupID?) -> Problem? {
    if taxpayer.isAnonymous { return Problem(.identityRequired) }
    if let refusal = blockedRefusal { return refusal }
    if let group, let closure = facts.office.closure(of: group) {
      return Problem(.queueClosed, detail: closure.notice)
    }
    let calendar = facts.office.calendar(of: group)
    guard !facts.office.settings.acceptsOutsideHours, !calendar.isOpen(at: now) else { return nil }
    guard let opening = calendar.nextOpening(after: now) else { return Problem(.officeClosed) }
    let words = calendar.words(opening, at: now)
    return Problem(
      .officeClosed,
      detail: Localised(
        "当前为非工作时间，人工服务 \(words.chinese) 开始", "The office is closed now; agents are back \(words.english)"))
  }

  @discardableResult
  private mutating func enqueue(
    _ conversation: inout Conversation, group: SkillGroup, priority: Int, reason: String, noticeID: MessageID
  ) -> Message {
    let settings = facts.office.settings
    let entry = QueueEntry(
      group: group.id, enteredAt: now, priority: priority, reason: TextBodyLine.one(of: reason),
      ageingPerPrioritySeconds: settings.ageingPerPrioritySeconds)
    add(.queued(Queued(conversation: conversation.id, entry: entry)), to: &conversation)
    cancelTimer(.idle, conversation.id.rawValue)
    setWaitTimer(conversation.id)
    if !conversation.isTaxpayerPresent {
      setTimer(.visitorGone, conversation.id.rawValue, seconds: settings.visitorGraceSeconds)
    }
    return notify(
      .escalated, group.name.chinese, english: group.name.english, id: noticeID, in: &conversation)
  }
}

/// One line of a longer text, for queues.
enum TextBodyLine {
  static func one(of text: String) -> String { MessageBody.text(TextBody(text)).excerpt(.chinese) }
}
