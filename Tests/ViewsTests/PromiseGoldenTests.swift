import Canvas
import Desk
import Testing
import Theming

@testable import Console
@testable import Views

@Suite("What was promised looks as recorded")
struct PromiseGoldenTests {
  private static let calendar: WorkingCalendar = {
    let ranges = [WorkingRange("09:00-12:00"), WorkingRange("13:30-17:30")].compactMap(\.self)
    return WorkingCalendar(weekly: [1: ranges, 2: ranges, 3: ranges, 4: ranges, 5: ranges])
  }()

  private static func ticket(_ number: Int, _ title: String, minutes: Int, _ priority: PromisePriority) -> Ticket {
    var ticket = Ticket(
      id: TicketID("01KAZ0000000000000000000\(10 + number)"), title: title, type: "general", priority: priority,
      group: number == 3 ? "register" : "invoice",
      taxpayer: Taxpayer(
        id: "t1", name: "陈*", enterprise: Enterprise(name: "杭州云栖贸易有限公司", creditCode: "9133****1234"),
        mobile: "138****5678"),
      openedAt: SampleSeat.start.advanced(seconds: -7_200), openedBy: SampleSeat.me.reference,
      clock: PromiseClock(minutes: 240, from: SampleSeat.start.advanced(seconds: -7_200), on: calendar))
    ticket.clock.dueAt = SampleSeat.start.advanced(seconds: minutes * 60)
    ticket.revision = 3
    if number < 3 {
      ticket.assignee = SampleSeat.me.reference
      ticket.state = .open
    }
    ticket.urges = number == 1 ? 2 : 0
    return ticket
  }

  private static func message(_ number: Int, _ matter: String, minutes: Int) -> OfflineMessage {
    var message = OfflineMessage(
      id: OfflineMessageID("l\(number)"), matter: matter, group: "invoice", taxpayer: Taxpayer(id: "t2", name: "林**"),
      contact: "139****0001", openedAt: SampleSeat.start.advanced(seconds: -3_600),
      clock: PromiseClock(minutes: 180, from: SampleSeat.start.advanced(seconds: -3_600), on: calendar))
    message.clock.dueAt = SampleSeat.start.advanced(seconds: minutes * 60)
    message.revision = 1
    return message
  }

  private static let tickets = [
    ticket(1, "核实红字发票信息确认单未上传原因", minutes: -95, .high), ticket(2, "补录 2025 年度汇算清缴附表", minutes: 130, .normal),
    ticket(3, "跨区迁移税务登记信息核对", minutes: 2_900, .urgent),
  ]
  private static let messages = [
    message(1, "电子发票下载不了", minutes: -12), message(2, "个体户怎么申请停业登记", minutes: 25),
  ]

  private static var entries: [PromiseEntry] {
    var opened = PromiseEntry(
      .opened, at: SampleSeat.start.advanced(seconds: -7_200), side: .agent, agent: SampleSeat.me.reference,
      text: "纳税人反映红字确认单提交后状态一直是“待上传”，重新登录无效。")
    opened.number = 1
    var noted = PromiseEntry(
      .noted, at: SampleSeat.start.advanced(seconds: -5_000), side: .agent,
      agent: AgentReference(id: "liwei", name: "李伟"), text: "后台日志显示购买方未勾选，已联系运维。")
    noted.number = 2
    var urged = PromiseEntry(.urged, at: SampleSeat.start.advanced(seconds: -600), side: .taxpayer)
    urged.number = 3
    return [opened, noted, urged]
  }

  /// The screen at one of its lists, after the answers came.
  private static func state(_ look: ScreenGoldenTests.Look, _ list: Character) -> State {
    var state = SampleSeat.state(look.columns, look.rows, theme: look.theme, language: look.language)
    SampleSeat.run(&state, .keyPressed(.character("d")), .keyPressed(.character(list)))
    let query = list == "1" ? "who:me" : ""
    func answer(_ kind: OutgoingRequest.Kind, _ response: Response) {
      SampleSeat.run(&state, .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: kind), response))
    }
    if list != "3" {
      answer(.messages(query: query, after: nil), .offlineMessages(OfflineMessagePage(messages: messages)))
    }
    if list != "2" { answer(.tickets(query: query, after: nil), .tickets(TicketPage(tickets: tickets))) }
    answer(.ticket(tickets[0].id), .ticket(TicketDetail(ticket: tickets[0], entries: entries)))
    return state
  }

  @Test("each list, with the marked item beside or below it", arguments: ScreenGoldenTests.looks, ["1", "3"])
  func lists(_ look: ScreenGoldenTests.Look, _ list: String) throws {
    let state = Self.state(look, Character(list))
    let theme = try ThemeShelf().theme(look.theme)
    let name = "promises-\(list)-\(look.testDescription)"
    try Golden.check(FrameText(ScreenView.draw(state, theme: theme).frame).text, name)
  }

  static let work: [(String, [Key])] = [
    ("answer", [.character("a"), .character("好")]), ("forward", [.character("f")]), ("why", [.character("y")]),
    ("filter", [.character("/"), .character("税")]),
  ]

  @Test("writing, passing on, why it is due", arguments: work.map(\.0), ScreenGoldenTests.small)
  func acts(_ name: String, _ look: ScreenGoldenTests.Look) throws {
    var state = Self.state(look, "3")
    for key in Self.work.first(where: { $0.0 == name })?.1 ?? [] { SampleSeat.run(&state, .keyPressed(key)) }
    if name == "why" {
      let why = Self.tickets[0].clock.why(on: Self.calendar)
      let kind = OutgoingRequest.Kind.why(.ticket, Self.tickets[0].id.rawValue)
      SampleSeat.run(&state, .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: kind), .why(why)))
    }
    let theme = try ThemeShelf().theme("dark")
    try Golden.check(
      FrameText(ScreenView.draw(state, theme: theme).frame).text,
      "promises-\(name)-\(look.columns)x\(look.rows)-\(look.language.rawValue)")
  }

  @Test("an appointment in the list of what is most overdue says who, what, when, where it stands, and what Enter does")
  func appointment() throws {
    var state = SampleAppointments.state(120, 40)
    SampleSeat.run(&state, .keyPressed(.character("d")))
    func lines(_ id: AppointmentID) throws -> [String] {
      let desk = try #require(state.desk)
      let row = try #require(state.rows(of: desk).first { $0.work == .appointment(id.rawValue) })
      return PromiseDetailLines(state: state, width: 60).lines(desk, row).map(\.text.string)
    }
    let due = try lines("A3")
    let told = ["张*", "晨光文具", "发票业务辅导", "视频", "14:00–14:30", "已到时间", "纳税人预约", "Enter 开始：打开会话并邀请视频通话"]
    for words in told { #expect(due.contains { $0.contains(words) }, "\(words): \(due)") }
    let later = try lines("A9")
    #expect(later.contains { $0.contains("c 确认") && $0.hasPrefix("Enter 到当天预约") }, "\(later)")
    #expect(later.contains { $0.contains("11月") && $0.contains("文字") }, "another day is named: \(later)")
  }

  @Test("as plain lines it says list, marked row, item and keys")
  func linear() throws {
    let look = ScreenGoldenTests.Look(columns: 120, rows: 40, theme: "dark", language: .chinese)
    let lines = LinearView.lines(Self.state(look, "3")).map(\.string)
    #expect(lines.contains("== 待办 ==") && lines.contains { $0.contains("核实红字发票") && $0.contains("高") })
    #expect(lines.contains { $0.contains("催办 2 次") } && lines.contains { $0.contains("Enter 办") })
    let writing = Self.work[0].1.reduce(into: Self.state(look, "3")) { SampleSeat.run(&$0, .keyPressed($1)) }
    #expect(LinearView.lines(writing).contains { $0.string.hasSuffix("好") })
  }
}
