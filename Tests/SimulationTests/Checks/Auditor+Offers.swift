import Desk
import Service

extension Auditor {
  /// After every commit: who is called can come, and who could come is called.
  func studyOffers(_ rows: Rows, at now: Timestamp) throws(Violation) {
    let waiting = rows.conversations.values.filter { $0.stage == .waiting }.sorted { $0.id < $1.id }
    for seat in rows.seats.values.sorted(by: { $0.agent.id < $1.agent.id }) {
      let id = seat.agent.id
      let offers = waiting.filter { $0.queue?.offer?.agent.id == id }
      let talks = rows.conversations.values.count { $0.stage == .talking && $0.agent?.id == id }
      let isThere = seat.effective == .ready && seat.awaySince == nil
      guard offers.isEmpty || isThere else {
        throw Violation(.oneLiveOffer, "\(offers.map(\.id)) are put to \(id), who is \(seat)")
      }
      guard offers.isEmpty || offers.count + talks <= seat.agent.slots else {
        throw Violation(.oneLiveOffer, "\(offers.map(\.id)) are put to \(id), who has \(talks) talks")
      }
      guard isThere, offers.count + talks < seat.agent.slots else { continue }
      for conversation in waiting {
        guard let entry = conversation.queue, entry.offer == nil, entry.reservedFor == nil,
          Town.catalogue.routing(of: entry.group, Town.office.settings) == .offer,
          seat.agent.groups.contains(entry.group), !isExcused(id, entry, at: now)
        else { continue }
        throw Violation(.freeSeatsAreCalled, "\(conversation.id) waits while \(id) is free")
      }
    }
  }

  /// Whoever declined is left alone for a while; the deadline that ends this may be late, as every deadline.
  private func isExcused(_ agent: AgentID, _ entry: QueueEntry, at now: Timestamp) -> Bool {
    entry.passedOver?.contains { $0.agent == agent && $0.until.advanced(seconds: 20) > now } ?? false
  }
}
