import Desk

/// What the stream of events says.
public enum StreamSignal: Hashable, Sendable {
  /// Something happened; told once, in order.
  case event(Event)
  /// Queues and seats.
  case digest(FloorDigest)
  /// What a supervisor's wall shows.
  case wall(FloorWall)
  /// A watched conversation as it stands; its events follow.
  case watched(ConversationDetail)
  /// The reader's place in a queue.
  case standing(QueueStanding)
  /// Someone types.
  case typing(TypingNotice)
  /// Everything up to the head has been told.
  case heartbeat(Heartbeat)
  /// The stream cannot be continued: take a new snapshot and begin from there.
  case reset(StreamReset)
}

/// `event: heartbeat`, every five seconds.
public struct Heartbeat: Hashable, Codable, Sendable {
  /// The backend's clock.
  public var at: Timestamp
  /// The log's head; everything up to it that concerns the reader has been told.
  public var head: EventPosition

  /// Everything it says.
  public init(at: Timestamp, head: EventPosition) {
    self.at = at
    self.head = head
  }
}

/// `event: reset`.
public struct StreamReset: Hashable, Codable, Sendable {
  /// Why, English, for a log.
  public var reason: String

  /// Everything it says.
  public init(reason: String) { self.reason = reason }
}
