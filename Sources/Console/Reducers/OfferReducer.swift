import Desk

/// Offers 接待提示: they lie over everything, ring until they are answered, and take only keys of their own.
enum OfferReducer {
  /// Rings again after so many milliseconds while an offer stands.
  static let ringEvery: Int64 = 5_000

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
    let name = offered.line.taxpayer
    switch ended.outcome {
    case .accepted, .missed: break
    case .declined:
      state.notify(.information, Localised("已谢绝 \(name)，转呼其他坐席", "\(name) goes to another seat"))
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

  static func decline(_ state: inout State) -> [Effect] {
    guard let offer = state.offer, state.declining != offer.conversation else { return [] }
    state.declining = offer.conversation
    return [state.request(.decline(offer.conversation, DeclineRequest()))]
  }

  static func answered(_ state: inout State, _ id: ConversationID, _ failure: Failure?) {
    if state.declining == id { state.declining = nil }
    // Over before the answer came: the stream says what became of it.
    if case .refused(let problem)? = failure, problem.kind == .offerOver { return }
    if let failure { state.notify(failure) }
  }
}
