import Desk

@testable import Console

/// A supervisor's wall in the middle of a busy hour.
enum SampleWall {
  private static let names = [
    "李伟", "王芳", "赵磊", "孙静", "周涛", "吴敏", "郑凯", "冯雪", "陈晨", "褚英", "卫东", "蒋丽", "沈杰", "韩梅", "杨帆", "朱琳",
  ]

  private static func ago(_ seconds: Int) -> Timestamp { SampleSeat.start.advanced(seconds: -seconds) }

  private static var seats: [SeatLine] {
    names.enumerated().map { place, name in
      let states: [Presence] = [.ready, .busy, .ready, .onBreak, .wrapUp, .ready, .training, .ready]
      var line = SeatLine(
        agent: AgentReference(id: AgentID("a\(place)"), name: name), presence: states[place % 8],
        reason: states[place % 8] == .onBreak ? "meal" : nil, since: ago(60 + place * 97),
        groups: [SampleSeat.groups[place % 3].id], load: place % 5, slots: 4)
      if place == 6 { line.awaySince = ago(40) }
      return line
    }
  }

  private static var wall: FloorWall {
    let more = names.indices.map { place in
      WallSeat(
        agent: AgentID("a\(place)"), unansweredSince: place % 6 == 1 ? ago(30 + place * 20) : nil,
        held: place % 7 == 2 ? 1 : 0,
        link: place == 11
          ? nil
          : SeatLink(
            streams: 1, since: ago(4_000), acknowledged: EventPosition(epoch: 1, sequence: 99),
            acknowledgedAt: ago(place == 9 ? 21 : 3)))
    }
    let groups = SampleSeat.groups.enumerated().map { place, group in
      WallGroup(group: group.id, seats: ["ready": 2, "busy": place, "onBreak": 1], unansweredSince: ago(50))
    }
    return FloorWall(
      at: SampleSeat.start, head: EventPosition(epoch: 1, sequence: 100), withAssistant: 37, inWrapUp: 4, seats: more,
      groups: groups)
  }

  private static var lines: ConversationLines {
    func line(
      _ id: ConversationID, _ stage: Conversation.Stage, _ name: String, _ agent: Int?, _ seconds: Int, _ text: String
    )
      -> ConversationLine
    {
      var conversation = Conversation(id: id, taxpayer: Taxpayer(id: "t", name: name), openedAt: ago(seconds))
      conversation.stage = stage
      conversation.queue = QueueEntry(
        group: "invoice", enteredAt: ago(seconds), priority: 0, reason: text, ageingPerPrioritySeconds: 60)
      conversation.agent = agent.map { AgentReference(id: AgentID("a\($0)"), name: names[$0]) }
      conversation.acceptedAt = ago(seconds)
      if stage == .talking, seconds < 200 { conversation.unansweredSince = ago(seconds / 2) }
      conversation.lastMessage = MessageExcerpt(at: ago(5), side: .taxpayer, text: text)
      return ConversationLine(conversation)
    }
    return ConversationLines(
      lines: [
        line("W1", .waiting, "陈*", nil, 192, "红字发票信息确认单撤销不了"),
        line("W2", .talking, "欧阳**", 1, 130, "提示“该发票已用途确认”，怎么处理？"),
        line("W3", .talking, "林*", 0, 610, "好的，我先试一下"), line("W4", .wrapUp, "赵*", 4, 75, "谢谢老师"),
      ], total: 4, at: SampleSeat.start)
  }

  private static var figures: ServiceFigures {
    let today: Figures = [
      .serviceLevel: 0.82, .abandonment: 0.031, .averageAnswer: 21, .averageHandle: 312, .occupancy: 0.71,
    ]
    let start = CivilDate(dayNumber: 20_775)
    var heat: [ServiceFigures.Hour] = []
    for day in 0..<6 {
      for hour in 9...17 {
        let offered = (day * 7 + hour * hour) % 41
        let level = 0.6 + Double((day * 13 + hour * 5) % 40) / 100
        heat.append(
          ServiceFigures.Hour(
            day: CivilDate(dayNumber: start.dayNumber + day), hour: hour, offered: offered, abandoned: 1,
            serviceLevel: hour == 12 ? nil : level))
      }
    }
    let recent = (0..<12).map { place in
      ServiceFigures.Stretch(
        start: ago((11 - place) * 300), group: "invoice", offered: place * place % 9, answered: 2, abandoned: 0)
    }
    return ServiceFigures(
      at: SampleSeat.start, asOf: EventPosition(epoch: 1, sequence: 100), targetSeconds: 60,
      office: ServiceFigures.Line(key: "", today: today, lastHour: today), groups: [], seats: [], heat: heat,
      recent: recent)
  }

  private static var staffing: StaffingForecast {
    var today = Tally()
    today[.handled] = 40
    today[.talked] = 40 * 300_000
    today[.answered] = 40
    today[.waited] = 40 * 20_000
    today[.abandoned] = 4
    today[.abandonWaited] = 4 * 90_000
    let basis = QueueStaffing.Basis(
      arrivalsPerHour: 60, today: today, seats: 3, slots: 6, waiting: ["W1"], talking: 6,
      closesAt: SampleSeat.start.advanced(seconds: 3_600), workSeconds: 3_600)
    return StaffingForecast(
      at: SampleSeat.start, targetSeconds: 60,
      queues: [
        QueueStaffing(
          group: "invoice", name: SampleSeat.groups[0].name, basis: basis, targetSeconds: 60),
        QueueStaffing(
          group: "register", name: SampleSeat.groups[1].name, basis: basis, targetSeconds: 60),
        QueueStaffing(
          group: "declare", name: Localised("申报缴税", "Declaration and payment"), basis: basis, targetSeconds: 60),
      ])
  }

  private static var thresholds: ThresholdBoard {
    let watched = [
      Threshold(name: "waiting", warning: AlertRange("10"), critical: AlertRange("20")),
      Threshold(
        name: "longest_wait_seconds", group: "invoice", warning: AlertRange("120"), critical: AlertRange("180")),
      Threshold(name: "service_level", group: "register", warning: AlertRange("0.8:"), critical: AlertRange("0.6:")),
    ]
    var handled = StandingAlert(
      name: "service_level", group: "register", level: .warning, value: 0.71, since: ago(1_800))
    handled.handledBy = AgentReference(id: "a3", name: "孙静")
    return ThresholdBoard(
      revision: 3, thresholds: watched,
      alerts: [
        StandingAlert(name: "longest_wait_seconds", group: "invoice", level: .critical, value: 192, since: ago(90)),
        handled,
      ],
      readings: [
        FigureReading(name: "waiting", group: nil, value: 6),
        FigureReading(name: "longest_wait_seconds", group: "invoice", value: 282),
        FigureReading(name: "service_level", group: "register", value: 0.74),
      ], at: SampleSeat.start)
  }

  private static var blocks: BlockList {
    let block = Block(
      taxpayer: "t7", name: "贾*", reason: "持续辱骂坐席", by: AgentReference(id: "a3", name: "孙静"), at: ago(600),
      until: SampleSeat.start.advanced(seconds: 86_400), conversation: "W9")
    return BlockList(blocks: [block], at: SampleSeat.start)
  }

  /// Those who left are looked at.
  static func lookBack(_ state: inout State) {
    let press = PointerEvent(.pressed, on: .wallFigure(.metric(.offered)))
    SampleSeat.run(&state, .pointed(press))
    let terms = FigureTerms(targetSeconds: 60, shortAbandonSeconds: 10)
    func fact(_ id: ConversationID, _ seconds: Int, waiting: Int, isTaken: Bool) -> ConversationFacts {
      var fact = ConversationFacts(id: id, taxpayer: "t", openedAt: ago(seconds))
      let entry = QueueEntry(
        group: "invoice", enteredAt: ago(seconds), priority: 0, reason: "", ageingPerPrioritySeconds: 60)
      fact.apply(.queued(Queued(conversation: id, entry: entry)), at: ago(seconds), terms)
      let agent = AgentReference(id: "a1", name: names[1])
      if isTaken {
        fact.apply(
          .accepted(Accepted(conversation: id, agent: agent, at: ago(seconds - waiting))), at: ago(seconds - waiting),
          terms)
        fact.apply(.rated(Rated(conversation: id, rating: Rating(stars: 5))), at: ago(seconds - 400), terms)
      }
      let end = ago(isTaken ? seconds - 400 : seconds - waiting)
      fact.apply(.ended(Ended(conversation: id, reason: isTaken ? .byAgent : .abandoned, at: end)), at: end, terms)
      return fact
    }
    guard let query = state.wall?.past?.query else { return }
    let page = FactPage(
      facts: [
        fact("P1", 3_600, waiting: 40, isTaken: true), fact("P2", 2_400, waiting: 90, isTaken: false),
        fact("P3", 1_200, waiting: 130, isTaken: true),
      ], next: "3-P3")
    SampleSeat.run(
      &state,
      .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: .facts(query, after: nil)), .facts(page)))
  }

  static func state(_ columns: Int, _ rows: Int, theme: String = "dark", language: Language = .chinese) -> State {
    let preferences = Preferences(language: language, theme: theme)
    var state = State(
      preferences: preferences, size: Size(columns: columns, rows: rows), idPrefix: "T", monotonic: 1_000_000)
    state.opensWall = true
    var snapshot = SampleSeat.snapshot()
    snapshot.me.agent.role = .supervisor
    snapshot.me.agent.name = "王强"
    snapshot.conversations = []
    snapshot.floor.seats = seats
    snapshot.floor.promises = PromiseFigures(messages: 12, lateMessages: 2, tickets: 31, lateTickets: 0)
    snapshot.office.closedQueues = [
      QueueClosure(
        group: "register", notice: QueueClosure.usualNotice, reason: "停电", offersLeave: true,
        by: snapshot.me.agent.reference, at: SampleSeat.start)
    ]
    snapshot.announcements = [
      Announcement(
        id: "n1", text: "今日 17:00 电子税务局升级，请提前告知纳税人", group: nil, by: snapshot.me.agent.reference, at: ago(600),
        until: SampleSeat.start.advanced(seconds: 3_600),
        readBy: (0..<9).map { ReadMark(agent: AgentReference(id: AgentID("a\($0)"), name: names[$0]), at: ago(300)) })
    ]
    SampleSeat.run(&state, .started(drafts: [:], outbox: []))
    SampleSeat.run(
      &state, .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot)),
      .streamOpened, .headReached(EventPosition(epoch: 1, sequence: 100), at: SampleSeat.start), .wallArrived(wall))
    SampleSeat.run(
      &state,
      .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: .floorFigures), .floorFigures(figures)),
      .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: .staffing), .staffing(staffing)),
      .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: .thresholds), .thresholds(thresholds)),
      .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: .blocks), .blocks(blocks)))
    let kind = OutgoingRequest.Kind.floorConversations(ConversationFilter())
    SampleSeat.run(&state, .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: kind), .lines(lines)))
    return state
  }

  /// 欧阳 is watched.
  static func watch(_ state: inout State) {
    SampleSeat.run(
      &state, .keyPressed(.character("3")), .keyPressed(.character("j")), .keyPressed(Key(.enter)))
    var detail = SampleSeat.snapshot().conversations[0]
    detail.conversation.id = "W2"
    detail.conversation.taxpayer.name = "欧阳**"
    detail.conversation.agent = AgentReference(id: "a1", name: "王芳")
    detail.conversation.notes = [
      StaffNote(
        at: ago(20), author: AgentReference(id: "zhangmin", name: "王强"), text: "先核实购买方是否已勾选", isWhisper: true)
    ]
    SampleSeat.run(
      &state, .watchArrived(.conversation(detail)),
      .watchArrived(.typing(TypingNotice(conversation: "W2", side: .taxpayer, draft: "我再看看提示", isTyping: true))))
  }
}
