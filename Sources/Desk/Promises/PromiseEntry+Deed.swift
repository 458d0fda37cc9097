extension PromiseEntry {
  /// What was done, after the name of whoever did it; `nil` where nobody did: then `words` stand alone. Groups are called by the names given.
  public func deed(_ groupName: (SkillGroupID) -> Localised) -> Localised? {
    let target = group.map(groupName) ?? Localised("", "")
    return deed(target)
  }

  private func deed(_ target: Localised) -> Localised? {
    switch kind {
    case .opened: Localised("提交了", "submitted it")
    case .claimed: Localised("领取了", "took it")
    case .released: Localised("退回待领", "gave it back")
    case .assigned: Localised("派给了 \(assignee?.name ?? "")", "gave it to \(assignee?.name ?? "")")
    case .forwarded: Localised("转给了 \(target.chinese)", "passed it on to \(target.english)")
    case .replied: Localised("答复", "answered")
    case .noted: Localised("写了备注", "wrote a note")
    case .added: Localised("补充", "added")
    case .edited: Localised("修改", "changed")
    case .waiting: Localised("请纳税人补充", "asked the taxpayer for more")
    case .held: Localised("搁置了", "put it aside")
    case .resumed: Localised("继续处理", "went on with it")
    case .resolved: Localised("办结了", "resolved it")
    case .reopened: Localised("重新打开了", "opened it again")
    case .closed: Localised("关闭了", "closed it")
    case .merged: Localised("并入了其他工单", "merged it into another ticket")
    case .joined: Localised("并入了另一工单", "merged another ticket into it")
    case .urged: Localised("催办了", "urged it")
    case .converted: Localised("转成了工单", "made a ticket of it")
    case .invited: Localised("邀请了在线沟通", "invited them to talk")
    case .entered: Localised("进入了会话", "came to talk")
    case .escalated, .rescheduled: nil
    }
  }
}
