/// One thing that happened to a message left or a ticket, and what was said with it. Entries are numbered as the revisions they made.
public struct PromiseEntry: Hashable, Codable, Sendable {
  /// What happened.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// It was left or opened.
    case opened
    /// An agent took it.
    case claimed
    /// The agent gave it back.
    case released
    /// It was given to an agent 派单.
    case assigned
    /// It was passed on to a group.
    case forwarded
    /// The taxpayer is answered.
    case replied
    /// Staff wrote something down for each other.
    case noted
    /// The taxpayer adds something.
    case added
    /// Title, type, priority or watchers were changed.
    case edited
    /// It waits for the taxpayer: the clock stands still.
    case waiting
    /// It is put aside; the clock runs on.
    case held
    /// It is worked on again.
    case resumed
    /// It was resolved, with the result.
    case resolved
    /// It was opened again.
    case reopened
    /// It is over.
    case closed
    /// It goes on in another ticket.
    case merged
    /// Another ticket goes on in this one.
    case joined
    /// The taxpayer urges 催办.
    case urged
    /// It is late: supervisors are told and its priority rises.
    case escalated
    /// A ticket was made of it.
    case converted
    /// The taxpayer is invited to talk.
    case invited
    /// The taxpayer came to talk.
    case entered
    /// The working calendar changed, and with it the due time.
    case rescheduled
  }

  /// 1, 2, 3 … within what it is about.
  public var number: Int
  /// When.
  public var at: Timestamp
  /// What happened.
  public var kind: Kind
  /// Which side did it.
  public var side: Side
  /// Which member of staff.
  public var agent: AgentReference?
  /// What was said, plain text; may be empty.
  public var text: String
  /// The same in English, where the service says it.
  public var english: String?
  /// Pictures with it.
  public var images: [ImageReference]?
  /// Links into the tax site with it.
  public var links: [EntryLinkCard]?
  /// Colleagues mentioned.
  public var mentions: [AgentReference]?
  /// Who has it from now on.
  public var assignee: AgentReference?
  /// Who had it before.
  public var formerly: AgentReference?
  /// Which group has it from now on.
  public var group: SkillGroupID?
  /// Which group had it before.
  public var formerGroup: SkillGroupID?
  /// The other ticket, of `merged`, `joined` and `converted`.
  public var ticket: TicketID?
  /// The talk, of `entered`.
  public var conversation: ConversationID?

  /// An entry from its parts; the number is given when it is taken.
  public init(_ kind: Kind, at: Timestamp, side: Side, agent: AgentReference? = nil, text: String = "") {
    number = 0
    self.at = at
    self.kind = kind
    self.side = side
    self.agent = agent
    self.text = text
  }

  /// Whether the taxpayer sees it.
  public var isPublic: Bool {
    switch kind {
    case .opened, .replied, .added, .waiting, .resolved, .reopened, .closed, .urged, .invited, .entered: true
    case .claimed, .released, .assigned, .forwarded, .noted, .edited, .held, .resumed, .merged, .joined, .escalated,
      .converted, .rescheduled:
      false
    }
  }

  /// What happened, in words.
  public var words: Localised {
    switch kind {
    case .opened: Localised("提交", "opened")
    case .claimed: Localised("领取", "taken")
    case .released: Localised("退回待领", "given back")
    case .assigned: Localised("派给 \(assignee?.name ?? "")", "given to \(assignee?.name ?? "")")
    case .forwarded: Localised("转给 \(group?.rawValue ?? "")", "passed on to \(group?.rawValue ?? "")")
    case .replied: Localised("答复", "answered")
    case .noted: Localised("内部备注", "note")
    case .added: Localised("补充", "added")
    case .edited: Localised("修改", "changed")
    case .waiting: Localised("等待纳税人补充，停止计时", "waits for the taxpayer; the clock stands still")
    case .held: Localised("搁置", "put aside")
    case .resumed: Localised("继续处理", "worked on again")
    case .resolved: Localised("办结", "resolved")
    case .reopened: Localised("重新打开", "opened again")
    case .closed: Localised("关闭", "closed")
    case .merged: Localised("并入其他工单", "merged into another ticket")
    case .joined: Localised("并入了另一工单", "another ticket was merged in")
    case .urged: Localised("催办", "urged")
    case .escalated: Localised("已超时，已提醒值班长", "late: supervisors are told")
    case .converted: Localised("已转工单", "made into a ticket")
    case .invited: Localised("邀请在线沟通", "invited to talk")
    case .entered: Localised("已进入会话", "came to talk")
    case .rescheduled: Localised("工作日历有变，到期时间重新计算", "the calendar changed: due at another time")
    }
  }

  /// What was said, in a language.
  public func text(_ language: Language) -> String { language == .english ? english ?? text : text }
}
