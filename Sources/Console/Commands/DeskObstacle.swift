import Desk

// Why something cannot be done to what was promised: the rules that also bind the backend, told before.

extension State {
  func deskObstacle(to command: CommandID) -> Localised? {
    guard let desk, let row = markedRow(of: desk) else { return Localised("没有选中的事项", "Nothing is marked") }
    let isTogether = [CommandID.deskClaim, .deskAssign, .deskForward, .deskClose, .deskNote].contains(command)
    if isTogether, !markedTickets(of: desk).isEmpty { return nil }
    switch row {
    case .live(let line):
      if command == .deskAct { return nil }
      if case .appointment = line.work { return Localised("请按 Enter 到该预约", "Press Enter to go to the appointment") }
      return Localised("请按 Enter 进入会话", "Press Enter to go to the talk")
    case .message(let message): return obstacle(to: command, message)
    case .ticket(let ticket): return obstacle(to: command, ticket, in: desk)
    }
  }

  /// Why no ticket can be made of the marked message. Where none is marked, or what it asked for is done, a new one is raised by hand.
  var convertObstacle: Localised? {
    guard case .message(let message)? = desk.flatMap({ markedRow(of: $0) }), message.state.isOpen,
      let me = replica?.me.agent
    else { return nil }
    return message.bar(to: .converted, for: me)?.text(.message, of: groupName(message.group))
  }

  private func obstacle(to command: CommandID, _ message: OfflineMessage) -> Localised? {
    guard let me = replica?.me.agent else { return nil }
    if [.deskEdit, .deskMerge, .deskMark].contains(command) { return Localised("仅用于工单", "That is for tickets") }
    if command == .deskReveal { return revealObstacle(message.contact, of: message.assignee, for: me) }
    guard let kind = kind(of: command, isTaken: message.state != .open) else { return nil }
    if let bar = message.bar(to: kind, for: me) { return bar.text(.message, of: groupName(message.group)) }
    if kind == .invited, message.state == .open { return nil }
    if let obstacle = message.obstacle(to: kind) { return obstacle.text }
    return kind == .claimed && message.assignee != nil ? .yoursAlready : nil
  }

  private func obstacle(to command: CommandID, _ ticket: Ticket, in desk: PromiseDesk) -> Localised? {
    guard let me = replica?.me.agent else { return nil }
    if command == .deskInvite { return Localised("仅用于留言", "That is for messages left") }
    if command == .deskReveal {
      guard ticket.origin.message != nil else { return Localised("仅用于留言", "That is for messages left") }
      // One made by an earlier release does not say whether there is a number: the message does.
      return revealObstacle(ticket.contact ?? "", of: ticket.assignee, for: me)
    }
    if command == .deskMark {
      if desk.list != .tickets { return Localised("请在工单列表（3）中多选", "Select several in the list of tickets (3)") }
      return ticket.bar(to: .noted, for: me)?.text(.ticket, of: groupName(ticket.group))
    }
    guard let kind = kind(of: command, isTaken: ticket.assignee != nil || !ticket.state.isOpen) else { return nil }
    if let bar = ticket.bar(to: kind, for: me) { return bar.text(.ticket, of: groupName(ticket.group)) }
    let days = replica?.office.settings.promises?.reopenDays ?? PromiseSettings().reopenDays
    let now = clock.now ?? ticket.changedAt
    if let obstacle = ticket.obstacle(to: kind, at: now, reopenDays: days) { return obstacle.text }
    return kind == .claimed && ticket.assignee != nil ? .yoursAlready : nil
  }

  /// Why a number cannot be read in full: it is for whoever has the message or the ticket made of it.
  private func revealObstacle(_ contact: String?, of owner: AgentReference?, for me: Agent) -> Localised? {
    if contact == nil { return Localised("纳税人没有留联系方式", "The taxpayer left nothing to be reached by") }
    guard owner?.id != me.id, me.role != .supervisor else { return nil }
    return owner.map { Localised("已由 \($0.name) 领取", "\($0.name) has taken it") }
      ?? Localised("领取后可查看", "Take it first; then it can be read")
  }

  /// The step that a command takes of the marked row.
  private func kind(of command: CommandID, isTaken: Bool) -> PromiseEntry.Kind? {
    switch command {
    case .deskAct: isTaken ? .replied : .claimed
    case .deskClaim: .claimed
    case .deskRelease: .released
    case .deskAnswer: .replied
    case .deskAsk: .waiting
    case .deskNote: .noted
    case .deskForward: .forwarded
    case .deskInvite: .invited
    case .deskResolve: .resolved
    case .deskClose: .closed
    case .deskReopen: .reopened
    case .deskAssign: .assigned
    case .deskEdit: .edited
    case .deskMerge: .merged
    default: nil
    }
  }

  /// What a group is called.
  func groupName(_ id: SkillGroupID) -> Localised {
    replica?.catalogue.groups.first { $0.id == id }?.name ?? Localised(id.rawValue, id.rawValue)
  }
}

extension Localised {
  static let yoursAlready = Localised("已在您手中", "It is yours already")
}
