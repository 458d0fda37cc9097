import Desk
import Storage

extension Backend {
  /// What is due soon and is somebody's, or nobody's of their groups, what is due first in front; at most a hundred.
  static func dueSoon(
    for agent: Agent, at now: Timestamp, _ office: Office, _ reader: any OfficeReader
  ) throws -> [AlarmRaised] {
    var filter = PromiseFilter()
    filter.dueFrom = now.advanced(milliseconds: 1)
    // Another group's hours may be meant by what is one's own.
    let groups = try reader.catalogue().groups.map(\.id)
    guard let end = office.dueSoonEnd(for: groups, at: now) else { return [] }
    filter.dueBefore = end
    var soon: [AlarmRaised] = []
    for owner in [PromiseFilter.Owner.agent(agent.id), .nobody] {
      filter.owner = owner
      let tickets = try reader.tickets(filter, after: nil, limit: 100).tickets
      let messages = try reader.offlineMessages(filter, after: nil, limit: 100).messages
      soon += tickets.compactMap { AlarmRaised(dueSoon: $0, at: now, in: office) }
      soon += messages.compactMap { AlarmRaised(dueSoon: $0, at: now, in: office) }
    }
    let own = soon.filter { $0.agent == agent.id || $0.agent == nil && $0.group.map(agent.groups.contains) ?? false }
    return Array(own.sorted { ($0.until ?? now, $0.subject) < ($1.until ?? now, $1.subject) }.prefix(100))
  }
}
