/// What the page needs to offer leaving a message 留言.
public struct LeaveTerms: Hashable, Codable, Sendable {
  /// Why it is offered at once.
  public enum Reason: String, Codable, Sendable, CaseIterable {
    /// Outside working hours.
    case closed
    /// No agent is signed in.
    case nobody
    /// All seats are busy.
    case busy
    /// The expected wait is longer than the office's limit.
    case longWait
  }

  /// A group a message can be left to.
  public struct Group: Hashable, Codable, Sendable {
    /// Its code.
    public var id: SkillGroupID
    /// Its name.
    public var name: Localised
    /// When a message left to it now is answered at the latest.
    public var dueAt: Timestamp?

    /// A group from its parts.
    public init(id: SkillGroupID, name: Localised, dueAt: Timestamp? = nil) {
      self.id = id
      self.name = name
      self.dueAt = dueAt
    }
  }

  /// Why it is offered now; `nil` when a human can be talked to.
  public var reason: Reason?
  /// When a message left now is answered at the latest.
  public var dueAt: Timestamp?
  /// While waiting it is offered when the expected wait is longer than so many seconds.
  public var afterSeconds: Int
  /// To whom it can be left.
  public var groups: [Group]
  /// Notices that were not read, counted up to 100.
  public var unread: Int

  /// Terms from their parts.
  public init(reason: Reason?, dueAt: Timestamp?, afterSeconds: Int, groups: [Group], unread: Int) {
    self.reason = reason
    self.dueAt = dueAt
    self.afterSeconds = afterSeconds
    self.groups = groups
    self.unread = unread
  }

  /// Why a message is offered, as things stand on the floor.
  public static func reason(
    isOpen: Bool, groups: [GroupFigures], afterSeconds: Int
  ) -> Reason? {
    if !isOpen { return .closed }
    if groups.allSatisfy({ $0.seats == 0 }) { return .nobody }
    if groups.allSatisfy({ $0.freeSlots == 0 }) {
      let waits = groups.compactMap(\.expectedWaitSeconds)
      return waits.min().map { $0 > afterSeconds } == true ? .longWait : .busy
    }
    return nil
  }
}
