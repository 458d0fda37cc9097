import Desk

/// Answers to requests.
enum AnswerReducer {
  static func succeed(_ state: inout State, _ request: OutgoingRequest, _ response: Response) -> [Effect] {
    switch (request.kind, response) {
    case (.snapshot, .snapshot(let snapshot)): return ConnectionReducer.take(&state, snapshot)
    case (.accept(let id), .conversation(let detail)):
      if state.queue.accepting == id { state.queue.accepting = nil }
      state.replica?.merge(detail)
      QueueReducer.open(&state, accepted: detail)
      return TypeAheadReducer.settle(&state, id)
    case (.conversation(let id), .conversation(let detail)):
      if case .preview(var preview) = state.popup, preview.conversation == id {
        preview.detail = detail
        preview.failure = nil
        state.popup = .preview(preview)
      }
      merge(&state, detail)
      return []
    case (.end(let id), .conversation(let detail)):
      state.replica?.merge(detail)
      if state.selected == id, state.popup == nil { WrapUpReducer.open(&state, id) }
      return []
    case (.transfer, .conversation(let detail)):
      TransferReducer.transferred(&state, detail)
      return []
    case (.hold, .conversation(let detail)), (.note, .conversation(let detail)),
      (.extendWrapUp, .conversation(let detail)):
      merge(&state, detail)
      return []
    case (.decline(let id, _), .done):
      OfferReducer.answered(&state, id, nil)
      return []
    case (.consult, .conversation(let detail)):
      merge(&state, detail)
      ConsultReducer.began(&state, detail)
      return []
    case (.block(let id, let blocked), .conversation(let detail)):
      BlockReducer.done(&state, id, blocked.hours, detail)
      return WallActReducer.settled(&state, request)
    case (.blocks, .blocks(let list)):
      BlockReducer.take(&state, list)
      return []
    case (.unblock, .done) where state.wall == nil: return [state.request(.blocks)]
    case (.propose, .conversation(let detail)):
      merge(&state, detail)
      return CallReducer.proposed(&state, detail)
    case (.answerInvitation(_, let answer), .conversation(let detail)):
      merge(&state, detail)
      return answer.accepts ? CallReducer.proposed(&state, detail) : []
    case (.endInvitation, .conversation(let detail)):
      merge(&state, detail)
      return []
    case (.roomLink(let id, _), .room(let room)): return CallReducer.take(&state, room, in: id)
    case (.sheet(_, let sheet, let request), .conversation(let detail)):
      merge(&state, detail)
      SheetReducer.succeeded(&state, sheet, request)
      return []
    case (.keepReply(let code, _, _), .reply(let reply)):
      ReplyFormReducer.kept(&state, code, reply)
      return []
    case (.dropReply, .done):
      state.notify(.success, Localised("常用语已删除", "The quick reply is deleted"))
      return []
    case (.wrapUp(let id, _), .conversation(let detail)):
      state.replica?.merge(detail)
      WrapUpReducer.finish(&state, id, detail)
      return []
    case (.earlier(let id, _), .page(let page)):
      state.change(id) { $0.isLoadingEarlier = false }
      guard let conversation = state.replica?.conversations[id]?.conversation else { return [] }
      merge(&state, ConversationDetail(conversation: conversation, messages: page.messages))
      return []
    case (.presence, .seat):
      state.presenceRequested = nil
      return []
    case (.appointments, .appointments(let list)):
      AppointmentReducer.take(&state, list)
      return []
    case (.slots, .slots(let list)):
      AppointmentReducer.take(&state, list)
      return []
    case (.appointment(_, let asked), .appointment(let appointment)):
      AppointmentReducer.done(&state, appointment, asked)
      return []
    case (.appointment, .appointmentStart(let start)):
      AppointmentReducer.began(&state, start)
      return []
    case (.revealContact(let id), .appointmentContact(let contact)):
      AppointmentReducer.take(&state, contact, of: id)
      return []
    case (.keepAlarms, .alarms(let settings)):
      AlarmReducer.kept(&state, settings)
      return []
    case (.floorFigures, .floorFigures(let figures)):
      state.wallFigures.service = figures
      return WallFigureReducer.follow(&state)
    case (.staffing, .staffing(let forecast)):
      state.wallFigures.staffing = forecast
      return []
    case (.thresholds, .thresholds(let board)):
      WallReducer.change(&state) { $0.thresholds = board }
      return []
    case (.facts(let query, let after), .facts(let page)):
      return WallFigureReducer.take(&state, page, query, after: after)
    case (.record(let id, let after), .record(let page)):
      return WallReplayReducer.take(&state, page, id, after: after)
    case (.floorConversations(let filter), .lines(let lines)):
      WallReducer.take(&state, lines, filter)
      return []
    case (.supervise, _), (.orderSeat, _), (.limitSeat, _), (.closeQueue, _), (.openQueue, _), (.announce, _),
      (.withdrawAnnouncement, _), (.readAnnouncement, _), (.closingOffer, _), (.changeThresholds, _),
      (.handleAlert, _), (.unblock, _):
      return WallActReducer.succeed(&state, request, response)
    case (.phoneLink(let id), .phoneLink(let link)):
      PictureReducer.take(&state, link, for: id)
      return []
    case (.articles, .articles(let articles)):
      KnowledgeReducer.take(&state, request, articles)
      return []
    default: return PromiseAnswerReducer.succeed(&state, request.kind, response)
    }
  }

  static func fail(_ state: inout State, _ request: OutgoingRequest, _ failure: Failure) -> [Effect] {
    switch request.kind {
    case .snapshot:
      state.connection = .lost(since: state.clock.monotonic, retryAt: nil)
      state.failure = failure
      return []
    case .accept(let id):
      if state.queue.accepting == id { state.queue.accepting = nil }
      state.queue.typedAhead = ""
      QueueReducer.lose(&state, id, failure)
      return []
    case .conversation(let id):
      if case .preview(var preview) = state.popup, preview.conversation == id {
        preview.failure = failure
        state.popup = .preview(preview)
        guard state.replica?.awaits(id) == true else { return [] }
      }
      // The events that asked for it do not come again: without it the talk would stay away, or a hole in it open.
      if case .refused = failure { return [] }
      return [state.request(.conversation(id))]
    case .earlier(let id, _):
      state.change(id) { $0.isLoadingEarlier = false }
      state.notify(failure)
      return []
    case .end, .hold, .endConsult, .extendWrapUp, .blocks, .propose, .answerInvitation, .endInvitation,
      .roomLink:
      state.notify(failure)
      return []
    case .decline(let id, _):
      OfferReducer.answered(&state, id, failure)
      return []
    case .sideTalk(let id, let text):
      ConsultReducer.failed(&state, id, text, failure)
      return []
    case .block(let id, _):
      BlockReducer.failed(&state, id, failure)
      WallActReducer.unlock(&state, request)
      return []
    case .transfer(let id, _), .consult(let id, _):
      TransferReducer.failed(&state, id, failure)
      return []
    case .note(let id, let text):
      TransferReducer.noteFailed(&state, id, text, failure)
      return []
    case .wrapUp(let id, _):
      state.change(id) { $0.form.isSending = false }
      state.notify(failure)
      return []
    case .presence:
      state.presenceRequested = nil
      state.notify(failure)
      return []
    case .articles:
      KnowledgeReducer.fail(&state, request, failure)
      return []
    case .phoneLink(let id):
      PictureReducer.fail(&state, linkFor: id, failure)
      return []
    case .sheet(let id, let sheet, _):
      SheetReducer.failed(&state, id, sheet, failure)
      return []
    case .keepReply(let code, _, _):
      ReplyFormReducer.failed(&state, code, failure)
      return []
    case .dropReply:
      state.notify(failure)
      return []
    case .messages, .tickets, .offlineMessage, .ticket, .stepMessage, .stepTicket, .openTicket, .why, .contact,
      .stepTickets, .editTicket, .ticketsOf, .savedFilters, .colleagues, .changeFilter, .bringPicture:
      return PromiseAnswerReducer.fail(&state, request.kind, failure)
    case .appointments, .slots, .appointment, .revealContact:
      AppointmentReducer.failed(&state, failure)
      return []
    // They are asked for again by themselves.
    case .floorFigures, .thresholds: return []
    case .facts:
      WallFigureReducer.failed(&state, failure)
      return []
    case .record(let id, _):
      WallReplayReducer.failed(&state, id, failure)
      return []
    case .staffing:
      state.notify(failure)
      return []
    case .floorConversations:
      WallReducer.failed(&state, failure)
      return []
    case .supervise, .orderSeat, .limitSeat, .closeQueue, .openQueue, .announce, .withdrawAnnouncement,
      .readAnnouncement, .closingOffer, .changeThresholds, .handleAlert, .unblock:
      // The list is there again whether a block was lifted or not.
      if case .unblock = request.kind, state.wall == nil {
        state.notify(failure)
        return [state.request(.blocks)]
      }
      return WallActReducer.fail(&state, request, failure)
    case .keepAlarms:
      AlarmReducer.failed(&state, failure)
      return []
    case .receipt, .typing, .useReply: return []
    }
  }

  private static func merge(_ state: inout State, _ detail: ConversationDetail) {
    state.replica?.merge(detail)
    guard let merged = state.replica?.conversations[detail.conversation.id] else { return }
    OutboxReducer.clear(&state, arrivedIn: merged)
  }
}

extension State {
  /// Says why something did not work.
  mutating func notify(_ failure: Failure) { notify(.failure, failure.text) }
}

extension Failure {
  /// The failure in words.
  public var text: Localised {
    switch self {
    case .refused(let problem):
      if problem.status == 500, let id = problem.requestID {
        // Nobody here can mend it: whoever can finds it in the log by this.
        Localised("\(problem.detail)（请求编号 \(id)，请告知运维）", "\(problem.detailEnglish) (\(id))")
      } else {
        Localised(problem.detail, problem.detailEnglish)
      }
    case .unreachable: Localised("无法连接服务，请稍后再试", "The backend cannot be reached; try again shortly")
    case .unreadable: Localised("服务的回答无法识别，请确认版本", "The backend's answer cannot be read; compare the versions")
    }
  }
}
