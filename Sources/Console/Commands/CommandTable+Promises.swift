import Desk

// Messages left, tickets, and what is most overdue.

extension Command {
  static let promises: [Command] = [
    Command(
      .promises, keys: [.character("d"), .control("t")], in: Place.panes, name: Localised("待办", "To do"),
      tooltip: Localised("最该办的事、留言、工单，列在一个屏幕", "What is most overdue, messages left and tickets, on one screen"),
      initials: "db", rank: 29),
    Command(
      .raiseTicket, keys: [.character("W")], in: Place.panes, name: Localised("转工单", "Raise ticket"),
      tooltip: Localised("由当前会话建工单，附会话记录", "A ticket from this talk, linked to its transcript"), initials: "zgd"),
    Command(
      .deskHome, keys: [.character("1")], in: [.desk], name: Localised("最该办", "Most overdue"),
      tooltip: Localised("排队、未回复、留言、工单按一个次序排列", "Waiting, unanswered, messages and tickets in one order"),
      initials: "zgb",
      isInPalette: false),
    Command(
      .deskMessages, keys: [.character("2")], in: [.desk], name: Localised("留言", "Messages"),
      tooltip: Localised("留言，先到期的在前", "Messages left, what is due first"), initials: "ly", isInPalette: false),
    Command(
      .deskTickets, keys: [.character("3")], in: [.desk], name: Localised("工单", "Tickets"),
      tooltip: Localised("工单，先到期的在前", "Tickets, what is due first"), initials: "gd", isInPalette: false),
    Command(
      .deskNext, keys: [Key(.tab)], in: [.desk], name: Localised("换表", "List"),
      tooltip: Localised("到下一张表", "Go to the next list"), initials: "hb", rank: 20, isInPalette: false),
    Command(
      .deskAct, keys: [Key(.enter)], in: [.desk], name: Localised("办", "Do it"),
      tooltip: Localised("无人领的领取，自己的答复，等候的接入", "Take what nobody has, answer your own, go to whoever waits"),
      initials: "b", rank: 1, isInPalette: false),
    Command(
      .deskClaim, keys: [.character("c")], in: [.desk], name: Localised("领取", "Take"),
      tooltip: Localised("领取选中的留言或工单", "Take the marked message or ticket"), initials: "lq", rank: 2,
      isInPalette: false),
    Command(
      .deskAnswer, keys: [.character("a")], in: [.desk], name: Localised("答复", "Answer"),
      tooltip: Localised("答复纳税人，进入其个人中心", "Answer the taxpayer; it reaches their personal centre"), initials: "df",
      rank: 3,
      isInPalette: false),
    Command(
      .deskForward, keys: [.character("f")], in: [.desk], name: Localised("派转", "Pass on"),
      tooltip: Localised("转给其他技能组", "Pass it on to another group"), initials: "pz", rank: 4, isInPalette: false),
    Command(
      .deskAssign, keys: [.character("s")], in: [.desk], name: Localised("派给", "Give to"),
      tooltip: Localised("派给一位坐席，可看到各人当前状态", "Give it to an agent; the list shows how each stands"), initials: "pg",
      rank: 8, isInPalette: false),
    Command(
      .deskEdit, keys: [.character("e")], in: [.desk], name: Localised("修改", "Change"),
      tooltip: Localised("修改标题、类型、优先级、关注", "Change title, type, priority or watching"), initials: "xg", rank: 9,
      isInPalette: false),
    Command(
      .deskMerge, keys: [.character("m")], in: [.desk], name: Localised("并入", "Merge"),
      tooltip: Localised("并入同一纳税人的另一工单", "Let it go on in another ticket of the same taxpayer"), initials: "br",
      rank: 14, isInPalette: false),
    Command(
      .deskMark, keys: [.character(" ")], in: [.desk], name: Localised("多选", "Select"),
      tooltip: Localised(
        "选中多件，再一起领取、派给、派转、备注或关闭", "Select several, then take, give, pass on, note or close them together"),
      initials: "dx", rank: 12, isInPalette: false),
    Command(
      .deskFilters, keys: [.character("F")], in: [.desk], name: Localised("常用筛选", "Kept filters"),
      tooltip: Localised("按常用筛选列出；输入名称可把当前筛选存下", "Go by a kept filter; type a name to keep the one that holds"),
      initials: "cysx", rank: 11, isInPalette: false),
    Command(
      .deskAttach, keys: [.alt("p")], in: [.deskWords], name: Localised("附图片", "Picture"),
      tooltip: Localised("选一张图片一起提交", "Choose a picture that goes along"), initials: "ftp", rank: 2,
      isInPalette: false),
    Command(
      .deskTicket, keys: [.character("t"), .character("+")], in: [.desk], name: Localised("建工单", "Ticket"),
      tooltip: Localised("把选中的留言转为工单，或新建一个", "Make a ticket of the marked message, or a new one"), initials: "jgd",
      rank: 5,
      isInPalette: false),
    Command(
      .deskInvite, keys: [.character("i")], in: [.desk], name: Localised("邀请", "Invite"),
      tooltip: Localised("邀请纳税人在线沟通，点开即接入您", "Invite the taxpayer to talk; one tap leads to you"), initials: "yq",
      rank: 6,
      isInPalette: false),
    Command(
      .deskResolve, keys: [.character("d")], in: [.desk], name: Localised("办结", "Resolve"),
      tooltip: Localised("写明结果，办结工单", "Write the result and resolve the ticket"), initials: "bj", rank: 7,
      isInPalette: false),
    Command(
      .deskAsk, keys: [.character("w")], in: [.desk], name: Localised("请补充", "Ask"),
      tooltip: Localised("请纳税人补充，期间停止计时", "Ask the taxpayer; the clock stands still meanwhile"), initials: "qbc",
      rank: 8,
      isInPalette: false),
    Command(
      .deskNote, keys: [.character("n")], in: [.desk], name: Localised("备注", "Note"),
      tooltip: Localised("写给同事看的备注", "A note for colleagues"), initials: "bz", rank: 9, isInPalette: false),
    Command(
      .deskWhy, keys: [.character("y")], in: [.desk], name: Localised("为何到期", "Why due"),
      tooltip: Localised("到期时间是怎么算出来的", "How the due time came about, step by step"), initials: "whdq", rank: 10,
      isInPalette: false),
    Command(
      .deskFilter, keys: [.character("/")], in: [.desk], name: Localised("筛选", "Filter"),
      tooltip: Localised("state: group: who: prio: due< 和词语", "By state:, group:, who:, prio:, due< and words"),
      initials: "sx", rank: 11, isInPalette: false),
    Command(
      .deskRelease, keys: [.character("r")], in: [.desk], name: Localised("退回", "Give back"),
      tooltip: Localised("退回待领取", "Give it back for others to take"), initials: "th", rank: 12, isInPalette: false),
    Command(
      .deskReveal, keys: [.character("p")], in: [.desk], name: Localised("联系方式", "Contact"),
      tooltip: Localised("查看完整联系方式，会记入审计", "How to reach the taxpayer, in full; it is audited"), initials: "lxfs",
      rank: 13, isInPalette: false),
    Command(
      .deskReopen, keys: [.character("u")], in: [.desk], name: Localised("重新打开", "Reopen"),
      tooltip: Localised("重新打开已办结的工单", "Open a resolved ticket again"), initials: "cxdk", rank: 14,
      isInPalette: false),
    Command(
      .deskClose, keys: [.character("x")], in: [.desk], name: Localised("关闭", "Close"),
      tooltip: Localised("说明原因并关闭", "Say why and close it"), initials: "gb", rank: 15, isInPalette: false),
    Command(
      .deskReload, keys: [.character("R")], in: [.desk], name: Localised("刷新", "Reload"),
      tooltip: Localised("重新载入列表", "Fetch the list again"), initials: "sx", isInPalette: false),
  ]
}
