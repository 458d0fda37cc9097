import Desk
import Service
import Testing

struct PromiseRuleTests {
  /// How the inviter's seat stands when the taxpayer comes.
  enum Inviter: CaseIterable {
    case ready, onBreak, full, away, signedOut
  }

  @Test(
    "Who comes to talk is with the inviter if they are free, waits for them in front if they are not, and for the group if they are gone",
    arguments: Inviter.allCases)
  func comes(_ inviter: Inviter) throws {
    var scene = try Scene.promising()
    scene.catalogue.breakReasons = [BreakReason(code: "tea", name: Localised("喝水", "Tea"), expectedMinutes: 5)]
    try scene.leave()
    try scene.step(PromiseStepRequest(.invited))
    switch inviter {
    case .ready: break
    case .onBreak: try scene.perform(.choosePresence(.onBreak, reason: "tea"), by: .staff(Scene.agent))
    case .full:
      for (number, person) in [Scene.visitorPerson, Taxpayer(id: "t3", name: "王*")].enumerated() {
        let id = ConversationID("f\(number)")
        _ = try scene.escalate(person, opening: id)
        try scene.perform(.accept(id, noticeID: MessageID("a\(number)")), by: .staff(Scene.agent))
      }
    case .away: try scene.perform(.seatConnection(Scene.agent.id, isConnected: false), by: .system)
    case .signedOut: try scene.perform(.choosePresence(.signedOut, reason: nil), by: .staff(Scene.agent))
    }
    try scene.step(PromiseStepRequest(.entered), by: .taxpayer(Scene.person))
    let talk = try #require(scene.conversations["c9"])
    #expect(talk.queue?.isInFront == true && scene.offlineMessages["m1"]?.state == .closed)
    #expect(talk.stage == (inviter == .ready ? .talking : .waiting))
    let isKept = inviter != .ready && inviter != .signedOut
    #expect(talk.stage == .talking || (talk.queue?.reservedFor?.id == (isKept ? Scene.agent.id : nil)))
    #expect((scene.timers["reservationDuec9"] != nil) == isKept)
    #expect((scene.timers["waitDuec9"] != nil) == (inviter != .ready), "supervisors are called if nobody comes")
    if isKept {
      try scene.fire(.reservationDue, "c9")
      try scene.perform(.accept("c9", noticeID: "a9"), by: .staff(Scene.colleague))
      #expect(scene.conversations["c9"]?.agent?.id == Scene.colleague.id)
    }
  }

  @Test("Who is blocked does not come to talk by an invitation")
  func blocked() throws {
    var scene = try Scene.promising()
    try scene.leave()
    try scene.step(PromiseStepRequest(.invited))
    scene.blocks["t1"] = Block(
      taxpayer: "t1", name: "张*", reason: "辱骂", by: Scene.colleague.reference, at: scene.now,
      until: scene.now.advanced(seconds: 3_600), conversation: "c0")
    #expect(refusal { try scene.step(PromiseStepRequest(.entered), by: .taxpayer(Scene.person)) }?.kind == .blocked)
    #expect(scene.conversations.isEmpty && scene.offlineMessages["m1"]?.state == .claimed)
  }

  @Test("With time left again it is late no more, and is told again when that is over; reopened it is not late at once")
  func lateAgain() throws {
    var scene = try Scene.promising()
    scene.catalogue.ticketTypes = [
      TicketType(code: "short", name: Localised("短", "Short"), minutes: 60),
      TicketType(code: "long", name: Localised("长", "Long"), minutes: 600),
    ]
    try scene.open(TicketDraft(title: "核实", text: "", type: "short"))
    try scene.fire(.ticketDue, "k1")
    #expect(scene.tickets["k1"]?.escalatedAt != nil)
    let revision = try #require(scene.tickets["k1"]?.revision)
    try scene.perform(
      .promise(.editTicket("k1", TicketEdit(type: "long"), expecting: revision)), by: .staff(Scene.agent))
    #expect(scene.tickets["k1"]?.escalatedAt == nil && scene.timers["ticketDuek1"] != nil)
    try scene.fire(.ticketDue, "k1")
    try scene.act(PromiseStepRequest(.resolved, text: "好"))
    scene.now = scene.now.advanced(seconds: 3_600)
    try scene.act(PromiseStepRequest(.reopened))
    let ticket = try #require(scene.tickets["k1"])
    #expect(!ticket.clock.isLate(at: scene.now) && ticket.escalatedAt == nil && scene.timers["ticketDuek1"] != nil)
  }

  @Test("The group is told when an item leaves its list, and the other when it comes")
  func told() throws {
    var scene = try Scene.promising()
    func last() -> PromiseChange? {
      scene.events.compactMap { if case .promiseChanged(let change) = $0 { change } else { nil } }.last
    }
    try scene.open(TicketDraft(title: "核实", text: "", group: "invoice"))
    try scene.act(PromiseStepRequest(.claimed))
    #expect(last()?.concernsGroup == true && last()?.groups == ["invoice"])
    try scene.act(PromiseStepRequest(.noted, text: "记", mentions: [Scene.colleague.id]))
    #expect(last()?.concernsGroup == false)
    #expect(scene.tickets["k1"]?.watchers == [Scene.colleague.reference], "who is mentioned finds it later, too")
    let revision = try #require(scene.tickets["k1"]?.revision)
    let edit = PromiseCommand.editTicket("k1", TicketEdit(priority: .urgent), expecting: revision)
    try scene.perform(.promise(edit), by: .staff(Scene.agent))
    #expect(last()?.concernsGroup == true)
    try scene.act(PromiseStepRequest(.forwarded, group: "registration"))
    #expect(last()?.concernsGroup == true && last()?.groups == ["invoice", "registration"])
  }

  @Test(
    "The taxpayer is told of a ticket that closes by itself or goes on in another; what was changed is said in both languages"
  )
  func words() throws {
    var scene = try Scene.promising()
    for (number, id) in [(1, "k1"), (2, "k2")] as [(Int, TicketID)] {
      try scene.leave(OfflineMessageID("m\(number)"))
      try scene.open(TicketDraft(title: "核实\(number)", text: "", message: OfflineMessageID("m\(number)")), id: id)
    }
    try scene.perform(.promise(.editTicket("k1", TicketEdit(priority: .high), expecting: 1)), by: .staff(Scene.agent))
    #expect(scene.entries["k1"]?.last?.text(.english) == "normal → high")
    #expect(scene.entries["k1"]?.last?.text(.chinese) == "普通 → 高")
    try scene.act(PromiseStepRequest(.merged, ticket: "k2"))
    #expect(scene.notices.last?.words.chinese == "工单“核实1”已并入“核实2”继续办理")
    try scene.act(PromiseStepRequest(.resolved, text: "好"), on: "k2")
    try scene.fire(.ticketCloseDue, "k2")
    #expect(scene.notices.last?.words.chinese == "工单“核实2”已关闭" && scene.notices.last?.reference == "k2")
  }

  @Test(
    "A message full of entries is still answered; a ticket is made only of a message of one's group and of that taxpayer"
  )
  func limits() throws {
    var scene = try Scene.promising()
    try scene.leave()
    while refusal({ try scene.step(PromiseStepRequest(.added, text: "再"), by: .taxpayer(Scene.person)) }) == nil {}
    #expect(scene.offlineMessages["m1"]?.revision == 180)
    try scene.step(PromiseStepRequest(.claimed))
    scene.offlineMessages["m1"]?.revision = 205
    try scene.step(PromiseStepRequest(.released))
    try scene.step(PromiseStepRequest(.claimed))
    scene.offlineMessages["m1"]?.revision = 500
    try scene.step(PromiseStepRequest(.replied, text: "好"))
    #expect(scene.offlineMessages["m1"]?.state == .answered)
    try scene.leave("m2")
    let draft = TicketDraft(title: "核实", text: "", message: "m2")
    #expect(refusal { try scene.open(draft, by: Scene.stranger) }?.kind == .notYours)
    _ = try scene.escalate(Scene.visitorPerson)
    try scene.perform(.accept("c1", noticeID: "a1"), by: .staff(Scene.agent))
    let mixed = TicketDraft(title: "核实", text: "", conversation: "c1", message: "m2")
    #expect(refusal { try scene.open(mixed) }?.kind == .badRequest)
  }

  @Test(
    "Some minutes ahead whoever has it is called; an office may say when, or never; what is done in time calls nobody")
  func soon() throws {
    var scene = try Scene.promising()
    func alarm() -> AlarmRaised? {
      if case .alarmRaised(let alarm)? = scene.events.last { alarm } else { nil }
    }
    try scene.open(TicketDraft(title: "核实", text: "", assignee: nil))
    try scene.act(PromiseStepRequest(.claimed))
    let due = try #require(scene.tickets["k1"]?.clock.dueAt)
    #expect(scene.timers["promiseSoonticket.k1"]?.due == due.advanced(seconds: -1_800))
    try scene.fire(.promiseSoon, "ticket.k1")
    #expect(alarm()?.kind == .dueSoon && alarm()?.agent == Scene.agent.id && alarm()?.subject == "k1")
    let clock = WorkingCalendar.clock(scene.office.calendar.local(due).minute)
    #expect(alarm()?.words.chinese == "工单“核实”将于 \(clock) 到期" && alarm()?.until == due)
    try scene.act(PromiseStepRequest(.resolved, text: "好"))
    #expect(scene.timers["promiseSoonticket.k1"] == nil)
    scene.office.settings.promises = PromiseSettings()
    scene.office.settings.promises?.warnMinutes = 0
    try scene.leave()
    #expect(scene.timers["promiseSoonmessage.m1"] == nil && scene.timers["messageDuem1"] != nil)
  }

  @Test(
    "Due soon is counted back in working minutes, and told anew to whoever has it only then; once for what is done at once"
  )
  func soonAtWork() throws {
    var scene = try Scene.promising()
    let hours = try #require(WorkingRange("09:00-17:00"))
    scene.office.calendar = WorkingCalendar(weekly: (1...7).reduce(into: [:]) { $0[$1] = [hours] })
    let calendar = scene.office.calendar
    let day = CivilDate(dayNumber: calendar.day(at: scene.now).dayNumber + 1)
    // Four hours from 13:10 on: due at 9:10 the morning after, when whoever comes at nine would have ten minutes.
    scene.now = calendar.moment(day, 13 * 60 + 10)
    try scene.leave()
    let next = CivilDate(dayNumber: day.dayNumber + 1)
    #expect(scene.offlineMessages["m1"]?.clock.dueAt == calendar.moment(next, 9 * 60 + 10))
    #expect(scene.timers["promiseSoonmessage.m1"]?.due == calendar.moment(day, 16 * 60 + 40))
    func alarms() -> [AlarmRaised] {
      scene.events.compactMap { if case .alarmRaised(let alarm) = $0 { alarm } else { nil } }
    }
    try scene.fire(.promiseSoon, "message.m1")
    #expect(alarms().count == 1 && alarms().last?.agent == nil)
    #expect(alarms().last?.words.chinese.hasSuffix(" 09:10 到期") == true)
    scene.now = calendar.moment(day, 16 * 60 + 50)
    try scene.step(PromiseStepRequest(.noted, text: "看看"))
    #expect(alarms().count == 1, "a note changes nothing")
    try scene.step(PromiseStepRequest(.claimed))
    #expect(alarms().count == 2 && alarms().last?.agent == Scene.agent.id)
    try scene.step(PromiseStepRequest(.released))
    #expect(alarms().count == 3 && alarms().last?.agent == nil)
    // Taken with the answer: nobody is called for what is done.
    try scene.step(PromiseStepRequest(.replied, text: "好"))
    #expect(alarms().count == 3 && scene.offlineMessages["m1"]?.state == .answered)
  }

  @Test("Open promises of an earlier release get their warning in one pass, a batch after the other, and no entry")
  func soonLater() throws {
    var scene = try Scene.promising()
    for number in 1...120 {
      try scene.open(TicketDraft(title: "核实\(number)", text: ""), id: TicketID("k\(1_000 + number)"))
    }
    try scene.leave()
    scene.timers = scene.timers.filter { $0.value.kind != .promiseSoon }
    let entries = scene.entries
    let begin = ServiceTimer(kind: .calendarMoved, subject: RescheduleCursor().text, due: scene.now)
    scene.timers["calendarMoved" + begin.subject] = begin
    while let timer = scene.timers.values.first(where: { $0.kind == .calendarMoved }) {
      try scene.fire(.calendarMoved, timer.subject)
    }
    #expect(scene.timers.values.count { $0.kind == .promiseSoon } == 121 && scene.entries == entries)
  }

  @Test("Filters are kept one by one, one of a name and list; too many or of two lines are refused")
  func filters() throws {
    var scene = try Scene.promising()
    func change(_ name: String, _ line: String = "", isKept: Bool = true) throws {
      let filter = SavedFilter(name: name, kind: .ticket, line: line)
      try scene.perform(.changeFilter(SavedFilterChange(filter, isKept: isKept)), by: .staff(Scene.agent))
    }
    for line in ["prio:high", "prio:urgent"] { try change("急", line) }
    try change("我的", "who:me")
    #expect(scene.filters.filters.map(\.line) == ["prio:urgent", "who:me"])
    try change("急", isKept: false)
    #expect(scene.documents.last == .filters(scene.filters, of: Scene.agent.id))
    #expect(scene.filters.filters.map(\.name) == ["我的"])
    #expect(refusal { try change("两\n行") }?.kind == .invalidText)
    for number in 1..<SavedFilters.most { try change("\(number)") }
    #expect(refusal { try change("多") }?.kind == .tooLarge)
    try change("1", "who:none")
  }

  @Test("The calendar changes: open promises are counted anew, a batch after the other, and nothing else moves")
  func calendar() throws {
    var scene = try Scene.promising()
    for number in 1...250 {
      try scene.open(TicketDraft(title: "核实\(number)", text: ""), id: TicketID("k\(1_000 + number)"))
    }
    try scene.act(PromiseStepRequest(.waiting, text: "请补充"), on: "k1001")
    try scene.act(PromiseStepRequest(.resolved, text: "好"), on: "k1002")
    try scene.leave()
    let before = try #require(scene.tickets["k1100"]?.clock.dueAt)
    let morning = try #require(WorkingRange("09:00-12:00"))
    let draft = CalendarDraft(
      calendar: WorkingCalendar(weekly: (1...7).reduce(into: [:]) { $0[$1] = [morning] }))
    try scene.perform(.changeCalendar(draft, expecting: 1), by: .staff(Scene.supervisor))
    var rounds = 0
    while let timer = scene.timers.values.first(where: { $0.kind == .calendarMoved }) {
      try scene.fire(.calendarMoved, timer.subject)
      rounds += 1
    }
    #expect(rounds <= 6, "what moved ahead may come once more, and stays as it is")
    let moved = scene.tickets.values.filter { scene.entries[$0.id.rawValue]?.last?.kind == .rescheduled }
    #expect(moved.count == 248 && scene.entries["m1"]?.last?.kind == .rescheduled)
    let after = try #require(scene.tickets["k1100"]?.clock.dueAt)
    #expect(after > before && scene.timers["ticketDuek1100"]?.due == after)
    #expect(scene.tickets["k1001"]?.clock.dueAt == nil && scene.tickets["k1002"]?.state == .resolved)
  }
}
