import Desk

/// What supervisors do, as the seat is told of it.
enum SupervisionReducer {
  static func follow(_ state: inout State, _ order: SeatOrder, _ seat: Seat) -> [Effect] {
    let name = seat.choice.name
    state.notify(
      .warning,
      Localised(
        "值班长 \(order.by.name) 将您设为\(name.chinese)：\(order.reason)",
        "Supervisor \(order.by.name) put you to \(name.english): \(order.reason)"))
    return call(state)
  }

  static func follow(_ state: inout State, _ noted: Noted) -> [Effect] {
    guard noted.note.author.id != state.replica?.me.agent.id else { return [] }
    let about = state.replica?.conversations[noted.conversation]?.conversation.taxpayer.name ?? ""
    state.notify(
      .information,
      Localised(
        "密语 \(noted.note.author.name)（\(about)）：\(noted.note.text)",
        "\(noted.note.author.name) whispers about \(about): \(noted.note.text)"))
    return call(state)
  }

  static func follow(_ state: inout State, _ change: Joined) -> [Effect] {
    guard let conversation = state.replica?.conversations[change.conversation]?.conversation,
      change.supervisor.id != state.replica?.me.agent.id
    else { return [] }
    let (person, taxpayer) = (change.supervisor.name, conversation.taxpayer.name)
    guard change.since != nil else {
      state.notify(
        .information,
        Localised("值班长 \(person) 离开了与 \(taxpayer) 的会话", "Supervisor \(person) left the talk with \(taxpayer)"))
      return []
    }
    state.notify(
      .information,
      Localised("值班长 \(person) 加入与 \(taxpayer) 的会话", "Supervisor \(person) joined the talk with \(taxpayer)"))
    return call(state)
  }

  static func follow(_ state: inout State, _ change: TakenOver, _ before: Replica) -> [Effect] {
    guard let detail = before.conversations[change.conversation], change.from.id == before.me.agent.id else {
      return []
    }
    let name = detail.conversation.taxpayer.name
    // Why was whispered in the same moment.
    let whisper = detail.conversation.notes?.last {
      $0.isWhisper == true && $0.author.id == change.supervisor.id && $0.at == change.at
    }
    let reason = whisper?.text ?? change.reason
    let why = reason.isEmpty ? Localised("", "") : Localised("：" + reason, ": " + reason)
    state.notify(
      .warning,
      Localised(
        "值班长 \(change.supervisor.name) 已接管 \(name)\(why.chinese)",
        "Supervisor \(change.supervisor.name) has taken over \(name)\(why.english)"))
    return ConnectionReducer.drop(&state, change.conversation) + call(state)
  }

  static func moved(_ state: inout State, _ conversation: Conversation, by supervisor: AgentReference) {
    let name = conversation.taxpayer.name
    state.notify(
      .warning,
      Localised("值班长 \(supervisor.name) 已将 \(name) 转走", "Supervisor \(supervisor.name) has moved \(name)"))
  }

  static func follow(_ state: inout State, _ change: QueueChange) -> [Effect] {
    guard let replica = state.replica, replica.me.agent.groups.contains(change.group),
      let name = replica.catalogue.groups.first(where: { $0.id == change.group })?.name
    else { return [] }
    state.notify(
      .information,
      change.closure == nil
        ? Localised("\(name.chinese) 排队已开放", "The queue \(name.english) is open")
        : Localised("\(name.chinese) 排队已关闭，不再接收新会话", "The queue \(name.english) is closed to new people"))
    return []
  }

  static func follow(_ state: inout State, _ announcement: Announcement) -> [Effect] {
    guard let replica = state.replica, announcement.isUnread(by: replica.me.agent, at: replica.floor.at) else {
      return []
    }
    return call(state)
  }

  private static func call(_ state: State) -> [Effect] { state.preferences.isBellOn ? [.bell] : [] }
}
