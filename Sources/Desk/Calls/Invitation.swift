/// Names an invitation.
public typealias InvitationID = Identifier<Invitation>

/// An invitation to more than words: proposed by one side, agreed to by the other, connected, and ended by either. A conversation has one at
/// a time; the last one stays on it after its end.
public struct Invitation: Hashable, Codable, Sendable {
  /// What it is for.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// 远程协助: the taxpayer's screen, guided by the agent.
    case remoteAssist
    /// 语音: both talk.
    case audioCall
    /// 视频: both talk face to face.
    case videoCall
  }

  /// Where it stands.
  public enum Stage: String, Codable, Sendable, CaseIterable {
    /// The other side has not answered.
    case invited
    /// Agreed to; the browsers look for a way to each other.
    case connecting
    /// Both see or hear each other.
    case live
    /// Over.
    case ended
  }

  /// How the way between both sides is, as one of them sees it.
  public enum Link: String, Codable, Sendable, CaseIterable {
    /// Good.
    case good
    /// Slow, or much gets lost.
    case poor
    /// Broken; the browsers look for another way.
    case lost
    /// There is none yet: the browser may not use camera, microphone or screen, or has none.
    case denied
  }

  /// Why it ended.
  public enum Reason: String, Codable, Sendable, CaseIterable {
    /// The other side said no.
    case refused
    /// Whoever proposed it took it back.
    case withdrawn
    /// Nobody answered in time.
    case expired
    /// It never reached a screen of the other side.
    case missed
    /// No way between both sides was found in time.
    case failed
    /// The way broke, and no other was found in time.
    case lost
    /// One side hung up.
    case hungUp
    /// The conversation ended.
    case talkEnded
    /// The conversation was passed on.
    case transferred
    /// The agent's seat was lost.
    case seatLost
  }

  /// Names it.
  public var id: InvitationID
  /// What it is for.
  public var kind: Kind
  /// Which side proposed it, `taxpayer` or `agent`.
  public var proposedBy: Side
  /// Where it stands.
  public var stage: Stage
  /// Number of the message that proposed it.
  public var number: Int
  /// Grows with every change.
  public var revision: Int
  /// When it was proposed.
  public var proposedAt: Timestamp
  /// When the other side agreed.
  public var answeredAt: Timestamp?
  /// When both first saw or heard each other.
  public var liveAt: Timestamp?
  /// When it ended.
  public var endedAt: Timestamp?
  /// When it ends by itself: unanswered, not connected, or not connected again; `nil` while nothing is due.
  public var due: Timestamp?
  /// The way as the agent's browser sees it; `nil` before it said so.
  public var agentLink: Link?
  /// The way as the taxpayer's browser sees it; `nil` before it said so.
  public var taxpayerLink: Link?
  /// Why it ended.
  public var reason: Reason?
  /// Which side ended it, where one did.
  public var endedBy: Side?
  /// When the agent's browser last opened its room; `nil` before it did.
  public var openedAt: Timestamp?
  /// Whether both meet in the office's own meeting rooms instead of browser to browser; `nil` for no.
  public var usesRoom: Bool?

  /// A proposal.
  public init(
    id: InvitationID, kind: Kind, proposedBy: Side, number: Int, at moment: Timestamp, due: Timestamp,
    usesRoom: Bool = false
  ) {
    self.id = id
    self.kind = kind
    self.proposedBy = proposedBy
    self.number = number
    self.due = due
    self.usesRoom = usesRoom ? true : nil
    stage = .invited
    revision = 1
    proposedAt = moment
  }

  /// Whether it has not ended.
  public var isOpen: Bool { stage != .ended }

  /// The side that is asked.
  public var answers: Side { proposedBy == .agent ? .taxpayer : .agent }

  /// The worst of what both browsers say of the way.
  public var link: Link {
    let both = [agentLink, taxpayerLink]
    return both.contains(.lost) ? .lost : both.contains(.poor) ? .poor : .good
  }

  /// Whole seconds both saw or heard each other, until `now` while it is live; `nil` if they never did.
  public func seconds(at now: Timestamp) -> Int? { liveAt.map { max(0, (endedAt ?? now).seconds(since: $0)) } }
}

extension Invitation.Kind {
  /// What people call it.
  public var name: Localised {
    switch self {
    case .remoteAssist: Localised("远程协助", "Remote assist")
    case .audioCall: Localised("语音通话", "Audio call")
    case .videoCall: Localised("视频通话", "Video call")
    }
  }
}
