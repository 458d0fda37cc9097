import Desk

@testable import Console

/// The sample seat with appointments around it: a Monday afternoon in November, half of it gone.
enum SampleAppointments {
  static let rules = [
    AppointmentRule(
      code: "invoice-help", name: Localised("发票业务辅导", "Help with invoices"), group: "invoice",
      modes: [.text, .video, .phone], minutes: 30, capacity: 3),
    AppointmentRule(
      code: "vat-return", name: Localised("增值税申报辅导", "Help with VAT returns"), group: "declare",
      modes: [.video, .remoteAssist], minutes: 30, capacity: 2),
  ]

  static func state(
    _ columns: Int, _ rows: Int, theme: String = "dark", language: Language = .chinese, isWide: Bool = false
  ) -> State {
    var state = SampleSeat.state(columns, rows, theme: theme, language: language, isWide: isWide)
    var snapshot = SampleSeat.snapshot()
    let day = ["09:00-12:00", "13:30-17:30"].compactMap { WorkingRange($0) }
    snapshot.office.calendar = WorkingCalendar(
      weekly: Dictionary(uniqueKeysWithValues: (1...5).map { ($0, day) }), publicHolidays: .china)
    if let friday = CivilDate("2026-11-27") {
      let short = ["09:00-12:00"].compactMap { WorkingRange($0) }
      snapshot.office.calendar.exceptions = [
        friday: DayException(ranges: short, reason: Localised("下午政治学习", "Meeting"))
      ]
    }
    snapshot.catalogue.appointmentRules = rules
    snapshot.appointments = all()
    SampleSeat.run(
      &state, .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot)),
      .streamOpened, .headReached(EventPosition(epoch: 1, sequence: 100), at: SampleSeat.start.advanced(seconds: 720)))
    return state
  }

  /// What is booked, by minutes from two o'clock.
  static func all() -> [Appointment] {
    [
      make("A1", -270, .completed, "王*明", "恒信商贸有限公司", .text),
      make("A2", -210, .noShow, "赵*", nil, .phone),
      make("A3", 0, .ringing, "张*", "晨光文具（集团）股份有限公司", .video, by: SampleSeat.me.reference),
      make("A4", 0, .confirmed, "欧阳**", "示例科技有限公司", .remoteAssist, rule: 1),
      make("A5", 30, .booked, "李*", nil, .phone),
      make("A6", 30, .confirmed, "刘*", "百年餐饮管理有限公司", .text),
      make("A7", 60, .booked, "陈*", "新元贸易行", .video, rule: 1),
      make("A8", 150, .confirmed, "孙*丽", nil, .video), make("A9", 1_140, .confirmed, "周*", nil, .text),
      make("B1", 1_170, .booked, "吴*", nil, .text), make("B2", 2_580, .confirmed, "郑*", nil, .video, rule: 1),
      make("B3", 5_490, .booked, "冯*", nil, .text), make("B4", 10_110, .confirmed, "蒋*", nil, .text),
    ]
  }

  private static func make(
    _ id: AppointmentID, _ minutes: Int, _ stage: Appointment.Stage, _ name: String, _ enterprise: String?,
    _ mode: Appointment.Mode, rule: Int = 0, by agent: AgentReference? = nil
  ) -> Appointment {
    var taxpayer = Taxpayer(id: TaxpayerID(id.rawValue), name: name)
    taxpayer.enterprise = enterprise.map { Enterprise(name: $0, creditCode: "9133**********0379") }
    var appointment = Appointment(
      id: id, rule: rules[rule], mode: mode, taxpayer: taxpayer,
      words: id == "A3" ? "红字信息表确认后仍提示“发票已入账”，想请老师看一下操作" : "",
      contact: mode == .phone ? "138****0001" : nil, start: SampleSeat.start.advanced(seconds: minutes * 60),
      at: SampleSeat.start.advanced(seconds: -86_400))
    appointment.stage = stage
    appointment.agent = agent
    return appointment
  }
}
