import Desk

extension Auditor {
  /// A replica that has caught up holds what a fresh snapshot at its position holds.
  func compare(_ replica: Replica, of agent: AgentID) throws(Violation) {
    let sequence = replica.position.sequence
    guard sequence >= 0, sequence <= head else {
      throw Violation(.replicaIsSnapshot, "\(agent) is at \(sequence), the log at \(head)")
    }
    let moment = moments[Int(sequence)]
    let mine = moment.conversations.filter { _, conversation in
      conversation.concerns(agent)
    }
    let offers = moment.conversations.values.compactMap { Offered($0) }.filter { $0.offer.agent.id == agent }
    guard Dictionary(uniqueKeysWithValues: offers.map { ($0.conversation, $0) }) == replica.offers else {
      throw Violation(
        .replicaIsSnapshot,
        "\(agent) at \(sequence) is shown the offers \(replica.offers.keys.sorted()), the snapshot \(offers.map(\.conversation))"
      )
    }
    guard Set(mine.keys) == Set(replica.conversations.keys) else {
      throw Violation(
        .replicaIsSnapshot,
        "\(agent) at \(sequence) shows \(replica.conversations.keys.sorted()), the snapshot \(mine.keys.sorted())")
    }
    for (id, detail) in replica.conversations.sorted(by: { $0.key < $1.key }) {
      guard detail.conversation == mine[id] else {
        throw Violation(
          .replicaIsSnapshot,
          "\(agent) at \(sequence) shows\n  \(detail.conversation)\nthe snapshot\n  \(mine[id] as Any)")
      }
      let first = detail.messages.first?.number ?? 1
      let shown = first...max(first, detail.conversation.lastNumber)
      let logged = (messages[id] ?? []).filter { shown.contains($0.number) }
      guard detail.messages == logged else {
        throw Violation(
          .replicaIsSnapshot,
          "\(agent) at \(sequence) shows \(detail.messages.map(\.number)) of \(id), the log \(logged.map(\.number))")
      }
    }
    guard replica.me == moment.seats[agent] else {
      throw Violation(.replicaIsSnapshot, "\(agent) at \(sequence) shows another state of their own seat")
    }
  }
}
