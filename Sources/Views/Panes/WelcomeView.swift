import Canvas
import Console
import Desk
import Glyphs

/// The middle while no conversation is open: what to do next.
enum WelcomeView {
  static func draw(_ painter: inout Painter) {
    let talk = painter.layout.talk
    let area = Area(x: talk.x, y: talk.y, width: talk.width, height: talk.height + painter.layout.composer.height)
    painter.title(painter.text("会话", "Talk"), area, isFocused: false)
    let lines = lines(painter)
    let top = area.y + max(1, (area.height - lines.count) / 2)
    for (offset, line) in lines.enumerated() where top + offset < area.y + area.height {
      let short = line.0.truncated(to: area.width - 2, painter.ambiguous)
      let x = area.x + max(1, (area.width - short.width(painter.ambiguous)) / 2)
      painter.frame.write(short, at: x, top + offset, style: painter.style(line.1))
    }
  }

  private static func lines(_ painter: Painter) -> [(PlainText, String)] {
    let state = painter.state
    guard let replica = state.replica else { return connecting(painter) }
    var lines: [(PlainText, String)] = []
    if replica.me.choice == .ready {
      lines.append((painter.text("没有打开的会话", "No conversation is open"), "ui.text.strong"))
    } else {
      lines.append((painter.text("现在是", "You are: ") + painter.text(replica.me.choice.name), "ui.text.strong"))
    }
    lines.append(("", "ui.text"))
    if replica.me.choice != .ready {
      lines.append(
        (painter.text("按 s 改变状态，示闲后可以接待", "Press s and become ready to take people"), "ui.text.dim"))
    }
    if let next = state.nextInQueue {
      let (wait, scope) = painter.wait(since: next.enteredAt)
      lines.append((painter.text("下一位 ", "Next: ") + PlainText(next.taxpayer) + "  " + wait, scope))
      lines.append((PlainText(next.reason), "ui.text"))
      lines.append(("", "ui.text"))
      if replica.me.choice == .signedOut {
        lines.append((painter.text("p 预览", "p previews"), "ui.text.dim"))
        return lines + [(painter.text("? 帮助 · : 命令", "? help · : commands"), "ui.text.dim")]
      }
      lines.append(
        (painter.text("A 接入下一位 · Enter 接入选中 · p 预览", "A takes the next · Enter the marked · p previews"), "ui.text.dim")
      )
    } else {
      let isCalling = state.queueLines.contains { $0.offeredTo != nil }
      lines.append(
        (
          isCalling
            ? painter.text("排队的正在呼叫其他坐席", "Those who wait are being put to other seats")
            : painter.text("本人技能组无人排队", "Nobody waits in your groups"), "ui.text.dim"
        ))
    }
    lines.append((painter.text("? 帮助 · : 命令", "? help · : commands"), "ui.text.dim"))
    return lines
  }

  private static func connecting(_ painter: Painter) -> [(PlainText, String)] {
    guard let failure = painter.state.failure else {
      return [(painter.text("正在连接服务…", "Connecting to the backend…"), "ui.text.strong")]
    }
    var lines = [(painter.text(failure.text), "link.lost")]
    switch failure {
    case .unreachable(let reason), .unreadable(let reason): lines.append((PlainText(reason), "ui.text.dim"))
    case .refused(let problem):
      if let id = problem.requestID { lines.append((PlainText(id), "ui.text.dim")) }
    }
    return lines
  }
}
