import Desk

/// Runs commands, whether a key, the palette or the mouse asks for them.
enum CommandReducer {
  static func run(_ state: inout State, _ id: CommandID) -> [Effect] {
    if let obstacle = state.obstacle(to: id) {
      state.notify(.warning, obstacle)
      return []
    }
    return move(&state, id) ?? talk(&state, id) ?? sheet(&state, id) ?? promise(&state, id)
      ?? appointment(&state, id) ?? wall(&state, id) ?? program(&state, id)
  }

  private static func move(_ state: inout State, _ id: CommandID) -> [Effect]? {
    switch id {
    case .moveDown: return MoveReducer.move(&state, by: 1)
    case .moveUp: return MoveReducer.move(&state, by: -1)
    case .pageDown: return MoveReducer.page(&state, by: 1)
    case .pageUp: return MoveReducer.page(&state, by: -1)
    case .moveFirst: return MoveReducer.toEnd(&state, first: true)
    case .moveLast: return MoveReducer.toEnd(&state, first: false)
    case .nextPane: MoveReducer.pane(&state, by: 1)
    case .previousPane: MoveReducer.pane(&state, by: -1)
    case .stepOut: return MoveReducer.stepOut(&state)
    case .choose: return PopupReducer.choose(&state)
    case .openConversation(let place):
      TalkReducer.select(&state, state.myConversations[place - 1].conversation.id)
      MoveReducer.showTalk(&state)
    case .nextUnread:
      let next = state.unreadConversations.first { $0.conversation.id != state.selected }
      TalkReducer.select(&state, (next ?? state.unreadConversations[0]).conversation.id)
      TalkReducer.toBottom(&state)
      MoveReducer.showTalk(&state)
    case .nextConversation: TalkReducer.select(&state, by: 1)
    case .previousConversation: TalkReducer.select(&state, by: -1)
    default: return nil
    }
    return []
  }

  private static func talk(_ state: inout State, _ id: CommandID) -> [Effect]? {
    switch id {
    case .accept:
      if case .preview(let preview) = state.popup { return QueueReducer.accept(&state, preview.conversation) }
      return state.queue.selected.map { QueueReducer.accept(&state, $0) } ?? []
    case .acceptOffer: return OfferReducer.accept(&state)
    case .declineOffer: return OfferReducer.decline(&state)
    case .acceptNext: return state.nextInQueue.map { QueueReducer.accept(&state, $0.conversation) } ?? []
    case .preview: return state.queue.selected.map { QueueReducer.preview(&state, $0) } ?? []
    case .filter: state.queue.isFiltering = true
    case .compose: compose(&state)
    case .send: return ComposerReducer.send(&state)
    case .newline: return newline(&state)
    case .quickReplies: state.popup = .quickReplies(Picker())
    case .entryLinks: state.popup = .entryLinks(Picker())
    case .sendPicture: return PictureReducer.open(&state)
    case .phonePicture: return PictureReducer.phone(&state)
    case .viewPicture: return PictureReducer.view(&state)
    case .nextPicture: return PictureReducer.step(&state, by: 1)
    case .previousPicture: return PictureReducer.step(&state, by: -1)
    case .openPicture: return PictureReducer.leave(state, saving: false)
    case .savePicture: return PictureReducer.leave(state, saving: true)
    case .sendSuggestedLink: return state.suggestedLinks.first.map { EntryLinkReducer.send(&state, $0) } ?? []
    case .knowledge: return KnowledgeReducer.open(&state)
    case .useSuggestion: return state.talk.suggestions.articles.first.map { KnowledgeReducer.use(&state, $0) } ?? []
    case .copyLast:
      state.notify(.success, Localised("已复制", "Copied"))
      return state.lastTaxpayerText.map { [.copy($0)] } ?? []
    case .retryFailed: return OutboxReducer.retry(&state)
    case .withdrawFailed: return OutboxReducer.withdraw(&state)
    case .card:
      if state.layout.arrangement == .three { state.focus = .card } else { state.popup = .card(scroll: 0) }
    case .takeCompletion: return CompletionReducer.take(&state)
    case .nextPrompt: QuickReplyReducer.nextPrompt(&state)
    case .keepReply: ReplyFormReducer.begin(&state)
    case .changeReply: ReplyFormReducer.change(&state)
    case .dropReply: ReplyFormReducer.drop(&state)
    case .toggleReplyPicture:
      if case .reply(var form) = state.popup {
        form.needsPicture.toggle()
        state.popup = .reply(form)
      }
    case .transfer:
      if case .sideTalk = state.popup {
        ConsultReducer.handOver(&state)
      } else {
        state.popup = state.selected.map { .transfer(TransferForm($0)) }
      }
    case .consult: ConsultReducer.open(&state)
    case .sayAside: return ConsultReducer.say(&state)
    case .endConsult: return ConsultReducer.end(&state)
    case .block: state.popup = state.selected.map { .block(BlockForm($0)) }
    case .blocks: return BlockReducer.open(&state)
    case .liftBlock: return BlockReducer.lift(&state)
    case .extendWrapUp:
      var id = state.selected
      if case .wrapUp(let open) = state.popup { id = open }
      return id.map { [state.request(.extendWrapUp($0))] } ?? []
    case .hold: return TransferReducer.hold(&state)
    case .call: state.popup = state.selected.map { .call(CallForm($0)) }
    case .hangUp: return CallReducer.hangUp(&state)
    case .note: state.popup = state.selected.map { .note(NoteForm($0)) }
    case .endConversation:
      if let current = state.current, state.hasJoined(current.conversation) {
        return [state.request(.supervise(current.conversation.id, .leave))]
      }
      state.popup = state.selected.map { .question(.end($0)) }
    case .wrapUp: state.selected.map { WrapUpReducer.open(&state, $0) }
    case .submit:
      switch state.popup {
      case .wrapUp(let id): return WrapUpReducer.submit(&state, id)
      case .block: return BlockReducer.submit(&state)
      case .reply: return ReplyFormReducer.submit(&state)
      case .sheetOrder, .sheet: return SheetReducer.submit(&state)
      case .promises: return PromiseReducer.submit(&state)
      case .appointments: return AppointmentReducer.submit(&state)
      case .alarms: return AlarmReducer.submit(&state)
      case .wall: return WallActReducer.submit(&state)
      default: return TransferReducer.submit(&state)
      }
    case .nextField:
      if case .reply = state.popup {
        ReplyFormReducer.switchField(&state)
      } else if case .wrapUp(let id) = state.popup {
        WrapUpReducer.switchField(&state, id)
      } else {
        TransferReducer.switchField(&state)
      }
    default: return nil
    }
    return []
  }

  private static func sheet(_ state: inout State, _ id: CommandID) -> [Effect]? {
    switch id {
    case .sheets: SheetReducer.open(&state)
    case .nextSheet: SheetReducer.next(&state)
    case .newSheet: SheetReducer.new(&state)
    case .toggleMaterial: SheetReducer.change(&state) { $0.isListed.toggle() }
    case .toggleRequired: SheetReducer.change(&state) { $0.isRequired.toggle() }
    case .addMaterial: SheetReducer.addOwn(&state)
    case .acceptMaterial: return SheetReducer.accept(&state)
    case .returnMaterial: SheetReducer.write(&state, .reason)
    case .demandMaterials: return SheetReducer.demand(&state)
    case .resolveSheet: SheetReducer.write(&state, .result)
    default: return nil
    }
    return []
  }

  private static func promise(_ state: inout State, _ id: CommandID) -> [Effect]? {
    switch id {
    case .promises: return PromiseReducer.open(&state)
    case .raiseTicket: return PromiseReducer.raise(&state)
    case .deskHome: return PromiseReducer.show(&state, .home)
    case .deskMessages: return PromiseReducer.show(&state, .messages)
    case .deskTickets: return PromiseReducer.show(&state, .tickets)
    case .deskNext: return PromiseReducer.nextList(&state, by: 1)
    case .deskFilter:
      if state.desk?.list == .home { return PromiseReducer.show(&state, .tickets) + PromiseReducer.filter(&state) }
      return PromiseReducer.filter(&state)
    case .deskReload: return PromiseReducer.load(&state)
    case .deskAct: return PromiseReducer.act(&state)
    case .deskClaim: return PromiseReducer.step(&state, PromiseStepRequest(.claimed))
    case .deskRelease: return PromiseReducer.step(&state, PromiseStepRequest(.released))
    case .deskInvite: return PromiseReducer.step(&state, PromiseStepRequest(.invited))
    case .deskReopen: return PromiseReducer.step(&state, PromiseStepRequest(.reopened))
    case .deskAnswer: return PromiseReducer.begin(&state, .reply)
    case .deskAsk: return PromiseReducer.begin(&state, .question)
    case .deskNote: return PromiseReducer.begin(&state, .note)
    case .deskResolve: return PromiseReducer.begin(&state, .result)
    case .deskClose: return PromiseReducer.begin(&state, .closing)
    case .deskTicket:
      if case .message(let message)? = state.desk.flatMap({ state.markedRow(of: $0) }), message.state.isOpen {
        return PromiseReducer.begin(&state, .ticket(message.id))
      }
      return PromiseReducer.begin(&state, .ticket(nil))
    case .deskForward: return PromiseChoiceReducer.begin(&state, .group)
    case .deskAssign: return PromiseChoiceReducer.begin(&state, .agent)
    case .deskEdit: return PromiseChoiceReducer.begin(&state, .change)
    case .deskMerge: return PromiseChoiceReducer.begin(&state, .merge)
    case .deskFilters: return PromiseChoiceReducer.begin(&state, .filter)
    case .deskMark: return PromiseChoiceReducer.mark(&state)
    case .deskAttach: return PromiseChoiceReducer.attach(&state)
    case .deskWhy: return PromiseReducer.why(&state)
    case .deskReveal: return PromiseReducer.reveal(&state)
    default: return nil
    }
  }

  private static func appointment(_ state: inout State, _ id: CommandID) -> [Effect]? {
    switch id {
    case .appointments: return AppointmentReducer.open(&state)
    case .startAppointment: return AppointmentReducer.start(&state)
    case .appointmentDetail: return AppointmentReducer.choose(&state)
    case .confirmAppointment: return AppointmentReducer.act(&state, .confirm)
    case .giveAppointment: return AppointmentReducer.beginGiving(&state)
    case .moveAppointment: return AppointmentReducer.beginMoving(&state)
    case .cancelAppointment: AppointmentReducer.beginCancelling(&state)
    case .completeAppointment: return AppointmentReducer.act(&state, .complete)
    case .missAppointment: return AppointmentReducer.act(&state, .miss)
    case .revealContact: return AppointmentReducer.reveal(&state)
    case .appointmentsByDay: return AppointmentReducer.show(&state, .day)
    case .appointmentsByWeek: return AppointmentReducer.show(&state, .week)
    case .appointmentsByMonth: return AppointmentReducer.show(&state, .month)
    case .appointmentsToday: return AppointmentReducer.toToday(&state)
    case .dayEarlier: return AppointmentReducer.step(&state, days: -1)
    case .dayLater: return AppointmentReducer.step(&state, days: 1)
    case .spanEarlier: return AppointmentReducer.page(&state, by: -1)
    case .spanLater: return AppointmentReducer.page(&state, by: 1)
    case .silenceAlarms: AlarmReducer.silence(&state)
    case .alarmSettings: AlarmReducer.openSettings(&state)
    case .toggleSetting, .raiseSetting: AlarmReducer.change(&state, by: 1)
    case .lowerSetting: AlarmReducer.change(&state, by: -1)
    default: return nil
    }
    return []
  }

  private static func wall(_ state: inout State, _ id: CommandID) -> [Effect]? {
    switch id {
    case .wall: return WallReducer.open(&state)
    case .wallPane(let pane): return WallReducer.show(&state, pane)
    case .wallNext: return WallReducer.nextPane(&state, by: 1)
    case .wallBack: return WallReducer.nextPane(&state, by: -1)
    case .wallLook: return WallReducer.look(&state)
    case .wallFilter: return WallReducer.filter(&state)
    case .wallSort: return WallReducer.sort(&state)
    case .wallReload: return WallReducer.reload(&state)
    case .wallFigures: return WallFigureReducer.show(&state)
    case .wallLeft, .previousLender: return WallReducer.sideways(&state, by: -1)
    case .wallRight, .nextLender: return WallReducer.sideways(&state, by: 1)
    case .nextStaffing: return WallReducer.move(&state, by: 1)
    case .previousStaffing: return WallReducer.move(&state, by: -1)
    case .handleAlert: return WallWatchReducer.handle(&state)
    case .watchFigure: return WallWatchReducer.begin(&state)
    case .dropFigure: return WallWatchReducer.beginDropping(&state)
    case .closingOffer: return WallActReducer.closingOffer(&state)
    case .wallBlock: return WallActReducer.begin(&state) { .blockHours($0.id) }
    case .wallLift: return WallActReducer.lift(&state)
    case .whisper: return WallActReducer.begin(&state) { .whisper($0.id) }
    case .join: return WallActReducer.begin(&state) { .join($0.id) }
    case .takeOver: return WallActReducer.begin(&state) { line in line.agent.map { .takeOver(line.id, from: $0.id) } }
    case .moveTalk: return WallActReducer.begin(&state) { .move($0.id, from: $0.agent?.id) }
    case .closeTalk: return WallActReducer.begin(&state) { .close($0.id, from: $0.agent?.id) }
    case .seatState: return WallActReducer.seat(&state) { .state($0.agent.id) }
    case .seatLimit: return WallActReducer.seat(&state) { .limit($0.agent.id, from: $0.slots) }
    case .toggleQueue: return WallActReducer.queue(&state)
    case .whatIf: return WallReducer.lookAtStaffing(&state)
    case .announce: return WallActReducer.begin(&state, .audience)
    case .withdraw: return WallActReducer.withdraw(&state)
    case .readAnnouncement:
      return state.unreadAnnouncements.first.map { [state.request(.readAnnouncement($0.id))] } ?? []
    case .leaveTalk:
      return state.current.map { [state.request(.supervise($0.conversation.id, .leave))] } ?? []
    default: return nil
    }
  }

  private static func program(_ state: inout State, _ id: CommandID) -> [Effect] {
    switch id {
    case .presence: state.popup = .presence(selected: PopupReducer.presenceRow(state))
    case .ready: return SeatReducer.choose(&state, .presence(.ready, reason: nil))
    case .busy: return SeatReducer.choose(&state, .presence(.busy, reason: nil))
    case .signOut: return SeatReducer.signOut(&state)
    case .palette: state.popup = .palette(Picker())
    case .help:
      state.underHelp = state.popup
      state.popup = .help(scroll: 0)
    case .nextTheme:
      let themes = state.preferences.themes
      let place = themes.firstIndex(of: state.preferences.theme) ?? -1
      guard !themes.isEmpty else { return [] }
      state.preferences.theme = themes[(place + 1) % themes.count]
      return [.useTheme(state.preferences.theme), .persistPreferences(state.preferences)]
    case .otherLanguage:
      state.preferences.language = state.preferences.language == .chinese ? .english : .chinese
      return [.persistPreferences(state.preferences)]
    case .toggleMouse:
      state.preferences.isMouseOn.toggle()
      state.notify(
        .information,
        state.preferences.isMouseOn
          ? Localised("鼠标由坐席使用；按住 Shift 可选字", "The mouse works here; hold Shift to select text")
          : Localised("鼠标留给终端选字", "The mouse selects text in the terminal"))
      return [.persistPreferences(state.preferences)]
    case .toggleBell:
      state.preferences.isBellOn.toggle()
      state.notify(
        .information,
        state.preferences.isBellOn ? Localised("响铃已开", "The bell rings") : Localised("响铃已关", "The bell is off"))
      return [.persistPreferences(state.preferences)]
    case .reconnect: return [.reconnectNow]
    case .repaint: return [.repaint]
    case .suspend: return ComposerReducer.saveDrafts(&state) + [.suspend]
    case .quit: return SeatReducer.quit(&state)
    default: break
    }
    return []
  }

  /// To the writing field; where the talk is over there is only the wrap-up left to write.
  private static func compose(_ state: inout State) {
    guard let current = state.current else { return }
    if current.conversation.stage == .wrapUp {
      WrapUpReducer.open(&state, current.conversation.id)
    } else if state.isConsulted(in: current.conversation) {
      ConsultReducer.open(&state)
    } else {
      state.focus = .composer
    }
  }

  private static func newline(_ state: inout State) -> [Effect] {
    switch state.popup {
    case .wrapUp(let id): state.change(id) { $0.form.summary.insert("\n") }
    case .transfer, .note: TransferReducer.insert(&state, "\n")
    case .reply: ReplyFormReducer.insert(&state, "\n")
    case .sideTalk: ConsultReducer.insert(&state, "\n")
    case .promises: PromiseReducer.insert(&state, "\n")
    default: return ComposerReducer.insert(&state, "\n")
    }
    return []
  }
}
