import Desk

/// What a client set out to do, written down before, and what it was told, written down after. Repetitions of one request under one idempotency key are
/// one attempt: it begins with the first and ends with the answer.
public struct Attempt: Hashable, Codable, Sendable {
  /// What was wanted.
  public enum Wish: Hashable, Codable, Sendable {
    /// An agent, in a conversation of theirs.
    case write(MessageID, ConversationID, text: String)
    /// A taxpayer, in whichever conversation is theirs when it arrives.
    case say(MessageID, by: TaxpayerID, text: String)
    case accept(ConversationID, by: AgentID)
    case end(ConversationID, by: AgentID)
    /// To an agent, or to a group's queue.
    case transfer(ConversationID, by: AgentID, to: AgentID?)
    case leave(ConversationID)

    /// Whether a message was wanted.
    public var isMessage: Bool { message != nil }

    /// The message that was wanted.
    public var message: MessageID? {
      switch self {
      case .write(let id, _, _), .say(let id, _, _): id
      case .accept, .end, .transfer, .leave: nil
      }
    }

    /// The conversation it is about, where that was said.
    public var conversation: ConversationID? {
      switch self {
      case .say: nil
      case .write(_, let id, _), .accept(let id, _), .end(let id, _), .transfer(let id, _, _), .leave(let id): id
      }
    }
  }

  /// What the client was told.
  public enum Outcome: Hashable, Codable, Sendable {
    /// It was done.
    case done
    /// It was not done, for the conversation is somebody else's.
    case taken(by: AgentID)
    /// It was not done, for another reason.
    case refused
    /// No answer came: it was done, or will be, or never.
    case unknown
  }

  /// What was wanted.
  public var wish: Wish
  /// Nanoseconds on one clock that all clients share.
  public var begun: Int64
  /// When the answer came, on the same clock; of no meaning while the outcome is unknown.
  public var ended: Int64
  /// What came of it.
  public var outcome: Outcome
  /// Where the answer said a message stands.
  public var place: ConversationID?

  /// An attempt from its parts.
  public init(_ wish: Wish, begun: Int64, ended: Int64, _ outcome: Outcome, place: ConversationID? = nil) {
    self.wish = wish
    self.begun = begun
    self.ended = ended
    self.outcome = outcome
    self.place = place
  }
}

/// A promise that was broken.
public struct Breach: Hashable, Codable, Sendable, CustomStringConvertible {
  /// Which promise.
  public enum Promise: String, Codable, Sendable, CaseIterable {
    /// What was acknowledged is in the log.
    case lost
    /// Nothing is in the log twice.
    case doubled
    /// Nothing is in the log that nobody wanted, or that was refused.
    case phantom
    /// What is in the log and what is told of it says what was written, where and as whom it was.
    case altered
    /// A reader is told each event once, in the log's order.
    case order
    /// A reader is told everything that concerns it.
    case gap
    /// A reader is told nothing that does not concern it.
    case disclosed
    /// What several wanted of one conversation came out as if they had come one after the other.
    case linearizability
    /// What is acknowledged was synced before.
    case unsynced
  }

  /// Which promise.
  public var promise: Promise
  /// What was seen.
  public var detail: String

  /// A breach from its parts.
  public init(_ promise: Promise, _ detail: String) {
    self.promise = promise
    self.detail = detail
  }

  /// The promise and what was seen.
  public var description: String { "\(promise.rawValue): \(detail)" }
}
