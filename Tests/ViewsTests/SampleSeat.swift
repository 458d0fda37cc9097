import Desk

@testable import Console

/// A seat in the middle of a working day, built from actions as the backend would cause them.
enum SampleSeat {
  static let start = Timestamp(milliseconds: 1_795_413_600_000)
  static let me = Agent(
    id: "zhangmin", name: "张敏", role: .agent, groups: ["invoice", "declare"], slots: 4)
  static let groups = [
    SkillGroup(id: "invoice", name: Localised("发票", "Invoices")),
    SkillGroup(id: "declare", name: Localised("申报", "Declarations")),
    SkillGroup(id: "register", name: Localised("登记注销", "Registration")),
  ]

  static func state(
    _ columns: Int, _ rows: Int, theme: String = "dark", language: Language = .chinese, isWide: Bool = false
  ) -> State {
    let preferences = Preferences(language: language, theme: theme, isAmbiguousWide: isWide, isDemo: true)
    var state = State(
      preferences: preferences, size: Size(columns: columns, rows: rows), idPrefix: "T", monotonic: 1_000_000)
    run(&state, .started(drafts: ["C2": "您好，请问贵公司的\n纳税人识别号是？"], outbox: []))
    run(&state, .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot())))
    run(&state, .streamOpened)
    run(&state, .headReached(EventPosition(epoch: 1, sequence: 100), at: start))
    // A seat that starts with conversations is in the writing field; here the keys are in the queue.
    run(&state, .keyPressed(Key(.escape)), .keyPressed(Key(.escape)), .keyPressed(Key(.escape)))
    return state
  }

  static func run(_ state: inout State, _ actions: Action...) {
    for action in actions { _ = ConsoleReducer.reduce(&state, action) }
  }

  static func type(_ state: inout State, _ text: String) {
    for character in text { run(&state, .keyPressed(.character(character))) }
  }

  /// Somebody is put to the seat, 14 of 20 seconds ago.
  static func offer(_ state: inout State) {
    let line = floor(at: start, head: EventPosition(epoch: 1, sequence: 100)).waiting[0]
    let offer = Offer(
      agent: me.reference, at: start.advanced(seconds: -6), deadline: start.advanced(seconds: 14))
    let offered = Offered(conversation: line.conversation, offer: offer, line: line)
    run(
      &state,
      .eventArrived(Event(position: EventPosition(epoch: 1, sequence: 101), at: start, body: .offered(offered))))
  }

  /// A colleague is asked in the first talk.
  static func consult(_ state: inout State) {
    let colleague = AgentReference(id: "liwei", name: "李伟")
    let consult = Consult(colleague: colleague, since: start.advanced(seconds: -60))
    let bodies: [EventBody] = [
      .consulted(Consulted(conversation: "C1", colleague: colleague, consult: consult)),
      .noted(
        Noted(
          conversation: "C1",
          note: StaffNote(
            at: start.advanced(seconds: -60), author: me.reference, text: "购买方已勾选，确认单撤不了，怎么办？", isSideTalk: true))),
      .noted(
        Noted(
          conversation: "C1",
          note: StaffNote(
            at: start.advanced(seconds: -20), author: colleague, text: "让购买方先撤销用途确认，再由销售方重新发起。", isSideTalk: true))),
    ]
    for (index, body) in bodies.enumerated() {
      let position = EventPosition(epoch: 1, sequence: Int64(101 + index))
      run(&state, .eventArrived(Event(position: position, at: start, body: body)))
    }
  }

  static func snapshot() -> StaffSnapshot {
    let position = EventPosition(epoch: 1, sequence: 100)
    let office = Office(
      id: "demo", name: Localised("示例市税务局第一税务所", "First Tax Office of Sample City"), region: "330100",
      calendar: WorkingCalendar(weekly: [:]))
    return StaffSnapshot(
      position: position, at: start, office: office, catalogue: catalogue,
      me: Seat(agent: me, choice: .ready, since: start.advanced(seconds: -723), isConnected: true),
      conversations: [first, second, third],
      floor: floor(at: start, head: position), taxpayerURL: "http://127.0.0.1:43817/sample/")
  }

  static let catalogue = Catalogue(
    groups: groups,
    wrapUpCodes: [
      WrapUpCode(code: "invoice.red", name: Localised("红字发票", "Credit notes"), group: "invoice"),
      WrapUpCode(code: "invoice.quota", name: Localised("发票额度", "Invoice quota"), group: "invoice"),
      WrapUpCode(code: "declare.vat", name: Localised("增值税申报", "VAT return"), group: "declare"),
      WrapUpCode(code: "other", name: Localised("其他", "Other")),
    ],
    breakReasons: [
      BreakReason(code: "meal", name: Localised("用餐", "Meal"), expectedMinutes: 30),
      BreakReason(code: "rest", name: Localised("休息", "Rest"), expectedMinutes: 10),
    ],
    quickReplies: [
      QuickReply(
        code: "hello", title: "问候", text: "{taxpayer}您好，我是坐席{agent}，请问有什么可以帮您？", pinyin: "wh"),
      QuickReply(code: "wait", title: "稍等", text: "请稍等，正在为您核实。", pinyin: "sd"),
    ], sheetTemplates: [sheetTemplate])

  static let sheetTemplate = SheetTemplate(
    code: "deregister", title: Localised("注销税务登记", "Deregistration"), pinyin: "zxswdj",
    materials: [
      SheetMaterial(
        code: "form", name: Localised("清税申报表", "Tax clearance form"), isRequired: true,
        hint: Localised("加盖公章后拍摄，四角齐全", "Sealed, all four corners in the picture")),
      SheetMaterial(code: "resolution", name: Localised("股东会决议", "Shareholders' resolution"), isRequired: true),
      SheetMaterial(code: "licence", name: Localised("税务登记证件", "Registration certificate"), isRequired: false),
    ],
    outcomes: [
      SheetTemplate.Outcome(isHandled: true, words: "清税证明已出具，可在“我的文书”中下载。"),
      SheetTemplate.Outcome(isHandled: false, words: "尚有未申报的所属期，请补申报后再次办理。"),
    ])

  /// A sheet in the first conversation: confirmed, one material accepted, one returned.
  static func issueSheet(_ state: inout State) {
    var sheet = ServiceSheet(
      id: "S1", template: "deregister", title: sheetTemplate.title, materials: sheetTemplate.materials,
      issuedBy: me.reference, issuedAt: start)
    func image(_ id: ImageID, _ name: String) -> ImageReference {
      ImageReference(id: id, mediaType: "image/jpeg", width: 1080, height: 1440, size: 340 << 10, name: name)
    }
    func check(_ isAccepted: Bool, _ reason: String = "") -> SheetCheck {
      SheetCheck(isAccepted: isAccepted, reason: reason, by: me.reference, at: start)
    }
    let steps: [SheetStep] = [
      .issued(SheetIssue(by: me.reference)),
      .pictureAdded(SheetPicture(material: "form", image: image("I1", "清税申报表.jpg"))),
      .pictureAdded(SheetPicture(material: "resolution", image: image("I2", "决议1.jpg"))),
      .pictureAdded(SheetPicture(material: "resolution", image: image("I3", "决议2.jpg"))),
      .confirmed(SheetConfirmation(at: start)),
      .checked(SheetFinding(material: "form", check: check(true))),
      .checked(SheetFinding(material: "resolution", check: check(false, "缺少盖章或签字"))),
    ]
    for (place, step) in steps.enumerated() {
      if place > 0 { sheet.apply(step) }
      tell(&state, 101 + place, .sheetChanged(SheetChange(conversation: "C1", step: step, sheet: sheet)))
    }
    let card = Message(
      id: "S1", conversation: "C1", number: 10, at: start, author: Author(side: .agent, name: "张敏", agent: me.id),
      body: .sheet(SheetCard(sheet)))
    tell(&state, 101 + steps.count, .messagePosted(card))
    state.notices = []
  }

  private static func tell(_ state: inout State, _ sequence: Int, _ body: EventBody) {
    let position = EventPosition(epoch: 1, sequence: Int64(sequence))
    run(&state, .eventArrived(Event(position: position, at: start, body: body)))
  }

  static func floor(at moment: Timestamp, head: EventPosition) -> FloorDigest {
    func figures(_ index: Int, _ waiting: Int, _ longest: Int?) -> GroupFigures {
      GroupFigures(
        group: groups[index].id, name: groups[index].name, waiting: waiting,
        longestWaitSince: longest.map { start.advanced(seconds: -$0) }, talking: 3, readySeats: 2, seats: 3,
        freeSlots: 2)
    }
    func line(_ id: ConversationID, _ group: Int, _ name: String, _ enterprise: String?, _ wait: Int, _ reason: String)
      -> QueueLine
    {
      QueueLine(
        conversation: id, group: groups[group].id, taxpayer: name, enterprise: enterprise,
        enteredAt: start.advanced(seconds: -wait), priority: 0, isInFront: id == "Q1", reason: reason)
    }
    return FloorDigest(
      at: moment, head: head, groups: [figures(0, 3, 192), figures(1, 1, 25), figures(2, 2, 70)],
      waiting: [
        line("Q1", 0, "陈*", "示例市晨光贸易有限公司", 192, "红字发票信息确认单撤销不了，提示“已使用”"),
        line("Q2", 0, "欧阳**", "示例市南湖食品厂", 48, "数电票额度不够，怎么临时调增"),
        line("Q3", 0, "林*", nil, 12, "个人代开发票"),
        line("Q4", 1, "赵*", "示例市云杉软件有限公司", 25, "增值税申报表比对不通过"),
        line("Q5", 2, "孙*", nil, 70, "注销流程"),
      ],
      seats: [
        seat("zhangmin", "张敏", .ready, 723, 3, 4), seat("liwei", "李伟", .busy, 61, 2, 4),
        seat("wangfang", "王芳", .onBreak, 312, 0, 4),
      ])
  }

  private static func seat(
    _ id: AgentID, _ name: String, _ presence: Presence, _ since: Int, _ load: Int, _ slots: Int
  ) -> SeatLine {
    SeatLine(
      agent: AgentReference(id: id, name: name), presence: presence, since: start.advanced(seconds: -since),
      groups: ["invoice"], load: load, slots: slots)
  }

  static func message(_ id: ConversationID, _ number: Int, _ ago: Int, _ side: Side, _ body: MessageBody) -> Message {
    let author: Author =
      switch side {
      case .taxpayer: Author(side: .taxpayer, name: id == "C1" ? "王*" : "刘**")
      case .agent: Author(side: .agent, name: "张敏", agent: "zhangmin")
      case .assistant: Author(side: .assistant, name: "智能应答")
      case .system: .system
      }
    return Message(
      id: MessageID("\(id.rawValue)-\(number)"), conversation: id, number: number,
      at: start.advanced(seconds: -ago), author: author, body: body)
  }

  private static func makeDetail(
    _ id: ConversationID, _ taxpayer: Taxpayer, acceptedAgo: Int, _ messages: [Message]
  ) -> ConversationDetail {
    var conversation = Conversation(id: id, taxpayer: taxpayer, openedAt: start.advanced(seconds: -acceptedAgo - 300))
    conversation.apply(
      .queued(
        Queued(
          conversation: id,
          entry: QueueEntry(
            group: "invoice", enteredAt: start.advanced(seconds: -acceptedAgo - 95), priority: 0,
            reason: "红字发票怎么开，确认单已经提交", ageingPerPrioritySeconds: 120))),
      at: start)
    conversation.apply(
      .accepted(Accepted(conversation: id, agent: me.reference, at: start.advanced(seconds: -acceptedAgo))), at: start)
    for message in messages { conversation.apply(.messagePosted(message), at: message.at) }
    return ConversationDetail(conversation: conversation, messages: messages)
  }

  static let first: ConversationDetail = {
    let article = ArticleSummary(id: "K0012", title: "数电发票如何开具红字发票", matter: "发票")
    var detail = makeDetail(
      "C1",
      Taxpayer(
        id: "t1", name: "王*", enterprise: Enterprise(name: "示例市晨光贸易有限公司", creditCode: "9133********12AB"),
        region: "示例市西城区", actingRole: "办税员", mobile: "138****5678"),
      acceptedAgo: 280,
      [
        message("C1", 1, 90_000, .taxpayer, .text(TextBody("昨天开的发票开错了金额"))),
        message("C1", 2, 700, .taxpayer, .text(TextBody("红字发票怎么开？"))),
        message(
          "C1", 3, 699, .assistant,
          .answer(
            AssistantAnswer(
              kind: .answer, text: "登录电子税务局，进入“红字发票开具”，选择原发票，确认开具原因后提交；购买方已用途确认的，需要双方确认。",
              article: article))),
        message("C1", 4, 380, .taxpayer, .text(TextBody("转人工"))),
        message("C1", 5, 375, .system, .notice(MessageNotice(.escalated, "发票"))),
        message("C1", 6, 280, .system, .notice(MessageNotice(.accepted, "张敏"))),
        message("C1", 7, 260, .agent, .text(TextBody("您好，我是坐席张敏。请问确认单现在是什么状态？"))),
        message("C1", 8, 200, .taxpayer, .text(TextBody("“购销双方已确认”，但是开具时提示：校验不通过 (code=E1024)"))),
        message("C1", 9, 170, .agent, .text(TextBody("请把提示的完整内容发给我，我来核实。"))),
      ])
    detail.conversation.taxpayerReceipt = Receipt(delivered: 9, read: 7)
    return detail
  }()

  private static let second = makeDetail(
    "C2",
    Taxpayer(
      id: "t2", name: "刘**", enterprise: Enterprise(name: "示例市南湖食品厂", creditCode: "9133********77XY")),
    acceptedAgo: 150,
    [
      message("C2", 1, 140, .taxpayer, .text(TextBody("在吗？发票额度今天能批下来吗"))),
      message("C2", 2, 100, .taxpayer, .text(TextBody("客户在等"))),
    ])

  private static let third: ConversationDetail = {
    var detail = makeDetail(
      "C3", Taxpayer(id: "t3", name: "Ann*", region: "示例市"), acceptedAgo: 100,
      [message("C3", 1, 90, .taxpayer, .text(TextBody("谢谢，已经好了")))])
    detail.conversation.apply(
      .ended(Ended(conversation: "C3", reason: .byTaxpayer, at: start.advanced(seconds: -40))), at: start)
    detail.conversation.isTaxpayerPresent = false
    return detail
  }()
}
