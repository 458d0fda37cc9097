import Console
import Desk
import Wire

extension OutgoingRequest {
  /// The request on the wire. Everything posted carries the request's own id as its key, so that a repeated attempt is done once.
  var wire: WireRequest {
    switch kind {
    case .snapshot: Endpoint.snapshot.request
    case .conversation(let id): Endpoint.conversation(id).request
    case .earlier(let id, let number): Endpoint.messages(of: id, before: number, limit: 50).request
    case .accept(let id): Endpoint.accept(id, key: key).request
    case .end(let id): Endpoint.end(id, key: key).request
    case .transfer(let id, let request): Endpoint.transfer(request, of: id, key: key).request
    case .hold(let id, let isHeld): Endpoint.hold(HoldRequest(isHeld: isHeld), of: id, key: key).request
    case .note(let id, let text): Endpoint.note(NoteRequest(text: text), on: id, key: key).request
    case .decline(let id, let request): Endpoint.decline(request, of: id, key: key).request
    case .consult(let id, let request): Endpoint.consult(request, in: id, key: key).request
    case .sideTalk(let id, let text): Endpoint.sideTalk(NoteRequest(text: text), in: id, key: key).request
    case .endConsult(let id): Endpoint.endConsult(in: id, key: key).request
    case .block(let id, let request): Endpoint.block(request, in: id, key: key).request
    case .blocks: Endpoint.blocks.request
    case .unblock(let taxpayer, let reason): Endpoint.unblock(taxpayer, reason: reason, key: key).request
    case .extendWrapUp(let id): Endpoint.extendWrapUp(of: id, key: key).request
    case .propose(let id, let kind): Endpoint.propose(InvitationRequest(kind: kind), in: id, key: key).request
    case .answerInvitation(let id, let answer): Endpoint.answer(answer, in: id, key: key).request
    case .endInvitation(let id, let invitation):
      Endpoint.end(InvitationReference(invitation), in: id, key: key).request
    case .roomLink(let id, let invitation):
      Endpoint.roomLink(InvitationReference(invitation), in: id, key: key).request
    case .wrapUp(let id, let request): Endpoint.wrapUp(request, of: id, key: key).request
    case .sheet(_, let sheet, let request): sheetEndpoint(sheet, request).request
    case .keepReply(let code, let draft, let revision):
      Endpoint.keepReply(draft, code: code, revision: revision, key: key).request
    case .dropReply(let code, let revision): Endpoint.dropReply(code: code, revision: revision, key: key).request
    case .useReply(let request): Endpoint.useReply(request, key: key).request
    case .appointments(let start, let end): Endpoint.appointments(from: start, to: end).request
    case .slots(let rule, let day, let days): Endpoint.slots(rule: rule, from: day, days: days).request
    case .appointment(let id, .start): Endpoint.startAppointment(id, key: key).request
    case .appointment(let id, let request): appointmentEndpoint(id, request).request
    case .revealContact(let id): Endpoint.revealAppointment(id, key: key).request
    case .keepAlarms(let settings): Endpoint.keepAlarms(settings, key: key).request
    case .presence(let request): Endpoint.presence(request, key: key).request
    case .receipt(let id, let report): Endpoint.receipt(report, in: id).request.keyed(key)
    case .typing(let id, let report): Endpoint.typing(report, in: id).request.keyed(key)
    case .phoneLink(let id): Endpoint.phoneLink(for: id, key: key).request
    case .articles(let query, let limit): Endpoint.articles(about: query, limit: limit).request
    case .floorConversations(let filter): Endpoint.floorConversations(filter).request
    case .floorFigures: Endpoint.floorFigures.request
    case .staffing: Endpoint.staffing.request
    case .thresholds: Endpoint.thresholds.request
    case .changeThresholds(let draft, let revision): Endpoint.change(draft, revision: revision).request
    case .handleAlert(let alert): Endpoint.handle(alert, key: key).request
    case .closingOffer(let offer): Endpoint.offer(offer, key: key).request
    case .facts(let query, let after): Endpoint.facts(query, after: after).request
    case .record(let id, let position): Endpoint.record(of: id, after: position).request
    case .supervise(let id, let request): supervision(id, request).request
    case .orderSeat(let agent, let request): Endpoint.order(request, of: agent, key: key).request
    case .limitSeat(let agent, let slots, let expected):
      Endpoint.limit(SeatLimits(slots: slots), of: agent, expecting: expected).request
    case .closeQueue(let group, let request): Endpoint.close(group, request, key: key).request
    case .openQueue(let group): Endpoint.open(group, key: key).request
    case .announce(let request): Endpoint.announce(request, key: key).request
    case .withdrawAnnouncement(let id): Endpoint.withdraw(id, key: key).request
    case .readAnnouncement(let id): Endpoint.read(id, key: key).request
    case .messages(let filter, let after): Endpoint.offlineMessages(filter, after: after).request
    case .tickets(let filter, let after): Endpoint.tickets(filter, after: after).request
    case .offlineMessage(let id): Endpoint.offlineMessage(id).request
    case .ticket(let id): Endpoint.ticket(id).request
    case .stepMessage(let id, let request): Endpoint.step(request, of: id, key: key).request
    case .stepTicket(let id, let request): Endpoint.step(request, of: id, key: key).request
    case .openTicket(let draft): Endpoint.open(draft, key: key).request
    case .stepTickets(let ids, let request): Endpoint.step(request, of: ids, key: key).request
    case .editTicket(let id, let edit, let revision): Endpoint.edit(edit, of: id, revision: revision, key: key).request
    case .ticketsOf(let taxpayer): Endpoint.tickets(Self.filter(of: taxpayer), after: nil).request
    case .colleagues: Endpoint.colleagues.request
    case .savedFilters: Endpoint.savedFilters.request
    case .changeFilter(let change): Endpoint.change(change, key: key).request
    case .bringPicture: upload([]).request
    case .why(let kind, let id): Endpoint.why(kind, id).request
    case .contact(let id): Endpoint.contact(of: id, key: key).request
    }
  }

  /// Reads the answer.
  func response(from answer: WireResponse) throws(WireFailure) -> Response {
    switch kind {
    case .snapshot: .snapshot(try Endpoint.snapshot.answer(from: answer))
    case .conversation(let id): .conversation(try Endpoint.conversation(id).answer(from: answer))
    case .earlier(let id, _): .page(try Endpoint.messages(of: id).answer(from: answer))
    case .accept(let id): .conversation(try Endpoint.accept(id, key: key).answer(from: answer))
    case .end(let id): .conversation(try Endpoint.end(id, key: key).answer(from: answer))
    case .transfer(let id, let request):
      .conversation(try Endpoint.transfer(request, of: id, key: key).answer(from: answer))
    case .hold(let id, let isHeld):
      .conversation(try Endpoint.hold(HoldRequest(isHeld: isHeld), of: id, key: key).answer(from: answer))
    case .note(let id, let text):
      .conversation(try Endpoint.note(NoteRequest(text: text), on: id, key: key).answer(from: answer))
    case .propose(let id, let kind):
      .conversation(try Endpoint.propose(InvitationRequest(kind: kind), in: id, key: key).answer(from: answer))
    case .answerInvitation(let id, let said):
      .conversation(try Endpoint.answer(said, in: id, key: key).answer(from: answer))
    case .endInvitation(let id, let invitation):
      .conversation(try Endpoint.end(InvitationReference(invitation), in: id, key: key).answer(from: answer))
    case .roomLink(let id, let invitation):
      .room(try Endpoint.roomLink(InvitationReference(invitation), in: id, key: key).answer(from: answer))
    case .wrapUp(let id, let request):
      .conversation(try Endpoint.wrapUp(request, of: id, key: key).answer(from: answer))
    case .appointments(let start, let end):
      .appointments(try Endpoint.appointments(from: start, to: end).answer(from: answer))
    case .slots(let rule, let day, let days):
      .slots(try Endpoint.slots(rule: rule, from: day, days: days).answer(from: answer))
    case .appointment(let id, .start):
      .appointmentStart(try Endpoint.startAppointment(id, key: key).answer(from: answer))
    case .appointment(let id, let request): .appointment(try appointmentEndpoint(id, request).answer(from: answer))
    case .revealContact(let id): .appointmentContact(try Endpoint.revealAppointment(id, key: key).answer(from: answer))
    case .keepAlarms(let settings): .alarms(try Endpoint.keepAlarms(settings, key: key).answer(from: answer))
    case .presence(let request): .seat(try Endpoint.presence(request, key: key).answer(from: answer))
    case .consult(let id, let request):
      .conversation(try Endpoint.consult(request, in: id, key: key).answer(from: answer))
    case .block(let id, let request):
      .conversation(try Endpoint.block(request, in: id, key: key).answer(from: answer))
    case .extendWrapUp(let id): .conversation(try Endpoint.extendWrapUp(of: id, key: key).answer(from: answer))
    case .blocks: .blocks(try Endpoint.blocks.answer(from: answer))
    case .sheet(_, let sheet, let request): .conversation(try sheetEndpoint(sheet, request).answer(from: answer))
    case .keepReply(let code, let draft, let revision):
      .reply(try Endpoint.keepReply(draft, code: code, revision: revision, key: key).answer(from: answer))
    case .receipt, .typing, .decline, .sideTalk, .endConsult, .unblock, .dropReply, .useReply, .closeQueue,
      .openQueue, .readAnnouncement, .handleAlert:
      if let failure = answer.failure { throw failure } else { .done }
    case .floorConversations(let filter): .lines(try Endpoint.floorConversations(filter).answer(from: answer))
    case .floorFigures: .floorFigures(try Endpoint.floorFigures.answer(from: answer))
    case .staffing: .staffing(try Endpoint.staffing.answer(from: answer))
    case .thresholds: .thresholds(try Endpoint.thresholds.answer(from: answer))
    case .changeThresholds(let draft, let revision):
      .thresholds(try Endpoint.change(draft, revision: revision).answer(from: answer))
    case .closingOffer(let offer): .closingOffer(try Endpoint.offer(offer, key: key).answer(from: answer))
    case .facts(let query, let after): .facts(try Endpoint.facts(query, after: after).answer(from: answer))
    case .record(let id, let position): .record(try Endpoint.record(of: id, after: position).answer(from: answer))
    case .supervise(let id, let request): .conversation(try supervision(id, request).answer(from: answer))
    case .orderSeat(let agent, let request):
      .seat(try Endpoint.order(request, of: agent, key: key).answer(from: answer))
    case .limitSeat(let agent, let slots, let expected):
      .seat(try Endpoint.limit(SeatLimits(slots: slots), of: agent, expecting: expected).answer(from: answer))
    case .announce(let request): .announcement(try Endpoint.announce(request, key: key).answer(from: answer))
    case .withdrawAnnouncement(let id): .announcement(try Endpoint.withdraw(id, key: key).answer(from: answer))
    case .messages(let filter, let after):
      .offlineMessages(try Endpoint.offlineMessages(filter, after: after).answer(from: answer))
    case .tickets(let filter, let after): .tickets(try Endpoint.tickets(filter, after: after).answer(from: answer))
    case .offlineMessage(let id): .offlineMessage(try Endpoint.offlineMessage(id).answer(from: answer))
    case .ticket(let id): .ticket(try Endpoint.ticket(id).answer(from: answer))
    case .stepMessage(let id, let request):
      .offlineMessage(try Endpoint.step(request, of: id, key: key).answer(from: answer))
    case .stepTicket(let id, let request): .ticket(try Endpoint.step(request, of: id, key: key).answer(from: answer))
    case .openTicket(let draft): .ticket(try Endpoint.open(draft, key: key).answer(from: answer))
    case .stepTickets(let ids, let request): .steps(try Endpoint.step(request, of: ids, key: key).answer(from: answer))
    case .editTicket(let id, let edit, let revision):
      .ticket(try Endpoint.edit(edit, of: id, revision: revision, key: key).answer(from: answer))
    case .ticketsOf(let taxpayer):
      .tickets(try Endpoint.tickets(Self.filter(of: taxpayer), after: nil).answer(from: answer))
    case .colleagues: .colleagues(try Endpoint.colleagues.answer(from: answer))
    case .savedFilters: .filters(try Endpoint.savedFilters.answer(from: answer))
    case .changeFilter(let change): .filters(try Endpoint.change(change, key: key).answer(from: answer))
    case .bringPicture: .image(try upload([]).answer(from: answer))
    case .why(let kind, let id): .why(try Endpoint.why(kind, id).answer(from: answer))
    case .contact(let id): .contact(try Endpoint.contact(of: id, key: key).answer(from: answer))
    case .phoneLink(let id): .phoneLink(try Endpoint.phoneLink(for: id, key: key).answer(from: answer))
    case .articles(let query, let limit):
      .articles(try Endpoint.articles(about: query, limit: limit).answer(from: answer).articles)
    }
  }

  /// How often the request is tried before the console is told that it got lost; `nil` for ever.
  var attempts: Int? {
    switch kind {
    case .snapshot: nil
    case .typing, .articles, .blocks, .messages, .tickets, .offlineMessage, .ticket, .why, .contact, .ticketsOf,
      .savedFilters, .colleagues, .floorConversations, .floorFigures, .staffing, .limitSeat, .thresholds,
      .changeThresholds, .facts, .record:
      1
    case .phoneLink, .appointments, .slots, .revealContact: 2
    case .conversation, .earlier, .accept, .end, .wrapUp, .presence, .transfer, .hold, .note, .decline, .consult,
      .sideTalk, .endConsult, .block, .unblock, .extendWrapUp, .propose,
      .answerInvitation, .endInvitation, .roomLink, .sheet, .keepReply, .dropReply, .useReply, .stepMessage,
      .stepTicket, .openTicket, .appointment, .keepAlarms, .supervise, .orderSeat, .closeQueue, .openQueue, .announce,
      .withdrawAnnouncement, .readAnnouncement, .handleAlert, .closingOffer, .stepTickets, .editTicket, .changeFilter,
      .bringPicture:
      4
    // Nobody repeats a receipt that was given up: it outlasts a restart of the backend.
    case .receipt: 12
    }
  }

  /// A picture's bytes on their way to a message left or a ticket.
  func upload(_ bytes: [UInt8]) -> Endpoint<ImageReference> {
    guard case .bringPicture(let kind, let id, _, let name) = self.kind else {
      preconditionFailure("no picture goes with \(self.kind)")
    }
    return Endpoint.upload(bytes, named: name, to: kind, id, key: key)
  }

  private static func filter(of taxpayer: TaxpayerID) -> String { "of:" + taxpayer.rawValue }

  /// What is done to an appointment, but to begin it.
  private func appointmentEndpoint(_ id: AppointmentID, _ request: AppointmentRequest) -> Endpoint<Appointment> {
    switch request {
    case .confirm, .start: Endpoint.confirmAppointment(id, key: key)
    case .give(let agent): Endpoint.confirmAppointment(id, for: agent, key: key)
    case .cancel(let reason): Endpoint.cancelAppointment(AppointmentCancellation(reason: reason), id, key: key)
    case .move(let start): Endpoint.moveAppointment(AppointmentMove(start: start), id, key: key)
    case .complete: Endpoint.completeAppointment(id, key: key)
    case .miss: Endpoint.missAppointment(id, key: key)
    }
  }

  private func supervision(_ id: ConversationID, _ request: SupervisionRequest) -> Endpoint<ConversationDetail> {
    switch request {
    case .whisper(let text): Endpoint.whisper(NoteRequest(text: text), in: id, key: key)
    case .join: Endpoint.join(id, key: key)
    case .leave: Endpoint.leave(id, key: key)
    case .takeOver(let request): Endpoint.takeOver(request, of: id, key: key)
    case .move(let request): Endpoint.move(request, of: id, key: key)
    case .close(let request): Endpoint.close(request, of: id, key: key)
    }
  }

  private func sheetEndpoint(_ sheet: SheetID, _ request: SheetRequest) -> Endpoint<ConversationDetail> {
    switch request {
    case .check(let request): Endpoint.check(request, of: sheet, key: key)
    case .demand(let request): Endpoint.demand(request, of: sheet, key: key)
    case .result(let request): Endpoint.resolve(request, of: sheet, key: key)
    }
  }

  private var key: IdempotencyKey { IdempotencyKey(sending: MessageID(id.description)) }
}

extension WireFailure {
  /// The failure as the console tells it.
  var failure: Failure {
    switch self {
    case .refused(let problem): .refused(problem)
    case .unexpected(let status, _): .unreachable("HTTP \(status)")
    case .unreadable(let reason): .unreadable(reason)
    case .unreachable(let reason): .unreachable(reason)
    }
  }
}
