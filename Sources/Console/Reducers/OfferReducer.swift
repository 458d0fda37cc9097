import Desk

/// Offers 接待提示: they lie over everything, ring until they are answered, and take only keys of their own.
enum OfferReducer {
  /// Rings again after so many milliseconds while an offer stands.
  static let ringEvery: Int64 = 5_000
  /// What was taken so many seconds ago has just been taken.
  static let justTaken = 3

  static func follow(_ state: inout State, _ offered: Offered) -> [Effect] {
    guard offered.offer.agent.id == state.replica?.me.agent.id else { return [] }
    state.rungAt = state.clock.monotonic
    let language = state.preferences.language
    let seconds = state.secondsLeft(of: offered.offer)
    let title = Localised("接待提示：\(offered.line.taxpayer)", "Offer: \(offered.line.taxpayer)").text(language)
    let body = Localised("\(seconds) 秒内接入 · \(offered.line.reason)", "\(seconds) s to take it · \(offered.line.reason)")
    // Also where the window has the focus: the agent may look at another program beside it.
    return (state.preferences.isBellOn ? [.bell] : [])
      + (state.hasTerminalFocus ? [] : [.notify(title: title, body: body.text(language))])
  }

  static func follow(_ state: inout State, _ ended: OfferEnded, _ before: Replica) -> [Effect] {
    guard let offered = before.offers[ended.conversation], ended.agent == before.me.agent.id else { return [] }
    if state.offer == nil { state.rungAt = nil }
    if state.decliningAsked == ended.conversation { state.decliningAsked = nil }
    let name = offered.line.taxpayer
    switch ended.outcome {
    case .accepted, .missed: break
    case .declined:
      let group = offered.line.group
      let others = before.floor.seats.contains {
        $0.agent.id != before.me.agent.id && $0.groups.contains(group) && $0.presence == .ready && $0.awaySince == nil
          && $0.load < $0.slots
      }
      state.notify(
        .information,
        others
          ? Localised("已谢绝 \(name)，转呼其他坐席", "\(name) goes to another seat")
          : Localised("已谢绝 \(name)，仍在排队", "\(name) goes on waiting: no other seat is free"))
    // Whoever takes somebody has the others put to them, or to a better seat, anew: that is told by itself.
    case .withdrawn where state.isAccepting(besides: ended.conversation, before): break
    case .withdrawn:
      state.notify(.information, Localised("\(name) 的接待提示已取消", "The offer of \(name) was taken back"))
    }
    return []
  }

  /// The backend put the seat on a break because nobody answered.
  static func missed(_ state: inout State, _ seat: Seat, _ before: Seat) -> [Effect] {
    guard seat.choice == .onBreak, seat.reason == BreakReason.missedOffer.code, before.reason != seat.reason else {
      return []
    }
    let key = Command.named(.presence)?.keys(at: .composer).first?.name ?? ""
    state.notify(
      .warning,
      Localised("您未应答接待提示，已转为小休；按 \(key) 示闲后继续", "You missed an offer and are on a break; \(key) gets you ready again"))
    return state.preferences.isBellOn ? [.bell] : []
  }

  /// Rings again while an offer stands.
  static func ring(_ state: inout State) -> [Effect] {
    guard state.preferences.isBellOn, let rungAt = state.rungAt, state.offer != nil,
      state.clock.monotonic - rungAt >= ringEvery
    else { return [] }
    state.rungAt = state.clock.monotonic
    return [.bell]
  }

  static func accept(_ state: inout State) -> [Effect] {
    state.offer.map { QueueReducer.accept(&state, $0.conversation) } ?? []
  }

  /// The first time asks why, the second one goes without an answer.
  static func decline(_ state: inout State) -> [Effect] {
    guard let offer = state.offer, state.declining != offer.conversation else { return [] }
    if state.isChoosingDeclineReason { return decline(&state, nil) }
    state.decliningAsked = offer.conversation
    return []
  }

  /// Keys while the reason may be chosen: a digit is a reason, Enter is none, Esc is a step back. `nil` for every other key.
  static func answer(_ state: inout State, _ key: Key) -> [Effect]? {
    guard state.isChoosingDeclineReason else { return nil }
    if let number = key.text.flatMap({ Int($0) }), let reason = DeclineReason(rawValue: number) {
      return decline(&state, reason)
    }
    switch key {
    case Key(.enter): return decline(&state, nil)
    case Key(.escape):
      state.decliningAsked = nil
      return []
    default: return nil
    }
  }

  /// Whoever meant to let it pass is not put on a break for having missed it.
  static func declineInTime(_ state: inout State) -> [Effect] {
    guard state.isChoosingDeclineReason, let offer = state.offer, state.secondsLeft(of: offer.offer) <= 1,
      !state.connection.isLost
    else { return [] }
    return decline(&state, nil)
  }

  private static func decline(_ state: inout State, _ reason: DeclineReason?) -> [Effect] {
    guard let offer = state.offer else { return [] }
    state.decliningAsked = nil
    state.declining = offer.conversation
    let words = reason?.name.text(state.preferences.language)
    return [state.request(.decline(offer.conversation, DeclineRequest(reason: words)))]
  }

  static func answered(_ state: inout State, _ id: ConversationID, _ failure: Failure?) {
    if state.declining == id { state.declining = nil }
    // Over before the answer came: the stream says what became of it.
    if case .refused(let problem)? = failure, problem.kind == .offerOver { return }
    if let failure { state.notify(failure) }
  }
}

extension State {
  /// Whether this seat has just taken somebody else: it asked for that, or did so within the last seconds.
  fileprivate func isAccepting(besides id: ConversationID, _ before: Replica) -> Bool {
    guard let now = clock.now else { return false }
    return before.conversations.values.contains { detail in
      let talk = detail.conversation
      guard talk.id != id, talk.agent?.id == before.me.agent.id, let at = talk.acceptedAt else { return false }
      return now.seconds(since: at) <= OfferReducer.justTaken
    }
  }
}
