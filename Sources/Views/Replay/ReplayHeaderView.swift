import Canvas
import Console
import Desk
import Glyphs

/// Two rows at the top: whose conversation and how it is played; where the play stands, by the clock of then and from the beginning.
enum ReplayHeaderView {
  static func draw(_ painter: inout ReplayPainter) {
    let area = painter.layout.header
    painter.frame.fill(Rect(area), style: painter.style("ui.header"))
    drawNames(&painter, area)
    drawPlace(&painter, Area(x: area.x, y: area.y + 1, width: area.width, height: 1))
  }

  private static func drawNames(_ painter: inout ReplayPainter, _ area: Area) {
    let state = painter.state
    let brand = painter.text(" 会话回放 ", " Replay ")
    let x = painter.frame.write(brand, at: area.x, area.y, style: painter.style("ui.header.brand")) + 1
    var end = area.x + area.width - 1
    let sign = painter.symbols.isWide ? "x" : "×"
    let speed = state.speed.factor.map { PlainText("\($0)" + sign) } ?? painter.text("最快", "max")
    let doing =
      state.isPlaying
      ? painter.text("播放 ", "playing ")
      : state.isAtEnd ? painter.text("播完 ", "at the end ") : painter.text("暂停 ", "paused ")
    let scope = state.isPlaying ? "link.live" : "link.behind"
    end -= painter.writeRight(doing + speed, before: end, area.y, painter.style(scope, on: "ui.header")) + 2
    let conversation = state.timeline.record.conversation
    var names = PlainText(conversation.taxpayer.name)
    if let enterprise = conversation.taxpayer.enterprise?.name {
      names += painter.symbols.separator + PlainText(enterprise)
    }
    if let agent = state.conversation.agent { names += painter.symbols.separator + PlainText(agent.name) }
    painter.write(names, area.x + x, area.y, painter.style("ui.header.value"), width: end - area.x - x)
  }

  private static func drawPlace(_ painter: inout ReplayPainter, _ area: Area) {
    let state = painter.state
    let moment = state.timeline.moment(at: state.position)
    let clock = PlainText(ClockText.dayAndTime(moment, utcOffsetMinutes: state.utcOffsetMinutes))
    var x = area.x + 1
    x += painter.write(clock, x, area.y, painter.style("ui.header.value"), width: area.width - 2) + 2
    let elapsed = ClockText.wait(Int(state.position / 1000)) + "/" + ClockText.wait(Int(state.timeline.length / 1000))
    x += painter.write(PlainText(elapsed), x, area.y, painter.style("ui.header.label"), width: area.width - x) + 2
    var end = area.x + area.width - 1
    for flag in flags(painter) {
      let width = flag.width(painter.ambiguous)
      guard end - width > x + 16 else { break }
      end -= painter.writeRight(flag, before: end, area.y, painter.style("ui.header.label")) + 2
    }
    let phase = state.timeline.phase(at: state.position)
    var words = painter.text(phase.name)
    let silent = state.silentSeconds
    if silent >= 1, !state.isAtEnd { words += " " + PlainText(ClockText.wait(silent)) }
    painter.write(
      words, x, area.y, painter.style(ReplayPainter.scope(phase), on: "ui.header"), width: end - x)
  }

  private static func flags(_ painter: ReplayPainter) -> [PlainText] {
    var flags: [PlainText] = []
    if painter.state.skipsSilence { flags.append(painter.text("跳过静默", "skips silence")) }
    if painter.state.isTaxpayerView { flags.append(painter.text("纳税人视角", "as the taxpayer saw it")) }
    if !painter.state.timeline.record.hasBeginning { flags.append(painter.text("缺开头", "begins later")) }
    if painter.state.timeline.record.conversation.stage != .closed {
      flags.append(painter.text("仍在进行", "still goes on"))
    }
    return flags
  }
}
