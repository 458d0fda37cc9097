import Desk

/// Something small that a decision keeps beside the log, or forgets.
public enum KeptDocument: Hashable, Sendable {
  /// A calendar feed, by the SHA-256 of its secret.
  case feed(CalendarFeed, tokenHash: String)
  /// A calendar feed is revoked.
  case noFeed(CalendarFeed)
  /// How somebody wants to be called.
  case alarms(AlarmSettings, of: AgentID)
  /// A reviewer's review of a conversation.
  case review(Review)
  /// The office's webhooks, all of them.
  case webhooks([Webhook])
  /// A webhook is told again what was given up.
  case webhookAgain(String)
  /// The filters an agent keeps.
  case filters(SavedFilters, of: AgentID)
  /// What a taxpayer gave to be reached by, unmasked.
  case contact(String, of: AppointmentID)
}
