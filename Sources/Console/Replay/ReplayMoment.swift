import Desk

/// Something that happened in a recorded conversation, with what a reviewer measures at it.
public struct ReplayMoment: Hashable, Sendable {
  /// What a moment measures, in seconds.
  public enum Measure: Hashable, Sendable {
    /// The wait in the queue that ended.
    case waited(Int)
    /// From the acceptance to the first human message.
    case firstReply(Int)
    /// From the first words that nobody had answered to this answer.
    case replied(Int)
    /// The hold that ended.
    case held(Int)
    /// The talk that ended.
    case talked(Int)
    /// The wrap-up that ended.
    case wroteUp(Int)
  }

  /// What happened, as the log has it.
  public var event: Event
  /// Milliseconds since the record's beginning; never less than those of a moment before.
  public var offset: Int64
  /// What was going on before it.
  public var phase: ReplayPhase
  /// What it measures, if anything.
  public var measure: Measure?

  /// The message, if it is one.
  public var message: Message? {
    guard case .messagePosted(let message) = event.body else { return nil }
    return message
  }

  /// Whether the taxpayer saw it on their page.
  public var isSeenByTaxpayer: Bool { message != nil }

  /// Whether a reviewer is shown it: not where another moment says the same with more about it.
  public var isForReview: Bool {
    switch event.body {
    case .receiptAdvanced, .seatChanged, .officeChanged, .invitationChanged, .replyKept, .replyDropped, .replyUsed,
      .unblocked, .appointmentChanged, .alarmRaised, .promiseChanged, .noticed, .noticesRead, .queueChanged,
      .announced, .announcementRead:
      false
    case .sheetChanged(let change):
      // The other steps stand in the talk as cards and notices.
      switch change.step {
      case .pictureAdded, .pictureRemoved, .checked: true
      case .issued, .confirmed, .asked, .resolved: false
      }
    case .messagePosted(let message):
      if case .notice(let notice) = message.body { !Self.restated.contains(notice.code) } else { true }
    default: true
    }
  }

  /// Notices that tell the taxpayer what an event of its own tells the reviewer.
  private static let restated: Set<MessageNotice.Code> = [
    .escalated, .accepted, .transferredToGroup, .transferredToAgent, .held, .resumed, .leftQueue, .abandoned, .requeued,
    .endedByAgent, .endedByTaxpayer, .endedIdle, .rated, .supervisorJoined, .supervisorLeft, .supervisorTookOver,
    .endedBySupervisor,
  ]
}
