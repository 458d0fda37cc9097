import Desk

/// One skill group's part of the queue on the screen.
public struct QueueSection: Equatable, Sendable {
  /// The group in figures.
  public var figures: GroupFigures
  /// Whether the agent serves the group; others show figures only.
  public var isMine: Bool
  /// Those waiting, in the order they will be served.
  public var lines: [QueueLine]
}

extension State {
  /// The queue by group: the agent's own groups with their lines, then the figures of the others.
  public var queueSections: [QueueSection] {
    guard let replica else { return [] }
    let words = queue.filter.text.lowercased()
    let agent = replica.me.agent
    let sections = replica.floor.groups.map { figures in
      let isMine = agent.role != .agent || agent.groups.contains(figures.group)
      let lines =
        replica.floor.waiting.filter {
          $0.group == figures.group && (isMine || $0.reservedFor?.id == agent.id)
            && (words.isEmpty || $0.contains(words))
        }
      return QueueSection(figures: figures, isMine: isMine, lines: lines)
    }
    return sections.filter(\.isMine) + sections.filter { !$0.isMine }
  }

  /// The lines that can be marked, from top to bottom.
  public var queueLines: [QueueLine] { queueSections.flatMap(\.lines) }

  /// The marked line.
  public var markedLine: QueueLine? { queueLines.first { $0.conversation == queue.selected } }

  /// Whoever is to be served next: what is put to this seat, then in the agent's groups; the backend sends lines in that order.
  public var nextInQueue: QueueLine? {
    guard let replica else { return nil }
    let agent = replica.me.agent
    if let offer { return offer.line }
    return replica.floor.waiting.first { $0.reservedFor?.id == agent.id }
      ?? replica.floor.waiting.first {
        $0.reservedFor == nil && $0.offeredTo == nil && (agent.role != .agent || agent.groups.contains($0.group))
      }
  }
}

extension QueueLine {
  /// Whether name, enterprise or reason contain those words, which are in lower case.
  func contains(_ words: String) -> Bool {
    [taxpayer, enterprise ?? "", reason].contains { $0.lowercased().contains(words) }
  }
}
