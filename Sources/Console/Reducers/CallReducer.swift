import Desk

/// Remote assist 远程协助 and calls 音视频互动 from the console; sound and pictures are in the agent's browser.
enum CallReducer {
  static func move(_ state: inout State, by step: Int) {
    guard case .call(var form) = state.popup else { return }
    let count = state.callChoices(in: form.conversation).count
    form.selected = min(max(0, form.selected + step), max(0, count - 1))
    state.popup = .call(form)
  }

  /// A digit takes its row at once.
  static func answer(_ state: inout State, _ form: CallForm, _ key: Key) -> [Effect]? {
    guard let digit = key.text.flatMap({ Int($0) }), digit > 0 else { return nil }
    var form = form
    form.selected = digit - 1
    guard state.callChoices(in: form.conversation).indices.contains(form.selected) else { return [] }
    state.popup = .call(form)
    return choose(&state)
  }

  static func choose(_ state: inout State) -> [Effect] {
    guard case .call(var form) = state.popup else { return [] }
    let id = form.conversation
    let choices = state.callChoices(in: id)
    guard choices.indices.contains(form.selected) else { return [] }
    let choice = choices[form.selected]
    form.selected = 0
    state.popup = .call(form)
    let invitation = state.replica?.conversations[id]?.conversation.invitation
    switch (choice, invitation) {
    case (.invite(let kind), _): return [state.request(.propose(id, kind))]
    case (.accept, let invitation?):
      return [state.request(.answerInvitation(id, InvitationAnswer(invitation: invitation.id, accepts: true)))]
    case (.refuse, let invitation?):
      state.popup = nil
      return [state.request(.answerInvitation(id, InvitationAnswer(invitation: invitation.id, accepts: false)))]
    case (.copyLink, _):
      state.notify(.success, Localised("已复制", "Copied"))
      return state.roomAddress(of: id).map { [.copy($0.url)] } ?? []
    case (.openRoom, let invitation?): return [state.request(.roomLink(id, invitation.id))]
    case (.end, let invitation?):
      state.popup = nil
      return [state.request(.endInvitation(id, invitation.id))]
    default: return []
    }
  }

  static func hangUp(_ state: inout State) -> [Effect] {
    guard let conversation = state.current?.conversation, let invitation = conversation.invitation, invitation.isOpen
    else { return [] }
    if case .call = state.popup { state.popup = nil }
    return [state.request(.endInvitation(conversation.id, invitation.id))]
  }

  /// Whatever the agent proposed or agreed to leads into the room: its link is asked for at once.
  static func proposed(_ state: inout State, _ detail: ConversationDetail) -> [Effect] {
    guard let invitation = detail.conversation.invitation, invitation.isOpen else { return [] }
    return [state.request(.roomLink(detail.conversation.id, invitation.id))]
  }

  static func take(_ state: inout State, _ room: RoomAddress, in id: ConversationID) -> [Effect] {
    guard state.replica?.conversations[id]?.conversation.invitation?.id == room.invitation else { return [] }
    state.change(id) { $0.room = room }
    return [.open(room.url)]
  }

  /// Tells the agent what the other side and the network did.
  static func follow(_ state: inout State, _ change: InvitationChange, _ before: Conversation) -> [Effect] {
    let (invitation, old) = (change.invitation, before.invitation)
    // Told already by the answer to what this console did.
    if let old, (invitation.number, invitation.revision) <= (old.number, old.revision) { return [] }
    // What was opened opens nothing any more.
    if !invitation.isOpen || invitation.openedAt != old?.openedAt {
      state.change(change.conversation) { $0.room = nil }
    }
    // The agent's own browser did that.
    if invitation.openedAt != old?.openedAt, invitation.stage == old?.stage { return [] }
    let name = before.taxpayer.name
    let kind = invitation.kind.name
    switch invitation.stage {
    case .invited where invitation.proposedBy == .taxpayer:
      return tell(&state, name, .warning, "申请\(kind.chinese)，按 Alt-X 答复", "asks for \(kind.english); Alt-X answers")
    case .invited where Self.isNewlyDenied(invitation, old), .connecting where Self.isNewlyDenied(invitation, old):
      return tell(
        &state, name, .warning, "的浏览器未许可摄像头、麦克风或屏幕，可请其允许后重试或改用文字",
        "the browser may not use camera, microphone or screen; ask to allow it, or go on in writing")
    case .invited: return []
    case .connecting where invitation.proposedBy == .taxpayer: return []
    case .connecting:
      return tell(&state, name, .success, "已同意\(kind.chinese)，正在连接", "agreed to \(kind.english); connecting")
    case .live where old?.stage != .live:
      return tell(&state, name, .success, "\(kind.chinese)已接通", "\(kind.english) is live", rings: false)
    case .live:
      switch (old?.link, invitation.link) {
      case (.lost, .good), (.lost, .poor):
        return tell(&state, name, .success, "网络已恢复", "the network is back", rings: false)
      case (.good, .lost), (.poor, .lost):
        return tell(&state, name, .warning, "网络中断，正在恢复", "network lost, recovering")
      default: return []
      }
    case .ended where invitation.endedBy == .agent: return []
    case .ended:
      let words = InvitationText.standing(invitation, seen: before)
      return tell(
        &state, name, invitation.reason == .hungUp ? .information : .warning, "\(kind.chinese)：\(words.chinese)",
        "\(kind.english): \(words.english)")
    }
  }

  private static func isNewlyDenied(_ invitation: Invitation, _ old: Invitation?) -> Bool {
    invitation.taxpayerLink == .denied && old?.taxpayerLink != .denied
  }

  private static func tell(
    _ state: inout State, _ name: String, _ weight: Notice.Weight, _ chinese: String, _ english: String,
    rings: Bool = true
  ) -> [Effect] {
    let words = Localised("\(name) \(chinese)", "\(name): \(english)")
    state.notify(weight, words)
    guard rings else { return [] }
    let ring: [Effect] = state.preferences.isBellOn ? [.bell] : []
    return state.hasTerminalFocus ? ring : ring + [.notify(title: name, body: words.text(state.preferences.language))]
  }
}
