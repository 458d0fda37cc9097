import Desk

extension State {
  /// Why the command cannot be run just now; `nil` when it can.
  public func obstacle(to command: CommandID) -> Localised? {
    switch command {
    case .accept, .acceptNext, .preview: queueObstacle(to: command)
    case .send, .quickReplies, .useSuggestion, .entryLinks, .sendSuggestedLink, .sendPicture:
      composeObstacle(to: command)
    case .phonePicture: composeObstacle(to: command) ?? offlineObstacle
    case .viewPicture where place == .sheet: sheetPictureObstacle
    case .viewPicture where desk != nil:
      deskPictures.isEmpty ? Localised("记录中没有图片", "There is no picture here") : nil
    case .viewPicture:
      current == nil
        ? .noConversation
        : selected.map { pictures(in: $0).isEmpty } == true
          ? Localised("会话中没有图片", "There is no picture in the talk") : nil
    case .deskAct, .deskAssign, .deskEdit, .deskMerge, .deskMark, .deskClaim, .deskRelease, .deskAnswer, .deskAsk,
      .deskNote,
      .deskForward, .deskInvite, .deskResolve,
      .deskClose, .deskReopen, .deskReveal, .deskWhy:
      deskObstacle(to: command) ?? offlineObstacle
    case .deskTicket: convertObstacle ?? offlineObstacle
    case .promises, .deskReload, .deskFilters: offlineObstacle
    case .deskAttach:
      desk?.writing?.takesPictures == true ? offlineObstacle : Localised("此处不附图片", "No picture goes along here")
    case .raiseTicket: current == nil ? .noConversation : consultedObstacle ?? offlineObstacle
    case .newline: popup == nil ? composeObstacle(to: command) : nil
    case .sheets, .nextSheet: sheetObstacle
    case .keepReply: offlineObstacle
    case .acceptMaterial, .returnMaterial, .demandMaterials, .resolveSheet:
      consultedObstacle ?? closedSheetObstacle ?? offlineObstacle
    case .newSheet: composeObstacle(to: command)
    case .compose, .card: current == nil ? .noConversation : nil
    case .copyLast: lastTaxpayerText == nil ? Localised("没有可复制的消息", "There is no message to copy") : nil
    case .acceptOffer: offer == nil ? .noOffer : queueObstacle(to: .acceptNext)
    case .declineOffer: offer == nil ? .noOffer : offlineObstacle
    case .endConversation, .transfer, .hold: current == nil ? .noConversation : talkObstacle
    case .consult where askedElsewhere != nil: offlineObstacle
    case .consult:
      current == nil
        ? .noConversation : current?.conversation.stage == .talking ? offlineObstacle : .alreadyEnded
    case .note: current == nil ? .noConversation : consultedObstacle ?? offlineObstacle
    case .block: current == nil ? .noConversation : consultedObstacle ?? offlineObstacle
    case .endConsult, .blocks, .liftBlock: offlineObstacle
    case .extendWrapUp: extensionObstacle
    case .hangUp where current?.conversation.invitation?.isOpen != true:
      Localised("没有进行中的互动", "No invitation or call is open")
    case .call, .hangUp: current == nil ? .noConversation : talkObstacle
    case .wrapUp: wrapUpObstacle
    case .appointments, .alarmSettings: replica == nil ? offlineObstacle : nil
    case .startAppointment: appointmentObstacle(.start(by: reference, nil))
    case .confirmAppointment: appointmentObstacle(.confirm(by: reference))
    case .giveAppointment: givingObstacle
    case .cancelAppointment: appointmentObstacle(.cancel(by: .agent, reason: ""))
    case .moveAppointment: appointmentObstacle(.move(by: .agent, to: .distant))
    case .completeAppointment: appointmentObstacle(.complete)
    case .missAppointment: appointmentObstacle(.miss)
    case .revealContact:
      markedAppointment == nil
        ? .noAppointment
        : markedAppointment?.contact == nil ? Localised("没有留下联系方式", "No contact was given") : offlineObstacle
    case .silenceAlarms:
      alarms.alarms.isEmpty && alarms.raised.isEmpty ? Localised("没有提醒", "Nothing calls") : nil
    case .retryFailed, .withdrawFailed:
      failedHere.isEmpty ? Localised("没有发送失败的消息", "No message was refused here") : nil
    case .presence, .ready, .busy: offlineObstacle
    case .wall: replica?.me.agent.role == .supervisor ? nil : Localised("只有值班长可以查看", "That is for supervisors")
    case .wallSort where wall?.watch == nil && wall?.orderName == nil:
      Localised("此栏不排序：先按 2 到坐席，或 3 到会话", "Nothing to sort here: 2 goes to the seats, 3 to the talks")
    case .wallLook, .wallFilter, .wallSort, .wallNext, .wallBack, .wallReload, .wallFigures:
      wall?.watch == nil ? nil : Localised("请先按 Esc 结束监看", "Esc ends the watch first")
    case .readAnnouncement:
      unreadAnnouncements.isEmpty ? Localised("没有未阅的公告", "There is no announcement to read") : offlineObstacle
    case .leaveTalk:
      current.map { hasJoined($0.conversation) } == true
        ? offlineObstacle : Localised("您没有插入这个会话", "You did not join this talk")
    case .whisper, .join, .takeOver, .moveTalk, .closeTalk, .seatState, .seatLimit, .toggleQueue, .announce, .withdraw,
      .whatIf, .handleAlert, .watchFigure, .dropFigure, .closingOffer, .wallBlock, .wallLift:
      wallObstacle(to: command) ?? offlineObstacle
    case .wallLeft, .wallRight: nil
    case .knowledge: offlineObstacle
    case .reconnect: connection.isLost ? nil : Localised("连接正常", "The connection is fine")
    case .nextUnread:
      unreadConversations.isEmpty ? Localised("没有未读会话", "Nothing is unread") : nil
    case .nextConversation, .previousConversation: myConversations.isEmpty ? .noConversation : nil
    case .openConversation(let place):
      myConversations.count < place
        ? Localised("没有第 \(place) 个会话", "There is no conversation \(place)") : nil
    default: nil
    }
  }

  /// What is done to a talk is done by the one who has it, while it goes on.
  private var talkObstacle: Localised? {
    consultedObstacle ?? (current?.conversation.stage == .talking ? offlineObstacle : .alreadyEnded)
  }

  private var consultedObstacle: Localised? {
    guard let conversation = current?.conversation, isConsulted(in: conversation) else { return nil }
    return Localised("您在会商中，按 Q 与同事说话", "You are asked by a colleague here; Q talks with them")
  }

  /// Why the wall has no conversation to act on.
  private func noTalk(_ board: WallBoard) -> Localised {
    let row = wallRow(board)
    if board.watch == nil, board.pane == .seats, wallSeats(board).indices.contains(row) {
      let seat = wallSeats(board)[row]
      let name = seat.line.agent.name
      return max(seat.line.load, seat.more?.inWrapUp ?? 0) == 0
        ? Localised("\(name) 手上没有会话", "\(name) has no conversation")
        : Localised("回车看 \(name) 的会话，再选一个", "Enter shows the conversations of \(name); mark one")
    }
    if board.watch == nil, board.pane == .queues, wallQueues.indices.contains(row) {
      let queue = wallQueues[row]
      return queue.waiting + queue.talking == 0
        ? Localised("\(queue.name.chinese) 没有会话", "\(queue.name.english) has no conversation")
        : Localised("回车看 \(queue.name.chinese) 的会话，再选一个", "Enter shows those of \(queue.name.english); mark one")
    }
    return Localised("请先在会话栏选中或监看一个会话", "Mark or watch a conversation first")
  }

  /// What the wall's acts need: a conversation, a seat, a queue, and a state that allows it.
  private func wallObstacle(to command: CommandID) -> Localised? {
    guard let board = wall else { return nil }
    switch command {
    case .whisper, .join, .takeOver, .moveTalk, .closeTalk, .wallBlock:
      guard let line = wallTalk(board) else {
        if board.pane == .talks, board.watch == nil, board.talk != nil {
          return Localised("选中的会话已不在，请重新选择", "The marked conversation is gone; mark another")
        }
        return noTalk(board)
      }
      let isTalk = line.stage == .talking
      switch command {
      case .whisper where !isTalk && line.stage != .wrapUp: return Localised("会话没有坐席", "No agent has it")
      case .join where !isTalk, .takeOver where !isTalk: return Localised("会话不在进行", "The talk does not go on")
      case .join where line.agent?.id == replica?.me.agent.id, .takeOver where line.agent?.id == replica?.me.agent.id:
        return Localised("这是您自己的会话", "The conversation is yours already")
      case .moveTalk where !isTalk && line.stage != .waiting, .closeTalk where !isTalk && line.stage != .waiting:
        return Localised("会话不在排队或进行", "It neither waits nor goes on")
      default: return nil
      }
    case .seatState, .seatLimit:
      return board.pane == .seats && board.watch == nil && wallCount(board) > 0
        ? nil : Localised("请先在坐席栏选中一位", "Mark a seat first")
    case .toggleQueue, .whatIf:
      return board.pane == .queues && board.watch == nil && wallCount(board) > 0
        ? nil : Localised("请先在排队栏选中一个", "Mark a queue first")
    case .closingOffer:
      let row = wallRow(board)
      let marked = board.pane == .queues && wallQueues.indices.contains(row) ? wallQueues[row].group : nil
      guard let group = board.staffing ?? marked, board.watch == nil else {
        return Localised("请先在排队栏选中一个", "Mark a queue first")
      }
      guard let queue = wallQueues.first(where: { $0.group == group }), queue.waiting == 0 else { return nil }
      return Localised("\(queue.name.chinese)没有人排队", "Nobody waits for \(queue.name.english)")
    case .handleAlert:
      return wallAlertToHandle(board) == nil ? Localised("没有待处理的告警", "There is no alert to look after") : nil
    case .dropFigure:
      return wallWatched(marked: board) == nil ? Localised("请先在告警栏选中一项", "Mark one in the pane of alerts") : nil
    case .wallLift:
      return wallBlock(board) == nil ? Localised("请先在拉黑栏选中一人", "Mark somebody in the pane of those blocked") : nil
    case .withdraw:
      return board.pane == .announcements && wallCount(board) > 0
        ? nil : Localised("请先选中一条公告", "Mark an announcement first")
    default: return nil
    }
  }

  private var reference: AgentReference {
    replica?.me.agent.reference ?? AgentReference(id: "", name: "")
  }

  /// Why something cannot be done to the marked appointment, or to the one that calls: the rule the backend goes by.
  /// Whoever has an appointment, or a supervisor, gives it to a colleague.
  private var givingObstacle: Localised? {
    if let owner = markedAppointment?.agent, let me = replica?.me.agent, owner.id != me.id, me.role != .supervisor {
      return Localised("该预约由 \(owner.name) 负责，由其本人或值班长改派", "\(owner.name) has it: they or a supervisor give it")
    }
    return appointmentObstacle(.give(to: AgentReference(id: "", name: "")))
  }

  private func appointmentObstacle(_ act: Appointment.Act) -> Localised? {
    if case .appointments = popup, markedAppointment == nil { return .noAppointment }
    guard let appointment = markedAppointment ?? callingAppointment else {
      return Localised("没有到时间的预约", "No appointment is due")
    }
    if case .refused(let obstacle) = appointment.after(act, at: clock.now ?? appointment.start) { return obstacle.text }
    return offlineObstacle
  }

  private var extensionObstacle: Localised? {
    var id = selected
    if case .wrapUp(let open) = popup { id = open }
    guard let conversation = id.flatMap({ replica?.conversations[$0]?.conversation }) else { return .noConversation }
    guard conversation.stage == .wrapUp else { return Localised("不在话后整理", "There is no wrap-up here") }
    if conversation.isWrapUpExtended == true {
      return Localised("话后整理只能延长一次", "Wrap-up is given more time once only")
    }
    return offlineObstacle
  }

  var offlineObstacle: Localised? {
    switch connection {
    case .lost where needsSignIn:
      Localised("登录已失效，请另开终端运行 zuoxi login", "The session has ended; run zuoxi login in another terminal")
    case .lost: Localised("连接已断开，恢复后再试", "The connection is lost; try when it is back")
    case .connecting: Localised("正在连接，请稍候", "Connecting; one moment")
    case .catchingUp, .live: nil
    }
  }

  /// That nobody is taken while signed out, and the key that changes it.
  func signedOutObstacle(_ problem: Problem) -> Localised {
    let presence = Command.named(.presence)
    let key = presence?.keys(at: place).first?.name ?? presence?.keys.first?.name ?? ""
    return Localised("\(problem.detail)：按 \(key) 改变状态", "\(problem.detailEnglish): \(key) changes your state")
  }

  private func queueObstacle(to command: CommandID) -> Localised? {
    guard let replica else { return offlineObstacle ?? Localised("正在连接，请稍候", "Connecting; one moment") }
    switch command {
    case .acceptNext:
      if nextInQueue == nil { return Localised("本人技能组无人排队", "Nobody waits in your groups") }
    case .accept:
      if popup == nil, queue.selected == nil { return .nobodyMarked }
    default:
      if queue.selected == nil { return .nobodyMarked }
    }
    if let offline = offlineObstacle { return offline }
    guard command != .preview else { return nil }
    if replica.me.choice == .signedOut {
      return signedOutObstacle(Problem(.signedOut))
    }
    if queue.accepting != nil { return Localised("正在接入，请稍候", "Taking one already; one moment") }
    if slotsTaken >= replica.me.agent.slots {
      return Localised("接待数已满，请先结束一个会话", "All your slots are taken; end a conversation first")
    }
    return nil
  }

  private func composeObstacle(to command: CommandID) -> Localised? {
    guard let current else { return .noConversation }
    if let consulted = consultedObstacle { return consulted }
    guard current.conversation.stage == .talking else {
      return Localised("会话已结束，请按 w 填写话后整理", "The talk is over; press w to write it up")
    }
    if command == .useSuggestion, talk.suggestions.articles.isEmpty {
      return Localised("没有知识建议", "There is no suggestion")
    }
    if command == .sendSuggestedLink, suggestedLinks.isEmpty {
      return Localised("没有建议的办理入口，按 l 自选", "No entry link is suggested; press l to choose one")
    }
    if command == .entryLinks, replica?.catalogue.entryLinks.isEmpty != false {
      return Localised("本机构没有办理入口", "The office has no entry links")
    }
    return nil
  }

  private var closedSheetObstacle: Localised? {
    guard case .sheet(let desk) = popup, sheet(of: desk)?.stage == .closed else { return nil }
    return SheetObstacle.closed.text
  }

  private var sheetPictureObstacle: Localised? {
    guard case .sheet(let desk) = popup, let sheet = sheet(of: desk), sheet.materials.indices.contains(desk.selected)
    else { return nil }
    return sheet.materials[desk.selected].pictures.isEmpty ? SheetObstacle.nothingUploaded.text : nil
  }

  private var sheetObstacle: Localised? {
    guard let current else { return .noConversation }
    if current.conversation.sheets?.isEmpty == false { return nil }
    guard current.conversation.stage == .talking else { return .alreadyEnded }
    return replica?.catalogue.sheetTemplates?.isEmpty == false
      ? nil : Localised("本机构没有确认单模板", "The office has no templates of sheets")
  }

  private var wrapUpObstacle: Localised? {
    guard let current else { return .noConversation }
    return current.conversation.stage == .wrapUp
      ? nil : Localised("会话仍在进行，先结束会话", "The talk goes on; end it first")
  }
}

extension Localised {
  static let noConversation = Localised("没有打开的会话", "No conversation is open")
  static let noAppointment = Localised("请先选中一个预约", "Mark an appointment first")
  static let noOffer = Localised("没有接待提示", "Nothing is offered just now")
  static let alreadyEnded = Localised("会话已结束", "The talk is over already")
  static let nobodyMarked = Localised("没有选中排队的人", "Nobody in the queue is marked")
}
