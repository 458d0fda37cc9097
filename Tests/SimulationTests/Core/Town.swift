import Desk

/// The office of every simulation and the people in it. Its times are short, so that deadlines matter.
enum Town {
  static let start = Timestamp(milliseconds: 1_795_413_600_000)

  private static let always = (1...7).reduce(into: [Int: [WorkingRange]]()) {
    $0[$1] = [WorkingRange("00:00-24:00")].compactMap(\.self)
  }

  static let office = {
    var settings = OfficeSettings(visitorGraceSeconds: 9, seatGraceSeconds: 14, wrapUpSeconds: 12, idleEndSeconds: 25)
    settings.offerSeconds = 5
    settings.declineSeconds = 8
    settings.holdReminderSeconds = 6
    settings.invitationSeconds = 6
    settings.connectSeconds = 6
    settings.recoverSeconds = 5
    settings.promises = PromiseSettings(
      messageMinutes: 2, messageMinutesByGroup: ["registration": 0], reopenDays: 0, urgeMinutes: 1)
    settings.promises?.warnMinutes = 1
    let all = [WorkingRange("00:00-24:00")].compactMap(\.self)
    let always = (1...7).reduce(into: [Int: [WorkingRange]]()) { $0[$1] = all }
    var office = Office(
      id: "hd", name: Localised("示范", "Sample"), region: "110108", calendar: WorkingCalendar(weekly: always),
      settings: settings)
    office.thresholds = [
      Threshold(name: "waiting", warning: AlertRange("0"), critical: AlertRange("1"), hysteresis: 0)
    ]
    return office
  }()

  static let catalogue = Catalogue(
    groups: [
      SkillGroup(id: "invoice", name: Localised("发票", "Invoices"), priority: 1),
      SkillGroup(id: "registration", name: Localised("登记", "Registration"), routing: .offer),
    ],
    wrapUpCodes: [WrapUpCode(code: "done", name: Localised("已解决", "Solved"))],
    breakReasons: [BreakReason(code: "tea", name: Localised("喝水", "Tea"), expectedMinutes: 5)],
    sheetTemplates: [
      SheetTemplate(
        code: "deregister", title: Localised("注销", "Deregistration"),
        materials: [
          SheetMaterial(code: "form", name: Localised("申报表", "Form"), isRequired: true),
          SheetMaterial(code: "licence", name: Localised("证件", "Licence"), isRequired: false),
        ])
    ],
    appointmentRules: [
      AppointmentRule(
        code: "help", name: Localised("辅导", "Help"), group: "invoice", modes: Appointment.Mode.allCases, minutes: 1,
        capacity: 2, leadMinutes: 0, horizonDays: 1, limits: Appointment.Limits(reminder: 0, late: 1, noShow: 2))
    ])

  static let agents = (0..<3).map { number in
    Agent(
      id: AgentID("agent\(number)"), name: "坐席\(number)", role: .agent, groups: ["invoice", "registration"], slots: 2)
  }

  /// Leads the floor, without a console of their own.
  static let supervisor = Agent(
    id: "leader", name: "值班长", role: .supervisor, groups: ["invoice", "registration"], slots: 2)

  /// Tickets from the day before that are due soon, and that an earlier release set no warning for; nobody's, and one agent's.
  static let earlier = (0..<4).map { number in
    let from = start.advanced(seconds: 60 * (1 + number / 2 - 10))
    let clock = PromiseClock(minutes: 10, from: from, on: office.calendar)
    var ticket = Ticket(
      id: TicketID("old\(number)"), title: "昨日\(number)", type: "general", priority: .normal, group: "invoice",
      taxpayer: taxpayers[number / 2], openedAt: from, openedBy: agents[0].reference, clock: clock)
    var entry = PromiseEntry(.opened, at: from, side: .agent, agent: agents[0].reference)
    if number % 2 == 0 { entry.assignee = agents[0].reference }
    entry = ticket.take(entry, on: office.calendar)
    return PromiseChange(ticket, entry)
  }

  static let taxpayers = (0..<5).map { number in
    Taxpayer(id: TaxpayerID("taxpayer\(number)"), name: "纳*\(number)")
  }

  /// What the assistant says to every question.
  static let reply = AssistantAnswer(
    kind: .answer, text: "请看这里", article: ArticleSummary(id: "red", title: "红字发票", matter: "发票"))
}
