import Desk

/// Who may see an event on their stream. Staff see their own seat and their own conversations; taxpayers see their own conversations, and
/// nothing of what staff write about them afterwards.
struct Audience: Hashable, Sendable {
  enum Staff: Hashable, Sendable {
    case none
    case some([AgentID])
    case all
  }

  var staff: Staff
  var taxpayer: TaxpayerID?

  static let nobody = Audience(staff: .none, taxpayer: nil)

  /// Who has a conversation: the taxpayer for good, the agent for now.
  struct Owners: Hashable, Sendable {
    var taxpayer: TaxpayerID
    var agent: AgentID?
    /// Whether `agent` is not known because the log in memory begins later.
    var isAgentUnknown = false
  }

  /// Who sees the event, given who had the conversation before it.
  init(of body: EventBody, owners: Owners?) {
    let agents = owners?.agent.map { Staff.some([$0]) } ?? .none
    switch body {
    case .seatChanged(let seat): self.init(staff: .some([seat.agent.id]), taxpayer: nil)
    case .officeChanged: self.init(staff: .all, taxpayer: nil)
    case .conversationOpened(let conversation): self.init(staff: .none, taxpayer: conversation.taxpayer.id)
    case .accepted(let accepted): self.init(staff: .some([accepted.agent.id]), taxpayer: owners?.taxpayer)
    case .queued(let queued):
      // The one who lost it must learn so; if nobody knows who that was, every seat is told, as the queue is no secret among them.
      let isLost = owners?.isAgentUnknown == true && queued.entry.isInFront
      self.init(staff: isLost ? .all : agents, taxpayer: owners?.taxpayer)
    case .replyKept(let change): self.init(staff: .some([change.agent]), taxpayer: nil)
    case .replyDropped(let change): self.init(staff: .some([change.agent]), taxpayer: nil)
    case .replyUsed(let change): self.init(staff: .some([change.agent]), taxpayer: nil)
    case .wrappedUp, .noted: self.init(staff: agents, taxpayer: nil)
    case .messagePosted, .receiptAdvanced, .ended, .rated, .taxpayerPresence, .articleVoted,
      .linkOpened, .held, .sheetChanged:
      self.init(staff: agents, taxpayer: owners?.taxpayer)
    }
  }

  init(staff: Staff, taxpayer: TaxpayerID?) {
    self.staff = staff
    self.taxpayer = taxpayer
  }

  /// Whether that reader is among them.
  func includes(_ reader: StreamSubject) -> Bool {
    switch (reader, staff) {
    case (.visitor(let id), _): taxpayer == id
    case (.staff, .all): true
    case (.staff(let id), .some(let ids)): ids.contains(id)
    case (.staff, .none): false
    }
  }
}

/// Whose stream it is.
enum StreamSubject: Hashable, Sendable {
  case staff(AgentID)
  case visitor(TaxpayerID)
}
