import Desk

// The supervisor's wall.

extension Command {
  /// What leads to the wall, and what it leads to at the seat.
  static let floor: [Command] = [
    Command(
      .wall, keys: [.character("F")], in: Place.panes, name: Localised("值班墙", "Wall"),
      tooltip: Localised(
        "值班长：全场排队、坐席、会话一屏看，并可处置", "Supervisors: the whole floor on one screen, and what to do about it"),
      initials: "zbq"),
    Command(
      .readAnnouncement, keys: [.control("r")], in: Set(Place.allCases), name: Localised("公告已阅", "Read"),
      tooltip: Localised("公告已读，收起", "The announcement is read; take it off"), initials: "ggyy"),
    Command(
      .leaveTalk, keys: [], in: Place.panes, name: Localised("离开会话", "Leave talk"),
      tooltip: Localised("结束插入，坐席继续", "Take part no more; the agent goes on"), initials: "lkhh"),
  ]

  /// The wall's own.
  static let wall: [Command] =
    [
      Command(
        .wallLook, keys: [Key(.enter)], in: [.wall], name: Localised("看背后", "Look into"),
        tooltip: Localised("看数字背后的会话；在会话上监看", "The conversations behind a figure; on a conversation, watch it"),
        initials: "kbh", rank: 1, isInPalette: false),
      Command(
        .wallNext, keys: [Key(.tab)], in: [.wall], name: Localised("换栏", "Pane"),
        tooltip: Localised("到下一栏", "Go to the next pane"), initials: "hl", rank: 20, isInPalette: false),
      Command(
        .wallBack, keys: [Key(.tab, .shift)], in: [.wall], name: Localised("上一栏", "Pane back"),
        tooltip: Localised("到上一栏", "Go to the pane before"), initials: "syl", isInPalette: false),
      Command(
        .whisper, keys: [.character("w")], in: [.wall], name: Localised("密语", "Whisper"),
        tooltip: Localised("告诉该坐席，纳税人看不到", "Tell the agent; the taxpayer sees nothing of it"), initials: "my", rank: 2,
        isInPalette: false),
      Command(
        .join, keys: [.character("J")], in: [.wall], name: Localised("插入", "Join"),
        tooltip: Localised("加入会话，纳税人会看到您", "Take part; the taxpayer is told"), initials: "cr", rank: 3,
        isInPalette: false),
      Command(
        .takeOver, keys: [.character("T")], in: [.wall], name: Localised("接管", "Take over"),
        tooltip: Localised("会话转由您接待，原坐席会收到原因", "The talk is yours from now on; its agent is told why"), initials: "jg",
        rank: 4, isInPalette: false),
      Command(
        .moveTalk, keys: [.character("m")], in: [.wall], name: Localised("转走", "Move"),
        tooltip: Localised("转给技能组或坐席，排队中的也可以", "To a group or a seat, also out of the queue"), initials: "zz", rank: 5,
        isInPalette: false),
      Command(
        .closeTalk, keys: [.character("e")], in: [.wall], name: Localised("结束", "End"),
        tooltip: Localised("写明原因，结束会话", "Say why and end the conversation"), initials: "js", rank: 6,
        isInPalette: false),
      Command(
        .seatState, keys: [.character("s")], in: [.wall], name: Localised("坐席状态", "Seat state"),
        tooltip: Localised("改选中坐席的状态，对方会看到原因", "Change the marked seat's state; its agent is told why"),
        initials: "zxzt",
        rank: 7, isInPalette: false),
      Command(
        .seatLimit, keys: [.character("l")], in: [.wall], name: Localised("接待数", "Slots"),
        tooltip: Localised("改选中坐席的接待数", "Change how many conversations the marked seat may have"), initials: "jds",
        rank: 8,
        isInPalette: false),
      Command(
        .toggleQueue, keys: [.character("o")], in: [.wall], name: Localised("开关排队", "Open/close"),
        tooltip: Localised("关闭或开放选中的排队，页面会说明", "Close or open the marked queue; the page says so"), initials: "kgpd",
        rank: 9, isInPalette: false),
      Command(
        .whatIf, keys: [.character("i")], in: [.wall], name: Localised("试算", "What if"),
        tooltip: Localised("选中的排队增减一个坐席会怎样（Erlang A）", "The marked queue with one seat more or fewer (Erlang A)"),
        initials: "ss",
        rank: 9, isInPalette: false),
      Command(
        .wallFigures, keys: [.character("f")], in: [.wall], name: Localised("指标", "Figures"),
        tooltip: Localised("选中排队或坐席的指标，回车看背后的会话", "Figures of the marked queue or seat; Enter looks behind one"),
        initials: "zb", rank: 3, isInPalette: false),
      Command(
        .handleAlert, keys: [.character("h")], in: [.wall], name: Localised("处理告警", "Look after"),
        tooltip: Localised("告诉其他值班长这条告警您在处理", "Tell the other supervisors that you look after the alert"),
        initials: "clgj",
        rank: 4, isInPalette: false),
      Command(
        .closingOffer, keys: [.character("c")], in: [.wall, .wallStaffing], name: Localised("下班提议", "Closing offer"),
        tooltip: Localised(
          "向下班前接不到的人提议留言或预约", "Offer a message or an appointment to those who will not be reached"),
        initials: "xbty", rank: 9, isInPalette: false),
      Command(
        .watchFigure, keys: [.character("t")], in: [.wall], name: Localised("设告警", "Watch"),
        tooltip: Localised("选指标和技能组，写明警告和严重的范围", "Choose a figure and a group, then warning and critical ranges"),
        initials: "sgj", rank: 10, isInPalette: false),
      Command(
        .dropFigure, keys: [.character("d")], in: [.wall], name: Localised("撤告警", "Unwatch"),
        tooltip: Localised("选中的指标不再告警", "Watch the marked figure no more"), initials: "cgj", rank: 12,
        isInPalette: false),
      Command(
        .wallBlock, keys: [.character("b")], in: [.wall], name: Localised("拉黑", "Block"),
        tooltip: Localised("该会话的纳税人一段时间内只有智能应答", "The talk's taxpayer has the assistant only, for a while"),
        initials: "lh", rank: 8, isInPalette: false),
      Command(
        .wallLift, keys: [.character("u")], in: [.wall], name: Localised("解除拉黑", "Lift"),
        tooltip: Localised("解除选中的拉黑", "Lift the marked block"), initials: "jclh", rank: 8, isInPalette: false),
      Command(
        .wallLeft, keys: [Key(.left)], in: [.wall], name: Localised("向左", "Left"),
        tooltip: Localised("忙闲换小时，指标换技能组", "Another hour or group"), initials: "xz",
        isInPalette: false),
      Command(
        .wallRight, keys: [Key(.right)], in: [.wall], name: Localised("向右", "Right"),
        tooltip: Localised("忙闲换小时，指标换技能组", "Another hour or group"), initials: "xy",
        isInPalette: false),
      Command(
        .nextLender, keys: [.character("l"), Key(.right)], in: [.wallStaffing],
        name: Localised("换调出的组", "Lending queue"),
        tooltip: Localised("换一个组，从那里调一席过来", "Another queue that a seat is moved from"), initials: "hdcz", rank: 1,
        isInPalette: false),
      Command(
        .previousLender, keys: [.character("h"), Key(.left)], in: [.wallStaffing],
        name: Localised("上一个调出的组", "Lending queue back"),
        tooltip: Localised("回到上一个组，从那里调一席过来", "The queue before, that a seat is moved from"), initials: "sygdcz",
        isInPalette: false),
      Command(
        .nextStaffing, keys: [.character("j"), Key(.down)], in: [.wallStaffing], name: Localised("下一排队", "Next queue"),
        tooltip: Localised("试算下一个排队", "What if in the next queue"), initials: "xypd", rank: 2, isInPalette: false),
      Command(
        .previousStaffing, keys: [.character("k"), Key(.up)], in: [.wallStaffing],
        name: Localised("上一排队", "Queue before"),
        tooltip: Localised("试算上一个排队", "What if in the queue before"), initials: "sypd", isInPalette: false),
      Command(
        .announce, keys: [.character("a")], in: [.wall], name: Localised("公告", "Announce"),
        tooltip: Localised("发公告给全体或技能组，可看谁已阅", "Tell everybody or a group; see who has read it"), initials: "gg",
        rank: 10,
        isInPalette: false),
      Command(
        .withdraw, keys: [.character("x")], in: [.wall], name: Localised("撤回公告", "Withdraw"),
        tooltip: Localised("撤回选中的公告", "Take the marked announcement off"), initials: "chgg", rank: 11,
        isInPalette: false),
      Command(
        .wallFilter, keys: [.character("/")], in: [.wall], name: Localised("筛坐席", "Filter"),
        tooltip: Localised("按姓名、状态、技能组筛坐席", "Seats by name, state or group"), initials: "sx", rank: 12,
        isInPalette: false),
      Command(
        .wallSort, keys: [.character("S")], in: [.wall], name: Localised("排序", "Sort"),
        tooltip: Localised("换一种次序排列有光标的坐席或会话", "Another order of the seats or conversations that have the keys"),
        initials: "px", rank: 9, isInPalette: false),
      Command(
        .wallReload, keys: [.character("R")], in: [.wall, .wallStaffing], name: Localised("刷新", "Reload"),
        tooltip: Localised("重新载入会话列表", "Fetch the list of conversations again"), initials: "sx",
        isInPalette: false),
    ]
    + WallBoard.Pane.allCases.enumerated().map { place, pane in
      Command(
        .wallPane(pane), keys: [.character(Character(String(place + 1)))], in: [.wall], name: pane.name,
        tooltip: Localised("到\(pane.name.chinese)栏", "Go to \(pane.name.english.lowercased())"),
        initials: pane.initials,
        isInPalette: false)
    }
}

extension WallBoard.Pane {
  /// What it is called.
  public var name: Localised {
    switch self {
    case .queues: Localised("排队", "Queues")
    case .seats: Localised("坐席", "Seats")
    case .talks: Localised("会话", "Talks")
    case .promises: Localised("承诺", "Promises")
    case .heat: Localised("忙闲", "Heat")
    case .announcements: Localised("公告", "Announcements")
    case .alerts: Localised("告警", "Alerts")
    case .blocks: Localised("拉黑", "Blocked")
    case .figures: Localised("指标", "Figures")
    }
  }

  /// What it is called where there is little room.
  public var shortName: Localised {
    switch self {
    case .promises: Localised("承诺", "Due")
    case .announcements: Localised("公告", "News")
    case .blocks: Localised("拉黑", "Blocks")
    case .figures: Localised("指标", "Figs")
    case .queues, .seats, .talks, .heat, .alerts: name
    }
  }

  fileprivate var initials: String {
    switch self {
    case .queues: "pd"
    case .seats: "zx"
    case .talks: "hh"
    case .promises: "cn"
    case .heat: "mx"
    case .announcements: "gg"
    case .alerts: "gj"
    case .blocks: "lh"
    case .figures: "zb"
    }
  }
}
