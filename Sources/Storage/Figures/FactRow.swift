import Desk
import Foundation

/// A document of facts as a row, with what lists look for in columns beside it.
struct FactRow: Sendable {
  /// What facts are of.
  enum Kind: String {
    case conversation
    case message
    case ticket
    case appointment

    init(_ kind: PromiseKind) { self = kind == .message ? .message : .ticket }
  }

  private var kind: Kind
  private var id: String
  private var at: Timestamp
  private var taxpayer = ""
  private var group: SkillGroupID?
  private var agent: AgentID?
  private var matter: String?
  private var outcome: String
  private var document: String
  /// Everybody who had it, and every queue it waited in.
  private var places: Set<FactPlace> = []
  /// Where it was found before and is no more, as the queue it was moved out of while it waited.
  private var left: Set<FactPlace> = []

  init(_ facts: ConversationFacts, was before: ConversationFacts?, _ encoder: JSONEncoder) throws {
    kind = .conversation
    id = facts.id.rawValue
    at = facts.arrivedAt
    taxpayer = facts.taxpayer.rawValue
    group = facts.group
    agent = facts.agent
    matter = facts.matter
    outcome = facts.outcome.rawValue
    document = try Document.text(facts, encoder)
    places = FactPlace.all(of: facts)
    left = before.map { FactPlace.all(of: $0).subtracting(places) } ?? []
  }

  init(_ history: PromiseHistory, _ encoder: JSONEncoder) throws {
    kind = Kind(history.kind)
    id = history.id
    at = history.openedAt
    group = history.group
    agent = history.agent
    matter = history.matter
    outcome = history.doneAt == nil ? "open" : "done"
    document = try Document.text(history, encoder)
  }

  init(_ history: AppointmentHistory, _ encoder: JSONEncoder) throws {
    kind = .appointment
    id = history.id.rawValue
    at = history.start
    group = history.group
    agent = history.agent
    matter = history.matter
    outcome = history.startedAt == nil ? "open" : "done"
    document = try Document.text(history, encoder)
  }

  /// Writes the row, new or changed.
  func write(of office: OfficeID, _ db: some SQLSession) throws {
    try db.run(
      """
      INSERT INTO facts (office, kind, id, at, taxpayer, team, agent, matter, outcome, doc)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (office, kind, id) DO UPDATE SET at = excluded.at, team = excluded.team, agent = excluded.agent,
      matter = excluded.matter, outcome = excluded.outcome, doc = excluded.doc
      """,
      [
        office.rawValue, kind.rawValue, id, at.milliseconds, taxpayer, group?.rawValue ?? "", agent?.rawValue ?? "",
        matter ?? "", outcome, document,
      ])
    for place in left {
      try db.run(
        "DELETE FROM fact_places WHERE office = ? AND kind = ? AND name = ? AND id = ?",
        [office.rawValue, place.kind.rawValue, place.name, id])
    }
    for place in places {
      try db.run(
        """
        INSERT INTO fact_places (office, kind, name, id, at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (office, kind, name, id) DO UPDATE SET at = excluded.at
        """, [office.rawValue, place.kind.rawValue, place.name, id, at.milliseconds])
    }
  }
}

/// Where a conversation is found: with an agent who had it or was called for it, or in a group's queue.
struct FactPlace: Hashable, Sendable {
  enum Kind: String { case agent, group }

  var kind: Kind
  var name: String

  init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }

  /// Everywhere a conversation is found.
  static func all(of facts: ConversationFacts) -> Set<FactPlace> {
    let agents = facts.talks.map(\.agent) + facts.offers.map(\.agent)
    let groups = facts.talks.map(\.group) + facts.waits.map(\.group)
    return Set(
      agents.map { FactPlace(.agent, $0.rawValue) } + groups.map { FactPlace(.group, $0.rawValue) }
    ).filter { !$0.name.isEmpty }
  }
}
