import Desk

/// Whom an event concerns, worked out from the log alone: a taxpayer, what happens in their conversations but for what staff do among themselves; an
/// agent, their seat and what happens while they have the conversation.
struct Concern {
  /// Who must be told.
  var due: Set<Reading.Reader> = []
  /// Who may be told as well.
  var allowed: Set<Reading.Reader> = []
  /// Whether all staff may be told.
  var isForStaff = false

  func allows(_ reader: Reading.Reader) -> Bool {
    if case .agent = reader, isForStaff { return true }
    return due.contains(reader) || allowed.contains(reader)
  }

  /// Each event of a log with whom it concerns.
  static func all(in log: [Event]) -> [Reading.Told: Concern] {
    var holders = Holders()
    var concerns: [Reading.Told: Concern] = [:]
    for event in log { concerns[Reading.Told(event)] = holders.take(event.body) }
    return concerns
  }

  /// Who has each conversation, as far as the log was read.
  private struct Holders {
    var taxpayers: [ConversationID: Reading.Reader] = [:]
    /// Who has it now.
    var agents: [ConversationID: Reading.Reader] = [:]
    /// Who has it, or wrote it up and has done with it: is told of what happens later, and need not be.
    var last: [ConversationID: Reading.Reader] = [:]
    /// Who sits in: consulted or joined.
    var others: [ConversationID: Set<Reading.Reader>] = [:]

    mutating func take(_ body: EventBody) -> Concern {
      let concern = concern(body)
      guard let id = body.conversation else { return concern }
      switch body {
      case .conversationOpened(let conversation):
        taxpayers[id] = .taxpayer(conversation.taxpayer.id)
        agents[id] = conversation.agent.map { .agent($0.id) }
        last[id] = agents[id]
      case .accepted(let change): (agents[id], last[id]) = (.agent(change.agent.id), .agent(change.agent.id))
      case .takenOver(let change):
        (agents[id], last[id]) = (.agent(change.supervisor.id), .agent(change.supervisor.id))
      case .queued: (agents[id], last[id], others[id]) = (nil, nil, nil)
      case .consulted(let change): others[id, default: []].insert(.agent(change.colleague.id))
      case .joined(let change): others[id, default: []].insert(.agent(change.supervisor.id))
      case .wrappedUp: agents[id] = nil
      default: break
      }
      return concern
    }

    private func concern(_ body: EventBody) -> Concern {
      let id = body.conversation
      let agent = id.flatMap { agents[$0] }.map { Set([$0]) } ?? []
      let taxpayer = id.flatMap { taxpayers[$0] }.map { Set([$0]) } ?? []
      let bystanders = (id.flatMap { others[$0] } ?? []).union(id.flatMap { last[$0] }.map { [$0] } ?? [])
      return switch body {
      case .seatChanged(let seat): Concern(due: [.agent(seat.agent.id)])
      case .replyKept(let change): Concern(due: [.agent(change.agent)])
      case .replyDropped(let change): Concern(due: [.agent(change.agent)])
      case .replyUsed(let change): Concern(due: [.agent(change.agent)])
      case .noticed(let notice): Concern(due: [.taxpayer(notice.taxpayer)])
      case .noticesRead(let read): Concern(due: [.taxpayer(read.taxpayer)])
      case .conversationOpened(let conversation): Concern(due: [.taxpayer(conversation.taxpayer.id)])
      case .offered(let change): Concern(due: [.agent(change.offer.agent.id)])
      case .offerEnded(let change): Concern(due: [.agent(change.agent)])
      case .accepted(let change): Concern(due: taxpayer.union([.agent(change.agent.id)]))
      // Where nobody knows who lost it all are told, for the queue is no secret among them.
      case .queued(let change):
        Concern(due: agent.union(taxpayer), allowed: bystanders, isForStaff: change.entry.isInFront)
      case .takenOver(let change):
        Concern(due: agent.union(taxpayer).union([.agent(change.supervisor.id)]), allowed: bystanders)
      case .consulted(let change): Concern(due: agent.union([.agent(change.colleague.id)]), allowed: bystanders)
      case .joined(let change): Concern(due: agent.union([.agent(change.supervisor.id)]), allowed: bystanders)
      case .wrappedUp, .noted, .wrapUpExtended, .blocked, .unblocked: Concern(due: agent, allowed: bystanders)
      case .messagePosted, .receiptAdvanced, .ended, .rated, .taxpayerPresence, .agentPresence, .articleVoted,
        .linkOpened, .held, .sheetChanged, .invitationChanged:
        Concern(due: agent.union(taxpayer), allowed: bystanders)
      // Whom of the staff these concern depends on who leads and who serves which group.
      case .officeChanged, .queueChanged, .alarmRaised, .promiseChanged, .announced, .announcementRead:
        Concern(isForStaff: true)
      case .appointmentChanged(let change):
        Concern(due: [.taxpayer(change.appointment.taxpayer.id)], isForStaff: true)
      }
    }
  }
}
