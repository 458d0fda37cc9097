import Desk

/// Which sums are wanted, and how they are put together.
public struct TallyQuestion: Hashable, Sendable {
  /// What rows tell apart.
  public enum Grouping: Hashable, Sendable {
    /// Everything together.
    case all
    /// Stretches of so many milliseconds, counted from local midnight, `offset` milliseconds east of UTC.
    case start(length: Int64, offset: Int64)
    /// Groups.
    case group
    /// Agents or matters, as the slice says.
    case member
  }

  /// The slice.
  public var slice: FigureCell.Slice
  /// When things count.
  public var basis: FigureBasis
  /// Stretches that begin from then on.
  public var since: Timestamp
  /// Stretches that begin before.
  public var until: Timestamp
  /// One group only.
  public var group: SkillGroupID?
  /// One agent or matter only.
  public var member: String?
  /// What rows tell apart.
  public var by: Grouping

  /// A question from its parts.
  public init(
    slice: FigureCell.Slice, basis: FigureBasis = .arrival, since: Timestamp, until: Timestamp,
    group: SkillGroupID? = nil, member: String? = nil, by: Grouping = .all
  ) {
    self.slice = slice
    self.basis = basis
    self.since = since
    self.until = until
    self.group = group
    self.member = member
    self.by = by
  }
}

/// Sums of one row.
public struct TallyRow: Hashable, Sendable {
  /// The group, agent or matter; empty for none.
  public var name: String
  /// When its stretch begins; 0 where rows do not tell times apart.
  public var start: Timestamp
  /// The sums.
  public var tally: Tally
}

/// Which conversations' facts are wanted.
public struct FactFilter: Hashable, Sendable {
  /// Arrived from then on.
  public var since: Timestamp
  /// Arrived before.
  public var until: Timestamp
  /// In that group's queue at some time.
  public var group: SkillGroupID?
  /// That agent had it at some time, or was called for it.
  public var agent: AgentID?
  /// Written up with that code.
  public var matter: String?
  /// How it came out, one of these; all if empty.
  public var outcomes: Set<ConversationFacts.Outcome> = []
  /// What happened in the period; without it they arrived in it.
  public var moment: ConversationFacts.Moment?

  /// Milliseconds ahead of the period in which what happens in it may have begun: who came before is not found any more.
  static let mostAhead: Int64 = 86_400_000

  /// A filter for a period.
  public init(since: Timestamp, until: Timestamp) {
    self.since = since
    self.until = until
  }
}

extension FactPage {
  /// Rows looked at for one page.
  static let looked = 2_000

  static func cursor(at milliseconds: Int64, id: String) -> String { "\(milliseconds)-\(id)" }

  static func place(_ cursor: String) -> (at: Int64, id: String)? {
    guard let dash = cursor.firstIndex(of: "-"), let at = Int64(cursor[..<dash]) else { return nil }
    return (at, String(cursor[cursor.index(after: dash)...]))
  }
}
