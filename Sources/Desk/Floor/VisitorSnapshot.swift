/// What the taxpayer's page begins with.
public struct VisitorSnapshot: Hashable, Codable, Sendable {
  /// The log's head at which it was taken.
  public var position: EventPosition
  /// The backend's clock.
  public var at: Timestamp
  /// The office's name.
  public var office: Localised
  /// Whether the office works now.
  public var isOpen: Bool
  /// When it works next, if not now.
  public var opensAt: Timestamp?
  /// The same as it is said, such as `明天 09:00`.
  public var opens: Localised?
  /// The reader, masked.
  public var taxpayer: Taxpayer
  /// Popular questions.
  public var popular: [ArticleSummary]
  /// The open conversation, or the last one while it may be rated.
  public var current: ConversationDetail?
  /// The place in the queue, while waiting.
  public var standing: QueueStanding?
  /// The reader's appointments that are not over; `nil` for none.
  public var appointments: [Appointment]?
  /// Whether the reader may book; `nil` for no.
  public var canBook: Bool?
  /// Until when the reader may not talk to a human; `nil` when they may.
  public var blockedUntil: Timestamp?
  /// What is needed to leave a message; `nil` for anonymous visitors.
  public var leave: LeaveTerms?

  /// Everything it says.
  public init(
    position: EventPosition, at: Timestamp, office: Localised, isOpen: Bool, opensAt: Timestamp? = nil,
    taxpayer: Taxpayer, popular: [ArticleSummary], current: ConversationDetail? = nil, standing: QueueStanding? = nil
  ) {
    self.position = position
    self.at = at
    self.office = office
    self.isOpen = isOpen
    self.opensAt = opensAt
    self.taxpayer = taxpayer
    self.popular = popular
    self.current = current
    self.standing = standing
  }
}
