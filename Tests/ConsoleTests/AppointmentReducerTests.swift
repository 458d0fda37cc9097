import Desk
import Testing

@testable import Console

@Suite("Appointments and alarms at the seat")
struct AppointmentReducerTests {
  private static let rule = AppointmentRule(
    code: "help", name: Localised("发票辅导", "Invoices"), group: "invoice", modes: [.video], minutes: 30, capacity: 2)

  private static func appointment(
    _ id: AppointmentID, _ minutes: Int, _ stage: Appointment.Stage, by agent: AgentReference? = nil, revision: Int = 2
  ) -> Appointment {
    var appointment = Appointment(
      id: id, rule: rule, mode: .video, taxpayer: Taxpayer(id: "T1", name: "陈*"), words: "", contact: "138****0001",
      start: Scene.start.advanced(seconds: minutes * 60), at: Scene.start.advanced(seconds: -9_000))
    appointment.stage = stage
    appointment.agent = agent
    appointment.revision = revision
    return appointment
  }

  private static func store(
    _ appointments: [Appointment], role: Role = .agent, alarms: AlarmSettings? = nil, waiting: [QueueLine] = []
  ) -> TestStore {
    var store = Scene.connecting()
    var snapshot = Scene.snapshot()
    let all = (1...7).map { ($0, ["00:00-24:00"].compactMap { WorkingRange($0) }) }
    snapshot.office.calendar = WorkingCalendar(weekly: Dictionary(uniqueKeysWithValues: all))
    snapshot.catalogue.appointmentRules = [rule]
    snapshot.appointments = appointments
    snapshot.me.agent.role = role
    snapshot.alarms = alarms
    snapshot.floor.waiting = waiting
    snapshot.floor.seats = [Scene.me.reference, AgentReference(id: "lihua", name: "李华")].map {
      SeatLine(agent: $0, presence: .ready, since: Scene.start, groups: ["invoice"], load: 0, slots: 3)
    }
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot)),
      .streamOpened, .headReached(Scene.position(10), at: Scene.start))
    return store
  }

  @Test("the screen opens on what calls; one key begins it; its talk is open then, the screen gone")
  func begins() {
    var store = Self.store([Self.appointment("A1", 60, .confirmed), Self.appointment("A2", 0, .ringing)])
    let asked = store.arrange(.keyPressed(.alt("b"))).requests
    #expect(asked.count == 1)
    #expect(store.state.markedAppointment?.id == "A2" && store.state.place == .appointments)
    #expect(store.arrange(.keyPressed(.character("S"))).requests == [.appointment("A2", .start)])
    let begun = AppointmentStart(
      appointment: Self.appointment("A2", 0, .started, revision: 3), talk: Scene.detail("C9", "陈*", accepted: 30))
    let request = OutgoingRequest(id: RequestID("x"), kind: .appointment("A2", .start))
    store.arrange(.requestSucceeded(request, .appointmentStart(begun)))
    #expect(store.state.popup == nil && store.state.selected == "C9" && store.state.focus == .composer)
  }

  @Test("those of the next day stand in the list of what is most overdue; Enter begins what is due, and shows the rest")
  func home() throws {
    var store = Self.store([
      Self.appointment("A1", 300, .confirmed), Self.appointment("A2", 0, .ringing),
      Self.appointment("A3", 60, .confirmed, by: AgentReference(id: "lihua", name: "李华")),
      Self.appointment("A4", 3_000, .booked), Self.appointment("A5", 30, .cancelled),
    ])
    store.arrange(.keyPressed(.character("d")))
    let rows = store.state.rows(of: try #require(store.state.desk))
    #expect(rows.map(\.work) == [.appointment("A2"), .appointment("A1")])
    #expect(
      store.arrange(.keyPressed(.character("g")), .keyPressed(Key(.enter))).requests == [.appointment("A2", .start)])
    store.arrange(.keyPressed(.character("d")), .keyPressed(.character("G")), .keyPressed(Key(.enter)))
    #expect(store.state.place == .appointments && store.state.markedAppointment?.id == "A1")
    let shown = store.state.board(from: store.state.today, days: 1).flatMap(\.slots).flatMap(\.appointments)
    #expect(shown.contains { $0.id == "A5" }, "what was cancelled is seen")
  }

  @Test("from the writing field Alt-I begins what is due; nothing due is said")
  func fromAnywhere() {
    var store = Self.store([Self.appointment("A2", 0, .late, by: Scene.me.reference)])
    store.arrange(.keyPressed(.character("1")), .keyPressed(.character("i")))
    #expect(store.arrange(.keyPressed(.alt("i"))).requests == [.appointment("A2", .start)])
    var other = Self.store([Self.appointment("A2", 0, .late, by: AgentReference(id: "lihua", name: "李华"))])
    #expect(other.arrange(.keyPressed(.alt("i"))).requests.isEmpty, "a colleague's own")
    #expect(other.state.notices.last?.text.english == "No appointment is due")
  }

  @Test(
    "a supervisor gives a colleague's appointment to another; an agent learns why not; who gets it and had it are told")
  func gives() {
    let lihua = AgentReference(id: "lihua", name: "李华")
    let taken = Self.appointment("A1", 60, .confirmed, by: lihua)
    var agent = Self.store([taken])
    agent.arrange(.keyPressed(.alt("b")))
    while agent.state.markedAppointment == nil { agent.arrange(.keyPressed(.character("j"))) }
    agent.arrange(.keyPressed(.character("s")))
    #expect(agent.state.place == .appointments && agent.state.notices.last?.text.chinese.contains("李华") == true)
    var store = Self.store([taken], role: .supervisor)
    store.arrange(.keyPressed(.alt("b")))
    while store.state.markedAppointment == nil { store.arrange(.keyPressed(.character("j"))) }
    #expect(store.arrange(.keyPressed(.character("s"))).requests == [.colleagues])
    func people() -> [DeskChoice] {
      guard case .appointments(let desk) = store.state.popup else { return [] }
      return desk.choice?.people ?? []
    }
    let seats = people()
    #expect(
      !seats.isEmpty
        && seats.allSatisfy { if case .seat(let line) = $0 { line.groups.contains("invoice") } else { false } })
    let zhou = Colleague(agent: AgentReference(id: "zhou", name: "周涛"), groups: ["invoice"])
    let others = [
      Colleague(agent: lihua, groups: ["invoice"]), Colleague(agent: AgentReference(id: "wu", name: "吴"), groups: []),
    ]
    store.arrange(
      .requestSucceeded(
        OutgoingRequest(id: RequestID("x"), kind: .colleagues), .colleagues(ColleagueList(colleagues: others + [zhou])))
    )
    #expect(
      people() == seats + [.colleague(zhou)], "who is away stands last; not who has it, nor who serves another group")
    var away = store
    for _ in people() { away.arrange(.keyPressed(Key(.down))) }
    #expect(away.arrange(.keyPressed(Key(.enter))).requests == [.appointment("A1", .give(to: "zhou"))])
    let first = seats[0].agent?.id ?? ""
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.appointment("A1", .give(to: first))])
    for (appointment, formerly) in [
      (Self.appointment("A1", 60, .confirmed, by: Scene.me.reference, revision: 3), lihua),
      (Self.appointment("A1", 60, .confirmed, by: lihua, revision: 3), Scene.me.reference),
    ] {
      var told = Self.store([taken])
      var change = AppointmentChange(step: .assigned, appointment: appointment)
      change.formerly = formerly
      told.arrange(Scene.event(11, .appointmentChanged(change)))
      #expect(told.state.notices.last?.text.chinese.contains("派") == true)
    }
  }

  @Test("what is cancelled is what the reason was begun for, whatever comes into the day meanwhile")
  func holds() {
    var store = Self.store([Self.appointment("A2", 120, .confirmed)])
    store.arrange(.keyPressed(.alt("b")))
    while store.state.markedAppointment == nil { store.arrange(.keyPressed(.character("j"))) }
    store.arrange(.keyPressed(.character("x")), .keyPressed(.character("停")))
    let earlier = AppointmentChange(step: .booked, appointment: Self.appointment("A1", 60, .booked))
    store.arrange(Scene.event(11, .appointmentChanged(earlier)))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.appointment("A2", .cancel(reason: "停"))])
  }

  @Test("confirm, cancel with a reason, move to a slot; what may not be done says why by the backend's rule")
  func acts() {
    var store = Self.store([Self.appointment("A1", 60, .booked)])
    store.arrange(.keyPressed(.alt("b")))
    while store.state.markedAppointment == nil { store.arrange(.keyPressed(.character("j"))) }
    #expect(store.arrange(.keyPressed(.character("S"))).requests.isEmpty)
    #expect(store.state.notices.last?.text == AppointmentObstacle.tooEarly.text)
    #expect(store.arrange(.keyPressed(.character("c"))).requests == [.appointment("A1", .confirm)])
    let confirm = OutgoingRequest(id: RequestID("x"), kind: .appointment("A1", .confirm))
    let confirmed = Self.appointment("A1", 60, .confirmed, by: Scene.me.reference, revision: 3)
    store.arrange(.requestSucceeded(confirm, .appointment(confirmed)))
    #expect(store.state.markedAppointment?.stage == .confirmed)
    store.arrange(.keyPressed(.character("x")))
    #expect(store.state.place == .appointmentWords)
    store.arrange(.keyPressed(.character("停")), .pasted("电\n了"))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.appointment("A1", .cancel(reason: "停电了"))])
    let cancel = OutgoingRequest(id: RequestID("y"), kind: .appointment("A1", .cancel(reason: "停电了")))
    store.arrange(.requestFailed(cancel, .unreachable("x")), .keyPressed(Key(.escape)))
    #expect(store.state.place == .appointments, "Esc is one step out")
    let slots = store.arrange(.keyPressed(.character("r"))).requests
    #expect(slots == [.slots(rule: "help", from: store.state.today, days: 14)])
    let slot = Slot(start: Scene.start.advanced(seconds: 90_000), minutes: 30, free: 1, capacity: 2)
    let full = Slot(start: Scene.start.advanced(seconds: 88_200), minutes: 30, free: 0, capacity: 2)
    let day = SlotDay(
      day: WorkingDay(day: store.state.today, ranges: [], kind: .workday), slots: [full, slot])
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("z"), kind: slots[0]), .slots(SlotList(days: [day]))))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.appointment("A1", .move(to: slot.start))])
  }

  @Test("keys and mouse go through days, weeks and months; a month that is here is not asked for again")
  func moving() {
    var store = Self.store([])
    store.arrange(.keyPressed(.alt("b")))
    let today = store.state.today
    #expect(store.arrange(.keyPressed(.character("l"))).requests.isEmpty)
    store.arrange(.keyPressed(.character("w")), .keyPressed(.character("]")), .keyPressed(.character("m")))
    guard case .appointments(let desk) = store.state.popup else {
      Issue.record("no screen of appointments")
      return
    }
    #expect(desk.day.dayNumber == today.dayNumber + 8 && desk.shown.first.weekday == 1)
    #expect(store.arrange(.keyPressed(Key(.pageDown))).requests.count == 1)
    store.arrange(.keyPressed(.character("t")))
    store.arrange(
      .pointed(PointerEvent(.pressed, on: .popupRow(31))), .pointed(PointerEvent(.pressed, on: .popupRow(31))))
    guard case .appointments(let opened) = store.state.popup else {
      Issue.record("no screen of appointments")
      return
    }
    #expect(opened.span == .day && opened.day.weekday == 4 && opened.day.dayNumber == today.dayNumber + 3)
  }

  private func tick(_ store: inout TestStore, seconds: Int) -> [Effect] {
    store.arrange(.ticked(milliseconds: store.state.clock.monotonic + Int64(seconds) * 1000))
  }

  @Test("an appointment that is due rings, repeats until it is begun, and tells the desktop in the house's words only")
  func alarm() {
    var store = Self.store([Self.appointment("A2", 0, .ringing)], alarms: AlarmSettings(muted: [.unanswered]))
    store.arrange(.terminalFocusChanged(false))
    let first = tick(&store, seconds: 1)
    #expect(first.contains(.bell) && store.state.alarms.flashUntil != nil)
    let told = first.compactMap { if case .notify(_, let body) = $0 { body } else { nil } }
    #expect(told.count == 1 && !told[0].contains("陈") && told[0].contains("按 S 开始"))
    var elsewhere = store
    elsewhere.arrange(.keyPressed(.character("d")))
    _ = tick(&elsewhere, seconds: 1)
    let words = elsewhere.state.alarms.alarms.first?.words
    #expect(words?.english.hasSuffix("leave this, then S begins it") == true, "the key that works from here")
    #expect(tick(&store, seconds: 5).isEmpty)
    #expect(tick(&store, seconds: 30).contains(.bell), "again while nobody has begun it")
    store.arrange(.keyPressed(.alt("!")))
    #expect(tick(&store, seconds: 40).isEmpty, "silenced")
    let other = Self.appointment("A3", 0, .ringing)
    store.arrange(Scene.event(11, .appointmentChanged(AppointmentChange(step: .rang, appointment: other))))
    #expect(tick(&store, seconds: 1).contains(.bell), "something new")
    for id: AppointmentID in ["A2", "A3"] {
      let begun = Self.appointment(id, 0, .started, by: Scene.me.reference, revision: 9)
      store.arrange(
        Scene.event(id == "A2" ? 12 : 13, .appointmentChanged(AppointmentChange(step: .started, appointment: begun))))
    }
    #expect(tick(&store, seconds: 60).isEmpty && store.state.alarms.alarms.isEmpty)
  }

  @Test("it does not ring for ever: after twenty calls it is only shown")
  func expires() {
    var store = Self.store([Self.appointment("A2", 0, .ringing)], alarms: AlarmSettings(muted: [.unanswered]))
    var rings = 0
    for _ in 0..<100 { rings += tick(&store, seconds: 31).count { $0 == .bell } }
    #expect(rings == Alarm.mostCalls && store.state.alarms.alarms.count == 1)
  }

  @Test("what waits in the queue and in talks is merged; on a break only one's own calls")
  func merged() {
    var store = Self.store([], alarms: AlarmSettings(waitingSeconds: 60))
    store.arrange(.digestArrived(Scene.floor(["Q1", "Q2"], head: 10)))
    _ = tick(&store, seconds: 61)
    let waiting = store.state.alarms.alarms.first { $0.kind == .waitingLong }
    #expect(waiting?.subjects == ["Q1", "Q2"] && waiting?.words.english.hasPrefix("2 waiting") == true)
    var long = Self.store([], alarms: AlarmSettings(waitingSeconds: 60))
    var floor = Scene.floor(["Q1", "Q2"], head: 10)
    for place in floor.groups.indices { floor.groups[place].waiting += 5_000 }
    long.arrange(.digestArrived(floor))
    _ = tick(&long, seconds: 61)
    let cut = long.state.alarms.alarms.first { $0.kind == .waitingLong }
    #expect(
      cut?.words.english.hasPrefix("at least 2 waiting") == true, "a digest names the heads of a long queue alone")
    var seat = Seat(agent: Scene.me, choice: .onBreak, since: Scene.start, isConnected: true)
    seat.reason = "meal"
    store.arrange(Scene.event(11, .seatChanged(seat)))
    _ = tick(&store, seconds: 1)
    #expect(store.state.alarms.alarms.allSatisfy { $0.kind == .unanswered })
  }

  @Test("what nobody reacted to calls supervisors, and nobody else")
  func raised() {
    let raised = AlarmRaised(
      kind: .waitingLong, subject: "Q1", group: "invoice", since: Scene.start, words: Localised("无人接入", "Nobody"))
    var agent = Self.store([])
    agent.arrange(Scene.event(11, .alarmRaised(raised)))
    #expect(agent.state.alarms.raised.isEmpty)
    var supervisor = Self.store([], role: .supervisor)
    supervisor.arrange(.digestArrived(Scene.floor(["Q1"], head: 10)))
    supervisor.arrange(Scene.event(11, .alarmRaised(raised)))
    #expect(tick(&supervisor, seconds: 1).contains(.bell))
    supervisor.arrange(.digestArrived(Scene.floor([], head: 11)))
    _ = tick(&supervisor, seconds: 1)
    #expect(!supervisor.state.alarms.alarms.contains { $0.kind == .waitingLong }, "somebody reacted")
    // At the wall a supervisor takes nobody: only what nobody reacted to calls, and says so.
    for role in [Role.supervisor, .agent] {
      var away = Self.store([], role: role)
      var seat = Scene.snapshot().me
      (seat.agent.role, seat.choice) = (role, .signedOut)
      away.arrange(Scene.event(11, .seatChanged(seat)))
      away.arrange(.digestArrived(Scene.floor(["Q1"], head: 10)))
      #expect(!tick(&away, seconds: 600).contains(.bell), "the queue is for those who take from it")
      away.arrange(Scene.event(12, .alarmRaised(raised)))
      #expect(tick(&away, seconds: 1).contains(.bell) == (role == .supervisor))
      #expect(away.state.alarms.alarms.first?.words.chinese == (role == .supervisor ? "无人接入" : nil))
    }
  }

  @Test("a supervisor's console that begins while somebody has waited too long calls as one that was there")
  func raisedBefore() throws {
    var line = try #require(Scene.floor(["Q1"], head: 10).waiting.first)
    line.enteredAt = Scene.start.advanced(seconds: -200)
    var supervisor = Self.store([], role: .supervisor, waiting: [line])
    #expect(tick(&supervisor, seconds: 1).contains(.bell))
    let alarm = supervisor.state.alarms.alarms.first { $0.kind == .waitingLong }
    #expect(alarm?.words.chinese == "发票排队已 3 分钟，无人接入")
    let agent = Self.store([], waiting: [line])
    #expect(agent.state.alarms.raised.isEmpty)
  }

  @Test("a lost connection calls; settings are changed by keys and kept by the backend")
  func settings() {
    var store = Self.store([])
    store.arrange(.streamLost(.unreachable("x"), retryAt: nil))
    _ = tick(&store, seconds: 6)
    #expect(store.state.alarms.alarms.contains { $0.kind == .connection })
    var live = Self.store([])
    live.set { state in _ = CommandReducer.run(&state, .alarmSettings) }
    #expect(live.state.place == .alarms)
    live.arrange(.keyPressed(.character(" ")))
    for _ in 0..<4 { live.arrange(.keyPressed(.character("j"))) }
    live.arrange(.keyPressed(.character("l")))
    let kept = live.arrange(.keyPressed(Key(.enter))).requests
    #expect(kept == [.keepAlarms(AlarmSettings(rings: false, repeatSeconds: 35))])
    let request = OutgoingRequest(id: RequestID("x"), kind: kept[0])
    live.arrange(.requestSucceeded(request, .alarms(AlarmSettings(rings: false, repeatSeconds: 35))))
    #expect(live.state.popup == nil && live.state.replica?.alarms.rings == false)
  }
}
