import Desk

/// What a reviewer measures a whole conversation by; `nil` is what cannot be computed from it.
public struct ReplayFigures: Equatable, Sendable {
  /// Seconds in queues, in all.
  public var waited: Int?
  /// Seconds from the first acceptance to the first human message.
  public var firstReply: Int?
  /// Seconds of each later answer.
  public var replies: [Int] = []
  /// Seconds on hold, in all.
  public var held: Int?
  /// Seconds of talk, holds included.
  public var talked: Int?
  /// Seconds of wrap-up.
  public var wroteUp: Int?
  /// Messages of the taxpayer.
  public var taxpayerMessages = 0
  /// Messages of agents.
  public var agentMessages = 0
  /// How often it was passed on.
  public var transfers = 0

  /// Figures of a record.
  public init(_ timeline: ReplayTimeline) {
    for moment in timeline.review {
      switch moment.measure {
      case .waited(let seconds): waited = (waited ?? 0) + seconds
      case .firstReply(let seconds): firstReply = firstReply ?? seconds
      case .replied(let seconds): replies.append(seconds)
      case .held(let seconds): held = (held ?? 0) + seconds
      case .talked(let seconds): talked = (talked ?? 0) + seconds
      case .wroteUp(let seconds): wroteUp = seconds
      case nil: break
      }
      switch moment.message?.author.side {
      case .taxpayer: taxpayerMessages += 1
      case .agent: agentMessages += 1
      case .assistant, .system, nil: break
      }
    }
    transfers = timeline.marks.count { $0.kind == .transferred }
  }

  /// The mean of the later answers, in seconds.
  public var meanReply: Int? { replies.isEmpty ? nil : replies.reduce(0, +) / replies.count }

  /// The longest of the later answers, in seconds.
  public var longestReply: Int? { replies.max() }
}
