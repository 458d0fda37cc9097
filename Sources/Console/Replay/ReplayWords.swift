import Desk

/// Puts the events of a record into words for a reviewer.
public struct ReplayWords: Sendable {
  /// What is said of an event.
  public struct Words: Hashable, Sendable {
    /// One line.
    public var line: Localised
    /// What people wrote with it: a note, a summary, a comment; may be empty.
    public var more = ""
    /// Whether staff alone may see it, and it is shown as a note.
    public var isNote = false
    /// Whether it is a turning point; what is none stands back.
    public var isTurn = true
  }

  private let groups: [SkillGroup]
  private let codes: [WrapUpCode]
  private let events: [Event]

  /// Words for the events of a record.
  public init(_ record: ConversationRecord) {
    groups = record.groups
    codes = record.wrapUpCodes
    events = record.events
  }

  /// A time span: seconds below a minute, else as a clock shows it.
  public static func span(_ seconds: Int) -> Localised {
    guard seconds >= 60 else { return Localised("\(seconds) 秒", "\(seconds) s") }
    return Localised(ClockText.wait(seconds), ClockText.wait(seconds))
  }

  /// What a moment measures, in words; how urgent it was.
  public static func words(_ measure: ReplayMoment.Measure) -> (Localised, Urgency) {
    switch measure {
    case .waited(let seconds): (named("等待", "waited", seconds), ReplayPhase.waiting.urgency(ofSeconds: seconds))
    case .firstReply(let seconds):
      (named("首次回复", "first reply", seconds), ReplayPhase.awaitingAgent.urgency(ofSeconds: seconds))
    case .replied(let seconds):
      (named("回复用时", "reply took", seconds), ReplayPhase.awaitingAgent.urgency(ofSeconds: seconds))
    case .held(let seconds): (named("挂起", "held", seconds), ReplayPhase.held.urgency(ofSeconds: seconds))
    case .talked(let seconds): (named("通话", "talked", seconds), .calm)
    case .wroteUp(let seconds): (named("用时", "took", seconds), .calm)
    }
  }

  private static func named(_ chinese: String, _ english: String, _ seconds: Int) -> Localised {
    Localised(chinese + " " + span(seconds).chinese, english + " " + span(seconds).english)
  }

  /// What is said of a moment; `nil` for messages, which speak for themselves, and for what a reviewer is not shown.
  public func words(_ moment: ReplayMoment) -> Words? {
    guard var words = words(moment.event.body) else { return nil }
    if let measure = moment.measure {
      let (text, _) = Self.words(measure)
      words.line.chinese += " · " + text.chinese
      words.line.english += " · " + text.english
    }
    return words
  }

  private func words(_ body: EventBody) -> Words? {
    switch body {
    // Invitations speak by their cards and notices.
    case .messagePosted, .receiptAdvanced, .seatChanged, .officeChanged, .invitationChanged, .replyKept, .replyDropped,
      .replyUsed, .unblocked, .appointmentChanged, .alarmRaised, .promiseChanged, .noticed, .noticesRead,
      .queueChanged, .announced, .announcementRead:
      nil
    case .offered(let change):
      Words(
        line: Localised("提示坐席 \(change.offer.agent.name) 接待", "Offered to \(change.offer.agent.name)"), isTurn: false)
    case .offerEnded(let change): Words(line: Self.ended(change), more: change.reason ?? "", isTurn: false)
    case .consulted(let change):
      Words(
        line: change.consult == nil
          ? Localised("结束会商 \(change.colleague.name)", "The consult with \(change.colleague.name) ended")
          : Localised("会商 \(change.colleague.name)", "Consulted \(change.colleague.name)"), isNote: true)
    case .wrapUpExtended: Words(line: Localised("话后整理延长", "Wrap-up was given more time"), isNote: true)
    case .blocked(let block):
      Words(line: Localised("\(block.by.name) 拉黑纳税人", "Blocked by \(block.by.name)"), more: block.reason, isNote: true)
    case .sheetChanged(let change): Self.step(change)
    case .conversationOpened(let conversation):
      Words(line: Localised("\(conversation.taxpayer.name) 开始咨询", "\(conversation.taxpayer.name) began"))
    case .queued(let change): Words(line: queued(change.entry))
    case .accepted(let change):
      Words(line: Localised("坐席 \(change.agent.name) 接入", "Agent \(change.agent.name) accepted"))
    case .held(let change):
      Words(line: change.since == nil ? Localised("恢复通话", "Taken up again") : Localised("坐席挂起", "Put on hold"))
    case .joined(let change):
      Words(
        line: change.since == nil
          ? Localised("值班长 \(change.supervisor.name) 离开", "Supervisor \(change.supervisor.name) left")
          : Localised("值班长 \(change.supervisor.name) 插入", "Supervisor \(change.supervisor.name) joined"))
    case .takenOver(let change):
      Words(
        line: Localised(
          "值班长 \(change.supervisor.name) 接管，原坐席 \(change.from.name)",
          "Supervisor \(change.supervisor.name) took over from \(change.from.name)"), more: change.reason)
    case .noted(let change) where change.note.isWhisper == true:
      Words(
        line: Localised("密语 \(change.note.author.name)", "Whisper by \(change.note.author.name)"),
        more: change.note.text,
        isNote: true)
    case .noted(let change):
      Words(
        line: Localised("备注 \(change.note.author.name)", "Note by \(change.note.author.name)"), more: change.note.text,
        isNote: true)
    case .ended(let change): Words(line: Self.ended(change.reason))
    case .wrappedUp(let change): wrappedUp(change.wrapUp)
    case .rated(let change):
      Words(
        line: Localised("纳税人评价 \(change.rating.stars)/5", "Rated \(change.rating.stars)/5"), more: change.rating.comment
      )
    case .taxpayerPresence(let change):
      Words(
        line: change.isPresent
          ? Localised("纳税人回到页面", "The taxpayer is back on the page")
          : Localised("纳税人离开页面", "The taxpayer left the page"), isTurn: false)
    case .agentPresence(let change):
      Words(
        line: change.away == nil
          ? Localised("坐席连接恢复", "The agent's seat is back")
          : Localised("坐席连接中断", "The agent's seat was cut off"), isTurn: false)
    case .articleVoted(let vote):
      Words(
        line: vote.isUseful
          ? Localised("认为答案 \(vote.article) 有用", "Found answer \(vote.article) useful")
          : Localised("认为答案 \(vote.article) 无用", "Found answer \(vote.article) of no use"), isTurn: false)
    case .linkOpened(let change): opened(change)
    }
  }

  private func queued(_ entry: QueueEntry) -> Localised {
    let group = groups.first { $0.id == entry.group }?.name ?? Localised("\(entry.group)", "\(entry.group)")
    if let from = entry.transferredFrom {
      let target = entry.reservedFor.map { Localised($0.name, $0.name) } ?? group
      return Localised("\(from.name) 转接给 \(target.chinese)", "\(from.name) passed it on to \(target.english)")
    }
    if entry.lostBy != nil || entry.isInFront {
      return Localised(
        "坐席中断，优先重新排队（\(group.chinese)）", "The seat was lost; waits again in front (\(group.english))")
    }
    let reason = entry.reason.isEmpty ? Localised("", "") : Localised("，\(entry.reason)", ", \(entry.reason)")
    return Localised("排队 \(group.chinese)" + reason.chinese, "Queued for \(group.english)" + reason.english)
  }

  private func wrappedUp(_ wrapUp: WrapUp) -> Words {
    let code = codes.first { $0.code == wrapUp.code }?.name ?? wrapUp.code.map { Localised($0, $0) }
    let name = code ?? Localised("超时未填", "time ran out")
    return Words(
      line: Localised("话后整理 \(name.chinese)", "Wrapped up: \(name.english)"), more: wrapUp.summary, isNote: true)
  }

  private func opened(_ change: LinkOpened) -> Words {
    var title = Localised(change.code, change.code)
    for case .messagePosted(let message) in events.lazy.map(\.body) where message.number == change.opening.number {
      if case .entryLink(let card) = message.body { title = card.title }
    }
    let count = change.opening.count
    return Words(
      line: Localised("打开办理入口 \(title.chinese)，第 \(count) 次", "Opened \(title.english), \(count)×"), isTurn: false)
  }

  private static func ended(_ change: OfferEnded) -> Localised {
    switch change.outcome {
    case .accepted: Localised("接待提示已接", "The offer was taken")
    case .declined:
      change.reason.map { Localised("坐席谢绝接待提示：\($0)", "The offer was declined: \($0)") }
        ?? Localised("坐席谢绝接待提示", "The offer was declined")
    case .missed: Localised("接待提示超时未接", "The offer was missed")
    case .withdrawn: Localised("接待提示撤回", "The offer was withdrawn")
    }
  }

  /// The steps of a sheet that no card or notice tells of.
  static func step(_ change: SheetChange) -> Words? {
    func words(_ code: String, _ chinese: String, _ english: String, more: String = "") -> Words {
      let name = change.sheet.material(code)?.name ?? Localised(code, code)
      return Words(
        line: Localised("\(chinese)“\(name.chinese)”", "“\(name.english)” \(english)"), more: more, isTurn: false)
    }
    return switch change.step {
    case .issued, .confirmed, .asked, .resolved: nil
    case .pictureAdded(let picture): words(picture.material, "上传", "was uploaded")
    case .pictureRemoved(let picture): words(picture.material, "删除图片", "lost a picture")
    case .checked(let found):
      found.check.isAccepted
        ? words(found.material, "坐席通过", "was accepted")
        : words(found.material, "坐席退回", "was returned", more: found.check.reason)
    }
  }

  private static func ended(_ reason: EndReason) -> Localised {
    switch reason {
    case .bySupervisor: Localised("值班长结束服务", "Ended by a supervisor")
    case .blocked: Localised("坐席拉黑，服务结束", "Ended with a block")
    case .byAgent: Localised("坐席结束服务", "Ended by the agent")
    case .byTaxpayer: Localised("纳税人结束服务", "Ended by the taxpayer")
    case .leftQueue: Localised("纳税人离开排队", "The taxpayer left the queue")
    case .abandoned: Localised("页面关闭，排队结束", "The page was closed; no longer waiting")
    case .idle: Localised("长时间无消息，自动结束", "Ended after a long silence")
    }
  }
}
