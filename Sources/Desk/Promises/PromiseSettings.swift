/// What an office promises about messages left and tickets; everything is a setting.
public struct PromiseSettings: Hashable, Codable, Sendable {
  /// Working minutes for a message left.
  public var messageMinutes: Int
  /// Working minutes for a message left, by group, where they differ.
  public var messageMinutesByGroup: [SkillGroupID: Int]
  /// The page offers to leave a message when the expected wait is longer than so many seconds.
  public var leaveAfterSeconds: Int
  /// Days for which a ticket that ended can be opened again; after them it is closed by itself.
  public var reopenDays: Int
  /// Minutes between one urging and the next.
  public var urgeMinutes: Int
  /// Working minutes ahead of a due time at which whoever has it is called; 0 for never, `nil` for 30.
  public var warnMinutes: Int?

  /// The house defaults: half a working day for a message, a week to open a ticket again, an urging every two hours.
  public init(
    messageMinutes: Int = 240, messageMinutesByGroup: [SkillGroupID: Int] = [:], leaveAfterSeconds: Int = 600,
    reopenDays: Int = 7, urgeMinutes: Int = 120
  ) {
    self.messageMinutes = messageMinutes
    self.messageMinutesByGroup = messageMinutesByGroup
    self.leaveAfterSeconds = leaveAfterSeconds
    self.reopenDays = reopenDays
    self.urgeMinutes = urgeMinutes
  }

  /// Working minutes ahead of a due time at which whoever has it is called; 0 for never.
  public var minutesAhead: Int { warnMinutes ?? 30 }

  /// Working minutes for a message left to a group.
  public func minutes(for group: SkillGroupID) -> Int { messageMinutesByGroup[group] ?? messageMinutes }
}
