/// How long an invitation may stay in each stage, in seconds.
public struct InvitationLimits: Hashable, Sendable {
  /// Without an answer.
  public var answer: Int
  /// Without a way between both sides, after the answer.
  public var connect: Int
  /// Without a way again, after it broke.
  public var recover: Int

  /// Limits from their parts.
  public init(answer: Int = 60, connect: Int = 90, recover: Int = 45) {
    self.answer = answer
    self.connect = connect
    self.recover = recover
  }
}

extension OfficeSettings {
  /// The office's limits of invitations, with the house's where it has none.
  public var invitationLimits: InvitationLimits {
    let house = InvitationLimits()
    return InvitationLimits(
      answer: invitationSeconds ?? house.answer, connect: connectSeconds ?? house.connect,
      recover: recoverSeconds ?? house.recover)
  }
}
