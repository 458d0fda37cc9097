/// A group's queue that takes nobody new for now.
public struct QueueClosure: Hashable, Codable, Sendable {
  /// Which group's.
  public var group: SkillGroupID
  /// What taxpayers read.
  public var notice: Localised
  /// Why, for staff; may be empty.
  public var reason: String
  /// Whether those who wait already are offered to leave a message 留言.
  public var offersLeave: Bool
  /// Who closed it.
  public var by: AgentReference
  /// When.
  public var at: Timestamp

  /// A closure from its parts.
  public init(
    group: SkillGroupID, notice: Localised, reason: String, offersLeave: Bool, by: AgentReference, at: Timestamp
  ) {
    self.group = group
    self.notice = notice
    self.reason = reason
    self.offersLeave = offersLeave
    self.by = by
    self.at = at
  }

  /// What taxpayers read when nothing else was written.
  public static let usualNotice = Localised(
    "该业务暂停人工接待，可以留言，我们会尽快答复", "No new conversations in this queue for now; leave a message and we will answer")
}

/// A group's queue was closed or opened.
public struct QueueChange: Hashable, Codable, Sendable {
  /// Which group's.
  public var group: SkillGroupID
  /// Who did it.
  public var by: AgentReference
  /// The closure; `nil` when the queue is open again.
  public var closure: QueueClosure?

  /// Everything it says.
  public init(group: SkillGroupID, by: AgentReference, closure: QueueClosure?) {
    self.group = group
    self.by = by
    self.closure = closure
  }
}

/// Closes a group's queue: `POST /v1/groups/{group}/close`.
public struct QueueCloseRequest: Hashable, Codable, Sendable {
  /// What taxpayers read; left out, the usual words.
  public var notice: Localised?
  /// Why, for staff; may be left out.
  public var reason: String?
  /// Whether those who wait already are offered to leave a message; left out, they are.
  public var offersLeave: Bool?

  /// Everything it says.
  public init(notice: Localised? = nil, reason: String? = nil, offersLeave: Bool? = nil) {
    self.notice = notice
    self.reason = reason
    self.offersLeave = offersLeave
  }
}

extension Office {
  /// The closure of a group's queue; `nil` while it is open.
  public func closure(of group: SkillGroupID) -> QueueClosure? { closedQueues?.first { $0.group == group } }

  /// Takes a queue's closing or opening.
  public mutating func apply(_ change: QueueChange) {
    let others = closedQueues?.filter { $0.group != change.group } ?? []
    let closed = others + [change.closure].compactMap(\.self)
    closedQueues = closed.isEmpty ? nil : closed
  }
}
