import Desk
import Storage

/// The log's tail as a ring needs it after a start: with the audience each event had when it was written.
enum LogTail {
  private static let step = 1_000

  static func read(from reader: any OfficeReader, after position: EventPosition) throws -> [EventRing.Entry] {
    var events: [Event] = []
    var from = position
    while true {
      let some = try reader.events(after: from, limit: step)
      events += some
      guard some.count == step, let last = some.last else { break }
      from = last.position
    }
    let seats = try reader.seats()
    return try entries(
      events, members: { OfficeState.members(of: $0, seats) }, leaders: { OfficeState.leaders(seats) }
    ) { try reader.conversation($0) }
  }

  /// Follows who had each conversation through the events. Before its first change of hands that is who has it now, nobody before an
  /// `accepted`, and not known before a `queued`. Who was consulted before the first word of a consult, that word tells.
  static func entries(
    _ events: [Event], members: (SkillGroupID) -> [AgentID] = { _ in [] }, leaders: () -> [AgentID] = { [] },
    conversation: (ConversationID) throws -> Conversation?
  ) rethrows -> [EventRing.Entry] {
    var owners: [ConversationID: Audience.Owners] = [:]
    var firstChanges: [ConversationID: EventBody] = [:]
    var firstConsults: [ConversationID: Consulted] = [:]
    var firstJoins: [ConversationID: Joined] = [:]
    for event in events {
      if case .joined(let change) = event.body, firstJoins[change.conversation] == nil {
        firstJoins[change.conversation] = change
      }
      if case .consulted(let change) = event.body, firstConsults[change.conversation] == nil {
        firstConsults[change.conversation] = change
      }
      guard let id = event.body.conversation, firstChanges[id] == nil else { continue }
      switch event.body {
      case .conversationOpened, .accepted, .queued, .takenOver: firstChanges[id] = event.body
      default: break
      }
    }
    var entries: [EventRing.Entry] = []
    for event in events {
      var before: Audience.Owners?
      if let id = event.body.conversation {
        if owners[id] == nil, let row = try conversation(id) {
          var start = Audience.Owners(
            taxpayer: row.taxpayer.id, agent: row.agent?.id, colleague: row.consult?.colleague.id,
            joined: row.joined?.supervisor.id)
          switch firstChanges[id] {
          case .queued:
            start.agent = nil
            start.isAgentUnknown = true
          case .takenOver(let change): start.agent = change.from.id
          case .some: start.agent = nil
          case nil: break
          }
          if let first = firstConsults[id] { start.colleague = first.consult == nil ? first.colleague.id : nil }
          if let first = firstJoins[id] { start.joined = first.since == nil ? first.supervisor.id : nil }
          owners[id] = start
        }
        before = owners[id]
      }
      entries.append(
        EventRing.Entry(
          sequence: event.position.sequence,
          audience: Audience(of: event.body, owners: before, members: members, leaders: leaders),
          record: ServerSentEvent.encode(event)))
      switch event.body {
      case .accepted(let accepted):
        owners[accepted.conversation]?.agent = accepted.agent.id
        owners[accepted.conversation]?.isAgentUnknown = false
      case .queued(let queued):
        owners[queued.conversation]?.agent = nil
        owners[queued.conversation]?.joined = nil
        owners[queued.conversation]?.isAgentUnknown = false
      case .takenOver(let change):
        owners[change.conversation]?.agent = change.supervisor.id
        if owners[change.conversation]?.joined == change.supervisor.id { owners[change.conversation]?.joined = nil }
      case .joined(let change):
        owners[change.conversation]?.joined = change.since == nil ? nil : change.supervisor.id
      case .consulted(let change): owners[change.conversation]?.colleague = change.consult?.colleague.id
      default: break
      }
    }
    return entries
  }
}
