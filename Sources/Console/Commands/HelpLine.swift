import Desk
import Glyphs

/// A line of the help: a key's name and what it does, or a heading.
public enum HelpLine: Hashable, Sendable {
  /// A heading.
  case heading(Localised)
  /// A command; why it cannot be run just now, if so.
  case command(keys: String, name: Localised, tooltip: Localised, obstacle: Localised?)
  /// What there was no room for in the line above.
  case more(Localised)
  /// A plain line.
  case text(Localised)
}

extension State {
  /// What help shows: what can be done where the keys go, drawn from the command table, then what the marks mean.
  public var helpLines: [HelpLine] {
    var copy = self
    copy.popup = underHelp
    let place = copy.place
    let chapters = Command.chapters.flatMap { chapter -> [HelpLine] in
      let here = chapter.commands.filter { command in
        guard !command.keys(at: place).isEmpty else { return false }
        if case .openConversation(let number) = command.id { return number == 1 }
        return true
      }
      return here.isEmpty ? [] : [.heading(chapter.name)] + lines(of: here, place, copy)
    }
    return (chapters + HelpLine.fieldKeys + HelpLine.marks).flatMap(fitted)
  }

  /// A command with as much of what it does as there is room for, and the rest below it.
  private func fitted(_ line: HelpLine) -> [HelpLine] {
    guard case .command(let keys, let name, let tooltip, let obstacle) = line else {
      return [line]
    }
    let room = HelpLine.width(in: size) - HelpLine.tooltipColumn
    let parts = PlainText(tooltip.text(preferences.language)).wrapped(to: max(8, room), ambiguous).map {
      Localised($0.string, $0.string)
    }
    guard let first = parts.first, parts.count > 1 else { return [line] }
    return [.command(keys: keys, name: name, tooltip: first, obstacle: obstacle)] + parts.dropFirst().map(HelpLine.more)
  }

  /// How many lines of help are on the screen at once.
  public var helpRows: Int { HelpLine.rows(of: helpLines.count, in: size) }

  /// The last line that help can begin with.
  var helpEnd: Int { max(0, helpLines.count - helpRows) }

  /// What the hint bar shows, best first. Help is read downwards, and at its end upwards.
  public var hints: [Command] {
    let hints = Command.hints(at: place)
    guard case .help(let scroll) = popup, scroll >= helpEnd else { return hints }
    let back = helpEnd > 0 ? Command.named(.pageUp).map { [$0] } ?? [] : []
    return back + hints.filter { $0.id != .pageDown }
  }

  private func lines(of commands: [Command], _ place: Place, _ copy: State) -> [HelpLine] {
    commands.map { command -> HelpLine in
      let keys = command.keys(at: place).prefix(3).map(\.name).joined(separator: " ")
      if case .openConversation = command.id {
        return .command(
          keys: keys.replacingOne("1", with: "1-9"), name: Localised("会话 1-9", "Chat 1-9"),
          tooltip: Localised("打开列表中的会话", "Open that conversation of the list"), obstacle: nil)
      }
      return .command(
        keys: keys, name: command.name, tooltip: command.tooltip, obstacle: copy.obstacle(to: command.id))
    }
  }
}

extension HelpLine {
  /// Where in a line it begins what a command does.
  public static let tooltipColumn = 35

  /// Columns of a line, inside the frame and its margins.
  public static func width(in size: Size) -> Int { min(120, size.columns - 4) - 4 }

  /// How many of so many lines there is room for.
  public static func rows(of count: Int, in size: Size) -> Int { max(1, min(size.rows - 4, count)) }

  fileprivate static let fieldKeys: [HelpLine] = [
    .heading(Localised("在任何输入框中", "In every text field")),
    .text(
      Localised(
        "Ctrl-A/E 行首行尾 · Ctrl-W 删词 · Ctrl-U/K 删到行首/行尾", "Ctrl-A/E line ends · Ctrl-W word · Ctrl-U/K to line start/end")
    ),
    .text(Localised("Ctrl-←/→ 按词移动 · Ctrl-_ 撤销 · Ctrl-Y 重做", "Ctrl-Left/Right by word · Ctrl-_ undo · Ctrl-Y redo")),
    .text(Localised("Esc 只退出一步，不会丢弃写好的内容", "Esc is one step out and never throws away what is written")),
  ]

  fileprivate static let marks: [HelpLine] = [
    .heading(Localised("标记", "Marks")),
    .text(Localised("· 已发送 · ✓ 已到对方页面 · ✓✓ 对方已读", "· sent · ✓ on their page · ✓✓ read by them")),
    .text(Localised("~ 在发件箱 · > 正在发送 · ! 未发出", "~ in the outbox · > sending · ! refused")),
    .text(
      Localised(
        "数字 未读条数 · 时钟 等您回复的时间，最久的加标记", "Number: unread · clock: waits for your reply, the longest is marked")),
  ]
}

extension String {
  fileprivate func replacingOne(_ letter: Character, with text: String) -> String {
    map { $0 == letter ? text : String($0) }.joined()
  }
}
