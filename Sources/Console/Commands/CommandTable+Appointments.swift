import Desk

// Appointments and alarms.

extension Command {
  static let appointments: [Command] = [
    Command(
      .appointments, keys: [.character("Y"), .alt("b")], in: Place.panes, name: Localised("预约", "Appointments"),
      tooltip: Localised("预约的日、周、月视图", "Appointments by day, week and month"), initials: "yy", rank: 47),
    Command(
      .startAppointment, keys: [.character("S"), .alt("i")], in: Place.panes.union([.appointments]),
      name: Localised("开始预约", "Begin"),
      tooltip: Localised(
        "开始到时间的预约：打开会话并按预约方式邀请", "Begin the appointment that is due: the talk opens, and invites in its mode"),
      initials: "ksyy", rank: 3),
    Command(
      .appointmentDetail, keys: [Key(.enter), .character(" ")], in: [.appointments], name: Localised("详情", "Detail"),
      tooltip: Localised("进入当天，或查看选中预约的详情", "Into the day, or everything about the marked one"), initials: "xq",
      rank: 1,
      isInPalette: false),
    Command(
      .confirmAppointment, keys: [.character("c")], in: [.appointments], name: Localised("确认", "Confirm"),
      tooltip: Localised("确认选中的预约，由本人接待", "Confirm the marked one; it is yours"), initials: "qr", rank: 4,
      isInPalette: false),
    Command(
      .moveAppointment, keys: [.character("r")], in: [.appointments], name: Localised("改期", "Move"),
      tooltip: Localised("把选中的预约改到别的时段，并通知纳税人", "Put the marked one to another slot; the taxpayer is told"),
      initials: "gq", rank: 5, isInPalette: false),
    Command(
      .giveAppointment, keys: [.character("s")], in: [.appointments], name: Localised("改派", "Give"),
      tooltip: Localised("把选中的预约派给同组的坐席", "Give the marked one to a colleague of its group"), initials: "gp", rank: 7,
      isInPalette: false),
    Command(
      .cancelAppointment, keys: [.character("x")], in: [.appointments], name: Localised("取消预约", "Cancel"),
      tooltip: Localised("取消选中的预约并写明原因", "Cancel the marked one, and say why"), initials: "qxyy", rank: 6,
      isInPalette: false),
    Command(
      .completeAppointment, keys: [.character("e")], in: [.appointments], name: Localised("完成", "Complete"),
      tooltip: Localised("电话、现场预约办完后记为完成", "By telephone and on site: it is over"), initials: "wc", rank: 8,
      isInPalette: false),
    Command(
      .missAppointment, keys: [.character("n")], in: [.appointments], name: Localised("爽约", "No-show"),
      tooltip: Localised("纳税人没有来", "The taxpayer did not come"), initials: "sy", rank: 9, isInPalette: false),
    Command(
      .revealContact, keys: [.character("v")], in: [.appointments], name: Localised("看号码", "Number"),
      tooltip: Localised("查看联系电话明文，会留下审计记录", "The number in full; it is audited"), initials: "khm", rank: 10,
      isInPalette: false),
    Command(
      .appointmentsByDay, keys: [.character("d")], in: [.appointments], name: Localised("日", "Day"),
      tooltip: Localised("按日查看", "A day, slot by slot"), initials: "r", rank: 20, isInPalette: false),
    Command(
      .appointmentsByWeek, keys: [.character("w")], in: [.appointments], name: Localised("周", "Week"),
      tooltip: Localised("按周查看", "A week"), initials: "z", rank: 21, isInPalette: false),
    Command(
      .appointmentsByMonth, keys: [.character("m")], in: [.appointments], name: Localised("月", "Month"),
      tooltip: Localised("按月查看", "A month"), initials: "y", rank: 22, isInPalette: false),
    Command(
      .appointmentsToday, keys: [.character("t")], in: [.appointments], name: Localised("今天", "Today"),
      tooltip: Localised("回到今天", "Back to today"), initials: "jt", rank: 23, isInPalette: false),
    Command(
      .dayEarlier, keys: [.character("h"), Key(.left)], in: [.appointments], name: Localised("前一天", "Earlier"),
      tooltip: Localised("前一天", "A day earlier"), initials: "qyt", isInPalette: false),
    Command(
      .dayLater, keys: [.character("l"), Key(.right)], in: [.appointments], name: Localised("后一天", "Later"),
      tooltip: Localised("后一天", "A day later"), initials: "hyt", isInPalette: false),
    Command(
      .spanEarlier, keys: [Key(.pageUp), .character("[")], in: [.appointments], name: Localised("往前", "Back"),
      tooltip: Localised("往前一天、一周或一月", "A day, a week or a month back"), initials: "wq", isInPalette: false),
    Command(
      .spanLater, keys: [Key(.pageDown), .character("]")], in: [.appointments], name: Localised("往后", "On"),
      tooltip: Localised("往后一天、一周或一月", "A day, a week or a month on"), initials: "wh", isInPalette: false),
    Command(
      .silenceAlarms, keys: [.character("!"), .alt("!")], in: Set(Place.allCases), name: Localised("静音", "Silence"),
      tooltip: Localised("知道了：在有新的情况前不再提醒", "Heard: nothing calls again until something new comes"), initials: "jy"),
    Command(
      .alarmSettings, keys: [.character("O")], in: Place.panes.union([.desk, .appointments]),
      name: Localised("提醒设置", "Alarms"),
      tooltip: Localised("铃声、桌面通知、闪屏、间隔与类别", "Bell, desktop, flash, pauses and kinds"), initials: "txsz",
      rank: 60),
    Command(
      .toggleSetting, keys: [.character(" ")], in: [.alarms], name: Localised("开/关", "Switch"),
      tooltip: Localised("打开或关闭选中的一项", "Turn the marked one on or off"), initials: "kg", rank: 2, isInPalette: false),
    Command(
      .lowerSetting, keys: [.character("h"), Key(.left)], in: [.alarms], name: Localised("减", "Less"),
      tooltip: Localised("减小选中的数值", "Make the marked number smaller"), initials: "j", rank: 3, isInPalette: false),
    Command(
      .raiseSetting, keys: [.character("l"), Key(.right)], in: [.alarms], name: Localised("加", "More"),
      tooltip: Localised("增大选中的数值", "Make the marked number larger"), initials: "j", rank: 4, isInPalette: false),
  ]
}
