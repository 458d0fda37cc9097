/// Words of one browser for the other, by which they find a way to each other; passed on and soon forgotten, never in the event log.
public struct Signal: Hashable, Codable, Sendable {
  /// Which invitation.
  public var invitation: InvitationID
  /// 1, 2, 3 … for each side of an invitation, without a gap.
  public var number: Int
  /// What the other browser said; nothing the backend reads.
  public var payload: String

  /// A signal from its parts.
  public init(invitation: InvitationID, number: Int, payload: String) {
    self.invitation = invitation
    self.number = number
    self.payload = payload
  }

  /// Bytes of a payload at most.
  public static let mostBytes = 24_576
}

/// Signals to a side, in order: `GET …/signals`.
public struct SignalList: Hashable, Codable, Sendable {
  /// By number.
  public var signals: [Signal]

  /// Everything it says.
  public init(signals: [Signal]) {
    self.signals = signals
  }
}

/// Says something to the other browser: `POST …/signals`.
public struct SignalRequest: Hashable, Codable, Sendable {
  /// Which invitation.
  public var invitation: InvitationID
  /// What to pass on, at most 24 KB.
  public var payload: String

  /// Everything it says.
  public init(invitation: InvitationID, payload: String) {
    self.invitation = invitation
    self.payload = payload
  }
}
