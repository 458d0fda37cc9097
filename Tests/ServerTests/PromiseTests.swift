import Desk
import Foundation
import HTTPTypes
import Testing
import Wire

@testable import Server

@Suite("Messages left, tickets and the personal centre over HTTP", .onEveryEngine)
struct PromiseTests {
  private static let png = Array(
    Data(
      base64Encoded:
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC") ?? Data())

  private func leave(_ caller: TestCaller, _ id: OfflineMessageID = "l1", as person: String = "p1") async throws
    -> String
  {
    let token = try await caller.visit(as: person).token
    let draft = OfflineMessageDraft(id: id, matter: "发票红冲", text: "怎么红冲？", contact: "13812345678")
    let answer = try await caller.post("/v1/visit/offline-messages", token, draft)
    #expect(answer.status == 201)
    return token
  }

  private func step(
    _ caller: TestCaller, _ path: String, _ token: String, _ request: PromiseStepRequest, key: String? = nil
  ) async throws -> TestCaller.Answer {
    try await caller.post(path + "/steps", token, request, key: key)
  }

  @Test(
    "Who signs in within the time of warning is told what is theirs or nobody's of their groups, and nobody else is")
  func soon() async throws {
    let now = try #require(Timestamp("2026-11-25T10:00:00+08:00"))
    let office = try await TestOffice(startingAt: now)
    try await office.test(.router) { caller in
      let zhang = try await caller.seated("zhang")
      _ = try await leave(caller)
      let draft = TicketDraft(title: "核实", text: "", assignee: "li")
      let ticket = try await caller.post("/v1/tickets", zhang, draft).read(TicketDetail.self).ticket
      func soon(_ token: String) async throws -> [AlarmRaised] {
        try await caller.get("/v1/snapshot", token).read(StaffSnapshot.self).dueSoon ?? []
      }
      #expect(try await soon(zhang).isEmpty)
      let due = try #require(ticket.clock.dueAt)
      office.advance(seconds: due.seconds(since: now) - 600)
      let (back, li) = (try await caller.seated("zhang"), try await caller.seated("li"))
      let message = try await caller.get("/v1/offline-messages", back).read(OfflineMessagePage.self).messages.first
      #expect(try await soon(li).contains { $0.subject == ticket.id.rawValue && $0.until == due })
      let isMessageSoon = message?.clock.dueAt.map {
        $0 > due.advanced(seconds: -600) && $0 <= due.advanced(seconds: 1_200)
      }
      #expect(try await soon(back).map(\.subject) == (isMessageSoon == true ? ["l1"] : []))
      let path = "/v1/tickets/\(ticket.id)"
      #expect(try await step(caller, path, li, PromiseStepRequest(.assigned, agent: "zhang")).status == 200)
      #expect(try await soon(back).contains { $0.subject == ticket.id.rawValue && $0.agent == "zhang" })
      #expect(try await !soon(li).contains { $0.subject == ticket.id.rawValue })
    }
  }

  @Test(
    "A message with a picture is left, taken by one, answered, and reaches the personal centre", arguments: Way.allCases
  )
  func message(_ way: Way) async throws {
    try await TestOffice().test(way) { caller in
      let token = try await caller.visit(as: "p1").token
      let snapshot = try await caller.get("/v1/visit", token).read(VisitorSnapshot.self)
      #expect(snapshot.leave?.reason == .nobody && snapshot.leave?.dueAt != nil)
      let image = try await caller.send(
        .post, "/v1/visit/offline-messages/l1/images?name=a.png", token, body: Self.png, key: "up"
      ).read(ImageReference.self)
      let draft = OfflineMessageDraft(
        id: "l1", matter: "发票红冲", text: "怎么红冲？", images: [image.id], contact: "13812345678")
      #expect(try await caller.post("/v1/visit/offline-messages", token, draft).status == 201)
      let zhang = try await caller.seated("zhang")
      let li = try await caller.seated("li")
      let listed = try await caller.get("/v1/offline-messages?q=%E5%8F%91%E7%A5%A8", zhang).read(
        OfflineMessagePage.self)
      #expect(listed.messages.map(\.id) == ["l1"] && listed.messages.first?.contact == "138****5678")
      #expect(try await caller.get("/v1/images/\(image.id)", zhang).body == Self.png)
      let path = "/v1/offline-messages/l1"
      #expect(try await step(caller, path, zhang, PromiseStepRequest(.claimed)).status == 200)
      let lost = try await step(caller, path, li, PromiseStepRequest(.claimed))
      #expect(lost.status == 409 && lost.problem == .alreadyTaken)
      #expect(try lost.read(Problem.self).winner?.id == "zhang")
      #expect(try await caller.post(path + "/contact", li, Nothing()).problem == .notYours)
      #expect(
        try await caller.post(path + "/contact", zhang, Nothing()).read(RevealedContact.self).contact == "13812345678")
      #expect(try await step(caller, path, zhang, PromiseStepRequest(.noted, text: "内部：老客户")).status == 200)
      let answered = try await step(caller, path, zhang, PromiseStepRequest(.replied, text: "在平台操作"))
      #expect(try answered.read(OfflineMessageDetail.self).message.state == .answered)
      let notices = try await caller.get("/v1/visit/notices", token).read(NoticePage.self)
      #expect(notices.unread == 1 && notices.notices.first?.reference == "l1")
      let own = try await caller.get("/v1/visit/offline-messages/l1", token)
      #expect(try own.read(OfflineMessageDetail.self).entries.map(\.kind) == [.opened, .replied])
      #expect(!String(decoding: own.body, as: UTF8.self).contains("老客户"), "what staff write stays with them")
      let stranger = try await caller.visit(as: "p2").token
      #expect(try await caller.get("/v1/visit/offline-messages/l1", stranger).status == 404)
      #expect(try await caller.get("/v1/images/\(image.id)", stranger).status == 404)
      let read = NoticesReadRequest(through: try #require(notices.notices.first?.id))
      #expect(try await caller.post("/v1/visit/notices/read", token, read).status == 204)
      #expect(try await caller.get("/v1/visit", token).read(VisitorSnapshot.self).leave?.unread == 0)
    }
  }

  @Test(
    "A ticket moves by steps; edits go by If-Match; why explains; many at once are answered one by one and done once")
  func ticket() async throws {
    try await TestOffice().test(.router) { caller in
      let token = try await leave(caller)
      let zhang = try await caller.seated("zhang")
      let made = try await caller.post(
        "/v1/tickets", zhang, TicketDraft(title: "核实开票信息", text: "见留言", message: "l1"))
      #expect(made.status == 201)
      let first = try made.read(TicketDetail.self).ticket
      let path = "/v1/tickets/\(first.id)"
      let edit = try WireCodec.encode(TicketEdit(priority: .urgent, watchers: ["li"]))
      #expect(try await caller.send(.patch, path, zhang, body: edit).problem == .conditionMissing)
      let edited = try await caller.send(.patch, path, zhang, body: edit, headers: [.ifMatch: "\"1\""])
      #expect(edited.headers[.eTag] == "\"2\"" && edited.status == 200)
      let stale = try await caller.send(.patch, path, zhang, body: edit, headers: [.ifMatch: "\"1\""])
      #expect(stale.status == 412)
      #expect(try stale.read(Problem.self).ticket?.priority == .urgent)
      let staff = try await caller.get("/v1/colleagues", zhang).read(ColleagueList.self).colleagues
      #expect(staff.contains { $0.agent.id == "li" } && !staff.contains { $0.agent.id == "admin" }, "\(staff)")
      #expect(try await caller.get("/v1/colleagues", token).status == 403)
      let why = try await caller.get(path + "/why", zhang).read(DueTime.self)
      #expect(why.minutes == 120 && why.at != nil && why.steps.reduce(0) { $0 + $1.minutes } == 120)
      let waiting = try await step(caller, path, zhang, PromiseStepRequest(.waiting, text: "请补充合同"))
      #expect(try waiting.read(TicketDetail.self).ticket.state == .pending)
      let mine = "/v1/visit/tickets/\(first.id)"
      #expect(try await step(caller, mine, token, PromiseStepRequest(.urged)).problem == .promiseRefused)
      #expect(try await step(caller, mine, token, PromiseStepRequest(.added, text: "已补充")).status == 200)
      #expect(try await step(caller, mine, token, PromiseStepRequest(.urged)).status == 200)
      let urged = try await step(caller, mine, token, PromiseStepRequest(.urged))
      #expect(urged.status == 429 && urged.headers[.retryAfter] != nil)
      let second = try await caller.post("/v1/tickets", zhang, TicketDraft(title: "另一件", text: ""))
        .read(TicketDetail.self).ticket
      let bulk = BulkStepRequest(
        tickets: [first.id, second.id, "nothing"], step: PromiseStepRequest(.assigned, agent: "li"))
      let outcome = try await caller.post("/v1/tickets/steps", zhang, bulk, key: "bulk").read(BulkStepOutcome.self)
      #expect(outcome.items.map { $0.ticket?.assignee?.id } == ["li", "li", nil])
      #expect(outcome.items.last?.problem?.kind == .notFound)
      let again = try await caller.post("/v1/tickets/steps", zhang, bulk, key: "bulk").read(BulkStepOutcome.self)
      #expect(again.items.map { $0.ticket?.revision } == outcome.items.map { $0.ticket?.revision })
      let bad = try await caller.get("/v1/tickets?q=state:xyz", zhang)
      #expect(bad.status == 400)
      #expect(try bad.read(Problem.self).detail.contains("resolved"))
      let list = try await caller.get("/v1/tickets?q=who:li", zhang).read(TicketPage.self)
      #expect(list.tickets.count == 2)
    }
  }

  @Test("Filters are each agent's own; a taxpayer's tickets are found by them")
  func filters() async throws {
    try await TestOffice().test(.router) { caller in
      _ = try await leave(caller)
      let zhang = try await caller.seated("zhang")
      let li = try await caller.seated("li")
      let kept = SavedFilters(
        filters: ["急", "我的"].map { SavedFilter(name: $0, kind: .ticket, line: "prio:high") })
      for filter in kept.filters + kept.filters.prefix(1) {
        let change = SavedFilterChange(filter, isKept: true)
        let answer = try await caller.send(
          .post, "/v1/saved-filters", zhang, body: try WireCodec.encode(change), key: "f\(filter.name.count)")
        #expect(try answer.read(SavedFilters.self).filters.contains(filter))
      }
      #expect(try await caller.get("/v1/saved-filters", zhang).read(SavedFilters.self) == kept)
      #expect(try await caller.get("/v1/saved-filters", li).read(SavedFilters.self) == SavedFilters())
      let made = try await caller.post("/v1/tickets", zhang, TicketDraft(title: "核实", text: "", message: "l1"))
        .read(TicketDetail.self).ticket
      _ = try await caller.post("/v1/tickets", zhang, TicketDraft(title: "别的", text: ""))
      let person = try #require(made.taxpayer?.id)
      let found = try await caller.get("/v1/tickets?q=of:\(person)", zhang).read(TicketPage.self)
      #expect(found.tickets.map(\.id) == [made.id])
    }
  }

  @Test(
    "However much staff write to each other, the taxpayer reads all that was said; of pictures not sent few are kept")
  func readable() async throws {
    try await TestOffice().test(.router) { caller in
      let token = try await leave(caller)
      let zhang = try await caller.seated("zhang")
      for number in 1...120 {
        let note = PromiseStepRequest(.noted, text: "内部\(number)")
        #expect(try await step(caller, "/v1/offline-messages/l1", zhang, note).status == 200)
      }
      let own = try await caller.get("/v1/visit/offline-messages/l1", token).read(OfflineMessageDetail.self)
      #expect(own.entries.map(\.kind) == [.opened] && own.entries.first?.text == "怎么红冲？")
      var answers: [Int] = []
      for number in 1...31 {
        let path = "/v1/visit/offline-messages/x\(number)/images?name=a.png"
        answers.append(try await caller.send(.post, path, token, body: Self.png, key: "up\(number)").status)
      }
      #expect(answers.prefix(30).allSatisfy { $0 == 201 } && answers.last == 422, "\(answers.suffix(2))")
    }
  }

  @Test("Invited, the taxpayer is with that agent by one tap; the change is told on both streams")
  func invited() async throws {
    try await TestOffice().test(.live) { caller in
      let token = try await leave(caller)
      let zhang = try await caller.seated("zhang")
      let port = try #require(caller.client.port)
      try await StreamListener.open(port: port, token: zhang) { staff in
        try await StreamListener.open(port: port, token: token) { page in
          _ = try await staff.next("heartbeat")
          _ = try await page.next("heartbeat")
          let path = "/v1/offline-messages/l1"
          #expect(try await step(caller, path, zhang, PromiseStepRequest(.invited)).status == 200)
          let told = try await staff.events { event in
            if case .promiseChanged(let change) = event.body { change.entry.kind == .invited } else { false }
          }
          #expect(!told.isEmpty)
          let noticed = try await page.events { if case .noticed = $0.body { true } else { false } }
          #expect(noticed.allSatisfy { if case .promiseChanged = $0.body { false } else { true } })
          let entered = try await step(caller, "/v1/visit/offline-messages/l1", token, PromiseStepRequest(.entered))
          let talk = try #require(try entered.read(OfflineMessageDetail.self).message.conversation)
          let detail = try await caller.get("/v1/conversations/\(talk)", zhang).read(ConversationDetail.self)
          #expect(detail.conversation.stage == .talking && detail.conversation.agent?.id == "zhang")
        }
      }
    }
  }

  @Test("Nobody answers: the deadline fires once, and figures tell what is late")
  func late() async throws {
    let office = try await TestOffice(startingAt: Timestamp(milliseconds: 1_795_000_000_000))
    try await office.test(.router) { caller in
      _ = try await leave(caller)
      caller.office.advance(seconds: 241 * 60)
      #expect(try await caller.office.backend.fireDueTimers() == 2, "that it would be due soon, and that it is late")
      #expect(try await caller.office.backend.fireDueTimers() == 0)
      let wang = try await caller.seated("wang")
      let detail = try await caller.get("/v1/offline-messages/l1", wang).read(OfflineMessageDetail.self)
      #expect(detail.message.escalatedAt != nil && detail.message.priority == .high)
      let figures = try await caller.office.store.read(TestOffice.id) { [now = caller.office.now] in
        try $0.promiseFigures(at: now)
      }
      #expect(figures == PromiseFigures(messages: 1, lateMessages: 1, tickets: 0, lateTickets: 0))
    }
  }
}
