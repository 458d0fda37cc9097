import Desk

/// One thing a reviewer can do. The one table of these feeds keys, hint bar and help.
public struct ReplayCommand: Equatable, Sendable {
  /// Names a command.
  public enum ID: Hashable, Sendable {
    /// Play or pause.
    case playPause
    /// Faster.
    case faster
    /// Slower.
    case slower
    /// To the next message.
    case nextMessage
    /// To the message before.
    case previousMessage
    /// Ten seconds on.
    case forward
    /// Ten seconds back.
    case back
    /// To the beginning.
    case first
    /// To the end.
    case last
    /// To so many tenths, 1–9.
    case tenth(Int)
    /// Long silences shortly, or as they were.
    case skipSilence
    /// Only what the taxpayer saw, or all.
    case taxpayerView
    /// The next theme.
    case nextTheme
    /// The other language.
    case otherLanguage
    /// What can be done.
    case help
    /// Draw everything again.
    case repaint
    /// Give the terminal back for a while.
    case suspend
    /// Leave help, or the player.
    case stepOut
    /// Leave.
    case quit
  }

  /// Its name in code.
  public var id: ID
  /// Keys that run it, the one to show first.
  public var keys: [Key]
  /// Its name on the screen, short.
  public var name: Localised
  /// What it does, one sentence.
  public var tooltip: Localised
  /// Its rank in the hint bar, lower first; `nil` for help only.
  public var rank: Int?

  init(_ id: ID, keys: [Key], name: Localised, tooltip: Localised, rank: Int? = nil) {
    self.id = id
    self.keys = keys
    self.name = name
    self.tooltip = tooltip
    self.rank = rank
  }

  /// The command that key runs, if any.
  public static func at(_ key: Key) -> ReplayCommand? { table.first { $0.keys.contains(key) } }

  /// What the hint bar shows, best first.
  public static let hints = table.filter { $0.rank != nil }.sorted { ($0.rank ?? 0) < ($1.rank ?? 0) }

  /// Every command there is.
  public static let table: [ReplayCommand] =
    [
      ReplayCommand(
        .playPause, keys: [.character(" ")], name: Localised("播放/暂停", "Play/pause"),
        tooltip: Localised("播放或暂停；播完后从头再播", "Play or pause; at the end, from the beginning again"), rank: 1),
      ReplayCommand(
        .faster, keys: [.character("+"), .character("=")], name: Localised("加速", "Faster"),
        tooltip: Localised("1、2、4、8、16 倍，最快逐条", "1, 2, 4, 8, 16 times, then one by one"), rank: 2),
      ReplayCommand(
        .slower, keys: [.character("-"), .character("_")], name: Localised("减速", "Slower"),
        tooltip: Localised("放慢一档", "A step slower"), rank: 3),
      ReplayCommand(
        .nextMessage, keys: [.character("n"), .character("j"), Key(.down)], name: Localised("下一条", "Next"),
        tooltip: Localised("到下一条消息", "To the next message"), rank: 4),
      ReplayCommand(
        .previousMessage, keys: [.character("N"), .character("k"), Key(.up)], name: Localised("上一条", "Previous"),
        tooltip: Localised("到上一条消息", "To the message before"), rank: 5),
      ReplayCommand(
        .forward, keys: [Key(.right), .character("l")], name: Localised("进 10 秒", "+10 s"),
        tooltip: Localised("前进 10 秒", "Ten seconds on"), rank: 7),
      ReplayCommand(
        .back, keys: [Key(.left), .character("h")], name: Localised("退 10 秒", "-10 s"),
        tooltip: Localised("后退 10 秒", "Ten seconds back"), rank: 8),
      ReplayCommand(
        .first, keys: [Key(.home), .character("g")], name: Localised("到开头", "First"),
        tooltip: Localised("到开头", "To the beginning")),
      ReplayCommand(
        .last, keys: [Key(.end), .character("G")], name: Localised("到末尾", "Last"),
        tooltip: Localised("到末尾，显示全部", "To the end, with everything shown")),
    ] + tenths + [
      ReplayCommand(
        .skipSilence, keys: [.character("s")], name: Localised("跳过静默", "Silence"),
        tooltip: Localised("超过 3 秒的静默快速带过，或按原样播放", "Silences over 3 s shortly, or as they were"), rank: 6),
      ReplayCommand(
        .taxpayerView, keys: [.character("p")], name: Localised("纳税人视角", "As seen"),
        tooltip: Localised("只显示纳税人看到的，或全部", "Only what the taxpayer saw, or everything"), rank: 9),
      ReplayCommand(
        .nextTheme, keys: [.character("T"), .function(8)], name: Localised("换主题", "Theme"),
        tooltip: Localised("换一个主题", "Change the theme")),
      ReplayCommand(
        .otherLanguage, keys: [.character("L"), .function(9)], name: Localised("English", "中文"),
        tooltip: Localised("切换到英文界面", "Show the screen in Chinese")),
      ReplayCommand(
        .help, keys: [.character("?"), .function(1)], name: Localised("帮助", "Help"),
        tooltip: Localised("可用的按键和标记", "Keys and marks"), rank: 95),
      ReplayCommand(
        .repaint, keys: [.control("l")], name: Localised("重画", "Repaint"),
        tooltip: Localised("重画整个屏幕", "Draw the whole screen again")),
      ReplayCommand(
        .suspend, keys: [.control("z")], name: Localised("到命令行", "Suspend"),
        tooltip: Localised("回到命令行，fg 返回", "Back to the shell; fg returns")),
      ReplayCommand(
        .stepOut, keys: [Key(.escape)], name: Localised("返回", "Back"),
        tooltip: Localised("关闭帮助", "Close help")),
      ReplayCommand(
        .quit, keys: [.character("q"), .control("c"), .function(10)], name: Localised("离开", "Quit"),
        tooltip: Localised("离开回放", "Leave"), rank: 90),
    ]

  private static let tenths = (1...9).map { tenth in
    ReplayCommand(
      .tenth(tenth), keys: [.character(Character(String(tenth)))], name: Localised("到 \(tenth)0%", "\(tenth)0%"),
      tooltip: Localised("到全程的十分之 \(tenth)", "To \(tenth) tenths of it"))
  }

  /// What help shows: every command, then what the marks mean.
  public static let helpLines: [HelpLine] =
    [.heading(Localised("按键", "Keys"))]
    + table.compactMap { command in
      let keys = command.keys.map(\.name).joined(separator: " ")
      if case .tenth(let tenth) = command.id {
        return tenth > 1
          ? nil
          : .command(
            keys: "1-9", name: Localised("到十分之几", "Tenths"),
            tooltip: Localised("到全程的十分之一至九", "To one to nine tenths of it"), obstacle: nil)
      }
      return .command(keys: keys, name: command.name, tooltip: command.tooltip, obstacle: nil)
    } + [.heading(Localised("时间线", "Time line"))] + marks

  private static let marks: [HelpLine] = [
    .text(
      Localised(
        ReplayMark.Kind.allCases.map { $0.letter.chinese + " " + $0.name.chinese }.joined(separator: " · "),
        ReplayMark.Kind.allCases.map { $0.letter.english + " " + $0.name.english }.joined(separator: " · "))),
    .text(
      Localised("点时间线跳到该处，滚轮逐条前后", "A click on the time line goes there; the wheel goes message by message")),
  ]
}
