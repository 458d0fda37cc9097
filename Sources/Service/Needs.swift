import Desk

/// What has to be loaded before a command can be decided.
public struct Needs: Hashable, Sendable {
  /// Which conversation is meant.
  public enum Subject: Hashable, Sendable {
    /// The one with that id.
    case conversation(ConversationID)
    /// The open one of that taxpayer, or the last closed one.
    case latest(of: TaxpayerID)
    /// The one of that taxpayer in which the message stands.
    case containing(MessageID, of: TaxpayerID)
    /// The one to which that sheet was sent.
    case sheet(SheetID)
  }

  /// Which conversation.
  public var subject: Subject?
  /// The message that may be there already.
  public var message: MessageID?
  /// Whether the conversation's last messages are told in the answer.
  public var latest = false
  /// Which seat.
  public var seat: AgentID?
  /// Whether the seat's conversations matter.
  public var seatConversations = false
  /// Which uploaded image.
  public var image: ImageID?
  /// Whose own quick replies.
  public var replies: AgentID?
  /// Which quick reply's use by that agent.
  public var usage: ReplyUseRequest?
  /// Which deadline.
  public var timer: ServiceTimer?
  /// Whether the taxpayer's earlier vote on `message` matters.
  public var vote: TaxpayerID?

  /// How many of a conversation's last messages are told in an answer.
  public static let latestCount = 50
}

extension Command {
  /// What has to be loaded before the command can be decided.
  public func needs(by actor: Actor) -> Needs {
    var needs = Needs()
    if case .taxpayer(let taxpayer) = actor { needs.subject = .latest(of: taxpayer.id) }
    switch self {
    case .taxpayerWrites(let draft, _, _, _, _, _, _, _):
      needs.message = draft.id
      needs.image = draft.image
    case .escalate, .leaveQueue, .taxpayerEnds: needs.latest = true
    case .rate(let id, _, _):
      needs.subject = .conversation(id)
      needs.latest = true
    case .vote(let message, _):
      needs.message = message
      if case .taxpayer(let taxpayer) = actor {
        needs.subject = .containing(message, of: taxpayer.id)
        needs.vote = taxpayer.id
      }
    case .openLink(let message):
      needs.message = message
      if case .taxpayer(let taxpayer) = actor { needs.subject = .containing(message, of: taxpayer.id) }
    case .advanceReceipt(let id, _): if case .staff = actor { needs.subject = .conversation(id) }
    case .accept(let id, _):
      needs.subject = .conversation(id)
      needs.latest = true
      if case .staff(let agent) = actor {
        needs.seat = agent.id
        needs.seatConversations = true
      }
    case .agentWrites(let id, let draft):
      needs.subject = .conversation(id)
      needs.message = draft.id
      needs.image = draft.image
    case .agentEnds(let id, _), .wrapUp(let id, _), .hold(let id, _, _), .note(let id, _):
      needs.subject = .conversation(id)
      needs.latest = true
    case .sheet(let id, let act, _):
      needs.subject = .sheet(id)
      if case .staff = actor { needs.latest = true }
      if case .add(let request) = act { needs.image = request.image }
    case .keepReply, .dropReply, .importReplies:
      if case .staff(let agent) = actor { needs.replies = agent.id }
    case .useReply(let request):
      if case .staff(let agent) = actor { needs.replies = agent.id }
      needs.usage = request
    case .transfer(let id, let request, _):
      needs.subject = .conversation(id)
      needs.latest = true
      needs.seat = request.agent
    case .choosePresence:
      if case .staff(let agent) = actor {
        needs.seat = agent.id
        needs.seatConversations = true
      }
    case .seatConnection(let agent, _): needs.seat = agent
    case .visitorConnection(let taxpayer, _): needs.subject = .latest(of: taxpayer)
    case .timerFired(let timer, _):
      needs.timer = timer
      switch timer.kind {
      case .seatGone:
        needs.seat = AgentID(timer.subject)
        needs.seatConversations = true
      case .visitorGone, .wrapUpDue, .reservationDue, .idle:
        needs.subject = .conversation(ConversationID(timer.subject))
      }
    }
    return needs
  }
}
