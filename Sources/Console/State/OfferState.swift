import Desk

extension State {
  /// What is put to this seat just now, the one to be answered first in front.
  public var offers: [Offered] {
    guard let replica else { return [] }
    return replica.offers.values.sorted { ($0.offer.deadline, $0.conversation) < ($1.offer.deadline, $1.conversation) }
  }

  /// The offer over the panes.
  public var offer: Offered? { offers.first }

  /// Seconds before a wrap-up ends by itself; `nil` when it is over, or not begun.
  public func wrapUpSecondsLeft(_ conversation: Conversation) -> Int? {
    guard conversation.stage == .wrapUp, let ended = conversation.endedAt else { return nil }
    let limit = replica?.office.settings.wrapUpSeconds ?? 120
    return secondsLeft(until: conversation.wrapUpUntil ?? ended.advanced(seconds: limit))
  }

  /// Whole seconds left of an offer.
  public func secondsLeft(of offer: Offer) -> Int { secondsLeft(until: offer.deadline) }

  /// Whole seconds until a moment of the backend's clock; 0 once it is past.
  public func secondsLeft(until moment: Timestamp) -> Int {
    guard let now = clock.now else { return 0 }
    return moment.seconds(since: Timestamp(milliseconds: now.milliseconds / 1000 * 1000))
  }
}
