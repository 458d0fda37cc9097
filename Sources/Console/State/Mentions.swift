import Desk

extension State {
  /// Colleagues who are named after an `@`, signed in or not.
  func mentioned(in text: String) -> [AgentID]? {
    let staff = (replica?.floor.seats ?? []).map(\.agent) + (desk?.colleagues ?? []).map(\.agent)
    var found: [AgentID] = []
    var rest = text
    // The longest name first, and what it took is gone: “@李娜娜” does not call 李娜.
    for agent in staff.sorted(by: { ($1.name.count, $0.id) < ($0.name.count, $1.id) })
    where !found.contains(agent.id) && text.contains("@" + agent.name) {
      let shorter = rest.replacing("@" + agent.name, with: " ")
      let isNamesake = staff.contains { $0.name == agent.name && found.contains($0.id) }
      guard shorter != rest || isNamesake else { continue }
      rest = shorter
      found.append(agent.id)
    }
    return found.isEmpty ? nil : found
  }
}
