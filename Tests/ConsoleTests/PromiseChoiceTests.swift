import Desk
import Testing

@testable import Console

@Suite("Acting on what was promised: choices, several at once, pictures")
struct PromiseChoiceTests {
  private static let other = AgentReference(id: "li", name: "李华")

  private static func ticket(_ number: Int, person: TaxpayerID = "t1") -> Ticket {
    var ticket = Ticket(
      id: TicketID("k\(number)"), title: "核实 \(number)", type: "general", priority: .normal, group: "invoice",
      taxpayer: Taxpayer(id: person, name: "张*"), openedAt: Scene.start, openedBy: nil,
      clock: PromiseClock(minutes: 60, from: Scene.start, on: WorkingCalendar(weekly: [:])))
    ticket.clock.dueAt = Scene.start.advanced(seconds: number * 600)
    ticket.revision = 4
    return ticket
  }

  private static func answer(_ store: inout TestStore, _ kind: OutgoingRequest.Kind, _ response: Response) -> [Effect] {
    store.arrange(.requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: kind), response))
  }

  private static func tickets(_ count: Int = 3) -> TestStore {
    var store = Scene.live()
    store.arrange(.keyPressed(.character("d")), .keyPressed(.character("3")))
    _ = answer(
      &store, .tickets(query: "", after: nil), .tickets(TicketPage(tickets: (1...count).map { ticket($0) })))
    return store
  }

  private static func press(_ store: inout TestStore, _ keys: String) -> [OutgoingRequest.Kind] {
    keys.flatMap { store.arrange(.keyPressed($0 == "↵" ? Key(.enter) : .character($0))).requests }
  }

  @Test("Several are marked and closed together; those that were refused stay marked, with the reason")
  func bulk() throws {
    var store = Self.tickets()
    _ = Self.press(&store, "  ")
    #expect(store.state.desk?.marks == ["k1", "k2"] && store.state.obstacle(to: .deskClose) == nil)
    let step = PromiseStepRequest(.closed, text: "重复")
    _ = Self.press(&store, "x")
    store.arrange(.pasted("重复"))
    #expect(Self.press(&store, "↵") == [.stepTickets(["k1", "k2"], step)])
    var done = Self.ticket(1)
    done.state = .closed
    done.revision = 5
    let outcome = BulkStepOutcome(items: [
      BulkStepOutcome.Item(id: "k1", ticket: done),
      BulkStepOutcome.Item(id: "k2", problem: Problem(.notYours)),
    ])
    _ = Self.answer(&store, .stepTickets(["k1", "k2"], step), .steps(outcome))
    #expect(store.state.desk?.marks == ["k2"] && store.state.desk?.isSending == false)
    #expect(store.state.notices.last?.text.english.hasPrefix("1 done, 1 refused: ") == true)
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.desk?.marks.isEmpty == true && store.state.popup != nil, "one step out")
  }

  @Test("What is written goes to whom it was begun for, whatever comes into the list meanwhile")
  func held() {
    var store = Self.tickets()
    _ = Self.press(&store, "jj")
    _ = Self.answer(&store, .ticket("k3"), .ticket(TicketDetail(ticket: Self.ticket(3), entries: [])))
    _ = Self.press(&store, "n")
    store.arrange(.pasted("请补充"))
    // The list is fetched anew, and the ticket is not on its first page.
    let page = TicketPage(tickets: [Self.ticket(7, person: "t7"), Self.ticket(1), Self.ticket(2)])
    _ = Self.answer(&store, .tickets(query: "", after: nil), .tickets(page))
    _ = Self.answer(
      &store, .ticket("k7"), .ticket(TicketDetail(ticket: Self.ticket(7, person: "t7"), entries: [])))
    let sent = Self.press(&store, "↵")
    guard case .stepTicket("k3", let step)? = sent.first else {
      Issue.record("sent: \(sent)")
      return
    }
    #expect(step.text == "请补充" && sent.count == 1)
  }

  @Test("Nothing is begun while a step is on its way, and no filter is kept before the kept ones are here")
  func waiting() {
    var store = Self.tickets()
    #expect(Self.press(&store, "c") == [.stepTicket("k1", PromiseStepRequest(.claimed))])
    _ = Self.press(&store, "n")
    #expect(store.state.desk?.writing == nil && store.state.notices.last?.text.english.contains("on its way") == true)
    store = Self.tickets()
    _ = Self.press(&store, "/")
    store.arrange(.pasted("prio:high"))
    _ = Self.press(&store, "↵F")
    store.arrange(.pasted("急"))
    #expect(store.state.deskChoices.isEmpty && store.state.desk?.filters == nil)
    _ = Self.answer(&store, .savedFilters, .filters(SavedFilters(filters: [])))
    #expect(store.state.deskChoices.count == 1)
  }

  @Test("Priority, title and watching are changed for the revision that was read")
  func change() {
    var store = Self.tickets()
    _ = Self.press(&store, "e")
    #expect(store.state.deskChoices.first == .title && store.state.deskChoices.contains(.priority(.urgent)))
    for character in "紧急" { store.arrange(.keyPressed(.character(character))) }
    #expect(Self.press(&store, "↵") == [.editTicket("k1", TicketEdit(priority: .urgent), revision: 4)])
    _ = Self.answer(
      &store, .editTicket("k1", TicketEdit(priority: .urgent), revision: 4),
      .ticket(TicketDetail(ticket: Self.ticket(1), entries: [])))
    _ = Self.press(&store, "e↵")
    #expect(store.state.desk?.writing == .title && store.state.desk?.words.text == "核实 1")
    store.arrange(.pasted("再"))
    #expect(Self.press(&store, "↵") == [.editTicket("k1", TicketEdit(title: "核实 1再"), revision: 4)])
  }

  @Test("What a colleague changed while one chose is not written over, and is there for the next try")
  func conflict() throws {
    var store = Self.tickets()
    _ = Self.press(&store, "e")
    let choices = store.state.deskChoices
    var theirs = Self.ticket(1)
    theirs.priority = .urgent
    theirs.revision = 5
    var entry = PromiseEntry(.edited, at: Scene.start, side: .agent, agent: Self.other)
    entry.number = 5
    store.arrange(Scene.event(12, .promiseChanged(PromiseChange(theirs, entry))))
    #expect(store.state.deskChoices == choices, "the rows stand still under the mark")
    let low = try #require(choices.firstIndex(of: .priority(.low)))
    for _ in 0..<low { store.arrange(.keyPressed(Key(.down))) }
    let edit = OutgoingRequest.Kind.editTicket("k1", TicketEdit(priority: .low), revision: 4)
    #expect(Self.press(&store, "↵") == [edit])
    store.arrange(
      .requestFailed(OutgoingRequest(id: RequestID("x"), kind: edit), .refused(Problem(.changedMeanwhile))))
    #expect(store.state.desk?.target == nil && store.state.desk?.held == nil)
    _ = Self.press(&store, "e")
    #expect(!store.state.deskChoices.contains(.priority(.urgent)))
  }

  @Test("A longer name that begins with a shorter one calls only whoever it names")
  func namesWithinNames() {
    var store = Self.tickets()
    let staff = [("li", "李娜"), ("lina", "李娜娜")].map { id, name in
      Colleague(agent: AgentReference(id: AgentID(id), name: name), groups: ["invoice"])
    }
    _ = Self.press(&store, "s")
    _ = Self.answer(&store, .colleagues, .colleagues(ColleagueList(colleagues: staff)))
    func called(_ text: String) -> [AgentID] { store.state.mentions(in: text).agents.map(\.id) }
    #expect(called("@李娜娜 请看") == ["lina"])
    #expect(called("@李娜 @李娜娜") == ["li", "lina"])
    #expect(called("李娜").isEmpty)
    #expect(called("请@LINA看，@li 也看") == ["lina", "li"], "a login is a name, too; a longer one is another")
    #expect(called("@lina@li") == ["lina", "li"] && called("mail@li @linaa").isEmpty)
  }

  @Test(
    "A colleague is called by initials, too; what calls nobody is known, and who works here is asked again after a gap")
  func initials() {
    var store = Self.tickets()
    let staff = [("zhoutao", "周涛", "zt"), ("lihua", "李华", "lh"), ("liuhai", "刘海", "lh")].map { id, name, pinyin in
      Colleague(agent: AgentReference(id: AgentID(id), name: name), groups: ["invoice"], pinyin: pinyin)
    }
    _ = Self.press(&store, "n")
    _ = Self.answer(&store, .colleagues, .colleagues(ColleagueList(colleagues: staff)))
    func mentions(_ text: String) -> Mentions { store.state.mentions(in: text) }
    #expect(mentions("请@zt看").agents.map(\.id) == ["zhoutao"] && mentions("@ZT").unknown.isEmpty)
    #expect(mentions("@lh 看").question?.chinese == "@lh 有 2 位：请写登录名，@lihua 或 @liuhai")
    #expect(mentions("@王五 看 @zz，mail@here.cn @周涛").unknown == ["王五", "zz"])
    let again = store.arrange(
      .resetAsked(reason: "epoch"),
      .requestSucceeded(OutgoingRequest(id: RequestID("s"), kind: .snapshot), .snapshot(Scene.snapshot())))
    #expect(again.requests.contains(.colleagues) && store.state.desk?.writing == .note)
  }

  @Test("A ticket that somebody else or another group has leaves a list of one's own")
  func leaves() {
    var store = Scene.live()
    store.arrange(.keyPressed(.character("d")), .keyPressed(.character("3")), .keyPressed(.character("/")))
    store.arrange(.pasted("who:me"), .keyPressed(Key(.enter)))
    var mine = [Self.ticket(1), Self.ticket(2)]
    for place in mine.indices { mine[place].assignee = Scene.me.reference }
    _ = Self.answer(&store, .tickets(query: "who:me", after: nil), .tickets(TicketPage(tickets: mine)))
    #expect(store.state.desk?.tickets.map(\.id) == ["k1", "k2"])
    var passed = mine[0]
    passed.assignee = nil
    passed.group = "declare"
    passed.revision = 5
    var entry = PromiseEntry(.forwarded, at: Scene.start, side: .agent, agent: Self.other)
    entry.number = 5
    let effects = store.arrange(Scene.event(11, .promiseChanged(PromiseChange(passed, entry))))
    #expect(store.state.desk?.tickets.map(\.id) == ["k2"] && effects.requests == [.ticket("k2")])
  }

  @Test("A group is found by pinyin initials")
  func groups() {
    var store = Self.tickets()
    var snapshot = Scene.snapshot()
    snapshot.catalogue.groups[0].pinyin = "fp"
    store.arrange(.requestSucceeded(OutgoingRequest(id: RequestID("s"), kind: .snapshot), .snapshot(snapshot)))
    _ = Self.press(&store, "f")
    store.arrange(.pasted("fp"))
    #expect(Self.press(&store, "↵") == [.stepTicket("k1", PromiseStepRequest(.forwarded, group: "invoice"))])
    #expect(!store.state.transferTargets(matching: "fp").isEmpty)
  }

  @Test("Of two colleagues of one name the login says which is meant; without it nothing is sent, and the note stays")
  func namesakes() {
    var store = Self.tickets()
    let staff = ["li1", "li2"].map {
      Colleague(agent: AgentReference(id: AgentID($0), name: "李娜"), groups: ["invoice"], pinyin: "ln")
    }
    _ = Self.press(&store, "n")
    _ = Self.answer(&store, .colleagues, .colleagues(ColleagueList(colleagues: staff)))
    store.arrange(.pasted("请 @李娜 看"))
    #expect(Self.press(&store, "↵").isEmpty)
    #expect(store.state.notices.last?.text.chinese == "有 2 位李娜（li1、li2）：请在名后写登录名，如 @李娜@li1")
    #expect(store.state.desk?.words.text == "请 @李娜 看")
    store.arrange(.keyPressed(Key(.escape)))
    _ = Self.press(&store, "n")
    store.arrange(.pasted("请 @李娜@li2 看"))
    #expect(
      Self.press(&store, "↵")
        == [.stepTicket("k1", PromiseStepRequest(.noted, text: "请 @李娜@li2 看", mentions: ["li2"]))])
  }

  @Test("Of logins that begin alike the longest is meant; a full stop may stand in a login and behind one")
  func logins() {
    let staff = [("li", "李娜"), ("li.na", "李娜"), ("wang", "王芳")].map { AgentReference(id: AgentID($0), name: $1) }
    func called(_ text: String) -> [AgentID] { Mentions(in: text, among: staff).agents.map(\.id) }
    #expect(called("请 @li.na 看") == ["li.na"])
    #expect(called("请 @李娜@li.na 看") == ["li.na"])
    #expect(called("Ask @li. He knows") == ["li"])
    #expect(called("请@李娜@li看，@wang.") == ["li", "wang"])
  }

  @Test("Somebody is found by pinyin initials and by login, signed in or not", arguments: ["zt", "zhou", "周"])
  func found(_ typed: String) {
    var store = Self.tickets()
    let staff = [("zhoutao", "周涛", "zt"), ("lihua", "李华", "lh")].map { id, name, pinyin in
      Colleague(agent: AgentReference(id: AgentID(id), name: name), groups: ["invoice"], pinyin: pinyin)
    }
    var floor = Scene.floor([], head: 11)
    let here = typed == "zt" ? staff[0].agent : staff[1].agent
    floor.seats = [
      SeatLine(agent: here, presence: .ready, since: Scene.start, groups: ["invoice"], load: 0, slots: 3)
    ]
    store.arrange(.digestArrived(floor))
    _ = Self.press(&store, "s")
    _ = Self.answer(&store, .colleagues, .colleagues(ColleagueList(colleagues: staff)))
    store.arrange(.pasted(typed))
    #expect(
      Self.press(&store, "↵") == [.stepTicket("k1", PromiseStepRequest(.assigned, agent: "zhoutao"))],
      "\(store.state.deskChoices)")
  }

  @Test("What belongs to another group, or a colleague has, offers no act, and says whose it is")
  func notOnes() {
    var store = Self.tickets(2)
    var theirs = Self.ticket(1)
    theirs.group = "register"
    _ = Self.answer(
      &store, .tickets(query: "", after: nil), .tickets(TicketPage(tickets: [theirs, Self.ticket(2)])))
    for command in [CommandID.deskAct, .deskClaim, .deskAnswer, .deskNote, .deskAssign, .deskEdit, .deskMark] {
      #expect(
        store.state.obstacle(to: command)?.chinese == "该工单属于“register”，由该组坐席或值班长处理", "\(command)")
    }
    #expect(Self.press(&store, "↵").isEmpty && store.state.desk?.writing == nil)
    #expect(store.state.obstacle(to: .deskWhy) == nil, "it may be read")
    theirs.watchers = [Scene.me.reference]
    theirs.revision += 1
    _ = Self.answer(&store, .ticket("k1"), .ticket(TicketDetail(ticket: theirs, entries: [])))
    #expect(store.state.obstacle(to: .deskNote) == nil, "whoever watches takes part")
    var message = OfflineMessage(
      id: "l1", matter: "发票", group: "invoice", taxpayer: Taxpayer(id: "t9", name: "林*"), contact: "139****0001",
      openedAt: Scene.start, clock: PromiseClock(minutes: 60, from: Scene.start, on: WorkingCalendar(weekly: [:])))
    (message.state, message.assignee) = (.claimed, Self.other)
    _ = Self.press(&store, "2")
    _ = Self.answer(
      &store, .messages(query: "", after: nil), .offlineMessages(OfflineMessagePage(messages: [message])))
    for command in [CommandID.deskAct, .deskAnswer, .deskForward, .deskTicket, .deskReveal] {
      #expect(store.state.obstacle(to: command)?.chinese == "已由 李华 领取", "\(command)")
    }
    #expect(store.state.obstacle(to: .deskNote) == nil)
  }

  @Test("Colleagues who are away are given work too, and are mentioned")
  func away() {
    var store = Self.tickets()
    let zhou = Colleague(agent: AgentReference(id: "zhou", name: "周涛"), groups: ["invoice"])
    #expect(Self.press(&store, "s") == [.colleagues])
    _ = Self.answer(&store, .colleagues, .colleagues(ColleagueList(colleagues: [zhou])))
    #expect(store.state.deskChoices.last == .colleague(zhou))
    #expect(DeskChoice.colleague(zhou).standing == Localised("未签入", "signed out"))
    store.arrange(.pasted("周涛"))
    #expect(Self.press(&store, "↵") == [.stepTicket("k1", PromiseStepRequest(.assigned, agent: "zhou"))])
    _ = Self.answer(
      &store, .stepTicket("k1", PromiseStepRequest(.assigned, agent: "zhou")),
      .ticket(TicketDetail(ticket: Self.ticket(1), entries: [])))
    #expect(Self.press(&store, "n").isEmpty, "they are known already")
    store.arrange(.pasted("请 @周涛 看"))
    #expect(
      Self.press(&store, "↵")
        == [.stepTicket("k1", PromiseStepRequest(.noted, text: "请 @周涛 看", mentions: ["zhou"]))])
  }

  @Test("It goes on in another open ticket of the same taxpayer; others are not offered")
  func merge() {
    var store = Self.tickets()
    #expect(Self.press(&store, "m") == [.ticketsOf("t1")])
    var over = Self.ticket(8)
    over.state = .closed
    _ = Self.answer(
      &store, .ticketsOf("t1"), .tickets(TicketPage(tickets: [Self.ticket(1), Self.ticket(7), over])))
    #expect(store.state.deskChoices == [.ticket(Self.ticket(7))])
    #expect(Self.press(&store, "↵") == [.stepTicket("k1", PromiseStepRequest(.merged, ticket: "k7"))])
  }

  @Test("A filter is kept under a name, and the list goes by it from anywhere")
  func filters() {
    var store = Self.tickets()
    _ = Self.press(&store, "/prio:high↵")
    #expect(Self.press(&store, "F") == [.savedFilters])
    _ = Self.answer(&store, .savedFilters, .filters(SavedFilters()))
    let kept = SavedFilter(name: "急", kind: .ticket, line: "prio:high")
    let change = SavedFilterChange(kept, isKept: true)
    #expect(Self.press(&store, "急↵") == [.changeFilter(change)])
    _ = Self.answer(&store, .changeFilter(change), .filters(SavedFilters(filters: [kept])))
    #expect(store.state.desk?.target == nil)
    store.arrange(.keyPressed(.character("1")), .keyPressed(.character("F")))
    _ = Self.answer(&store, .savedFilters, .filters(SavedFilters(filters: [kept])))
    #expect(Self.press(&store, "↵") == [.tickets(query: "prio:high", after: nil)])
    #expect(store.state.desk?.list == .tickets && store.state.desk?.filter.text == "prio:high")
    _ = Self.press(&store, "F")
    #expect(store.state.deskChoices.last == .drop(kept))
  }

  @Test("Nothing written: what is missing is said, and nothing goes out")
  func blank() {
    var store = Self.tickets()
    #expect(Self.press(&store, "t↵").isEmpty)
    #expect(store.state.notices.last?.text.chinese == "请先写标题，再按 Enter")
    store.arrange(.keyPressed(Key(.escape)))
    #expect(Self.press(&store, "d↵").isEmpty)
    #expect(store.state.notices.last?.text.english.contains("the result") == true)
  }

  @Test("A picture is brought while words are written, and goes along; the entries' pictures are looked at")
  func pictures() throws {
    var store = Self.tickets()
    _ = Self.press(&store, "a")
    store.arrange(.pasted("见图"))
    #expect(store.arrange(.keyPressed(.alt("p"))).contains(.listFiles(folder: nil)))
    let entry = FileEntry(name: "a.png", path: "/a.png", size: 9, changedAt: Scene.start)
    store.arrange(.filesListed(FileListing(folder: nil, entries: [entry])))
    let bring = OutgoingRequest.Kind.bringPicture(.ticket, "k1", path: "/a.png", name: "a.png")
    #expect(Self.press(&store, "↵") == [bring])
    #expect(store.state.place == .deskWords && store.state.desk?.words.text == "见图", "what was written is there")
    #expect(Self.press(&store, "↵").isEmpty, "not while it is on its way")
    let image = ImageReference(id: "i1", mediaType: "image/png", width: 1, height: 1, size: 9, name: "a.png")
    _ = Self.answer(&store, bring, .image(image))
    let step = PromiseStepRequest(.replied, text: "见图", images: ["i1"])
    #expect(Self.press(&store, "↵") == [.stepTicket("k1", step)])
    var said = PromiseEntry(.replied, at: Scene.start, side: .agent)
    said.images = [image]
    said.number = 5
    _ = Self.answer(&store, .stepTicket("k1", step), .ticket(TicketDetail(ticket: Self.ticket(1), entries: [said])))
    #expect(store.state.desk?.pictures.isEmpty == true)
    store.arrange(.keyPressed(.character("v")))
    guard case .picture(let view) = store.state.popup else { throw Problem(.internalError) }
    #expect(view.image == image)
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.place == .desk)
  }
}
