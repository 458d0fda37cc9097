/// A waiting taxpayer's place.
public struct QueueStanding: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// The group's name.
  public var group: Localised
  /// 1 for the next to be served.
  public var position: Int
  /// Expected wait from now in seconds; `nil` when it cannot be computed.
  public var expectedWaitSeconds: Int?
  /// Seconds waited so far.
  public var waitedSeconds: Int
  /// Whether an agent is being called; `nil` for no.
  public var isCalling: Bool?
  /// Why the queue takes nobody new; `nil` while it is open.
  public var notice: Localised?
  /// Whether leaving a message is offered in the place of waiting; `nil` for no.
  public var offersLeave: Bool?
  /// Whether nobody who serves the group is signed in; `nil` for no.
  public var isUnstaffed: Bool?

  /// Everything it says.
  public init(
    conversation: ConversationID, group: Localised, position: Int, expectedWaitSeconds: Int? = nil, waitedSeconds: Int
  ) {
    self.conversation = conversation
    self.group = group
    self.position = position
    self.expectedWaitSeconds = expectedWaitSeconds
    self.waitedSeconds = waitedSeconds
  }
}
