import Canvas
import Console
import Desk
import Glyphs

/// The messages of the conversation in the middle.
enum TalkView {
  static func draw(_ painter: inout Painter) {
    let state = painter.state
    let area = painter.layout.talk
    let isFocused = state.focus == .talk && state.popup == nil
    guard let detail = state.current, let window = state.talkWindow(painter.layout) else {
      WelcomeView.draw(&painter)
      return
    }
    let (right, scope) = rightOfTitle(painter, detail)
    painter.title(title(painter, detail.conversation), area, isFocused: isFocused, right: right, rightScope: scope)
    let body = area.droppingTop(1)
    painter.hits.add(.talk, Rect(body))
    let top = body.y + max(0, body.height - window.lines.count)
    for (offset, line) in window.lines.enumerated() {
      draw(&painter, line, Area(x: body.x, y: top + offset, width: body.width, height: 1))
    }
  }

  private static func title(_ painter: Painter, _ conversation: Conversation) -> PlainText {
    var words = PlainText(conversation.taxpayer.name)
    if let enterprise = conversation.taxpayer.enterprise?.name {
      words += painter.symbols.separator + PlainText(enterprise)
    }
    let groups = painter.state.replica?.catalogue.groups ?? []
    if let group = groups.first(where: { $0.id == conversation.queue?.group }) {
      words += painter.symbols.separator + painter.text(group.name)
    }
    return words
  }

  private static func rightOfTitle(_ painter: Painter, _ detail: ConversationDetail) -> (PlainText, String) {
    let state = painter.state
    let below = state.newBelow
    if below > 0 {
      return (
        painter.symbols.below + PlainText(" ") + painter.text("下方 \(below) 条新消息", "\(below) new below"), "wait.overdue"
      )
    }
    if state.talk.isLoadingEarlier { return (painter.text("正在载入更早的消息", "loading earlier"), "link.behind") }
    if state.talk.scroll != nil { return (painter.text("已上翻，G 回到最新", "scrolled back, G for newest"), "ui.title") }
    if let invitation = detail.conversation.invitation, invitation.isOpen {
      return (
        painter.text(CallText.line(invitation, in: detail.conversation, state.clock)), CallText.scope(invitation)
      )
    }
    if let partner = state.partner(in: detail.conversation) {
      let isAsked = state.isConsulted(in: detail.conversation)
      let words = isAsked ? painter.text("应邀会商 ", "asked by ") : painter.text("会商 ", "with ")
      return (words + PlainText(partner.name), "state.training")
    }
    if let since = detail.conversation.heldSince {
      let wait = PlainText(ClockText.wait(state.clock.seconds(since: since)))
      return (painter.text("挂起 ", "on hold ") + wait, "state.busy")
    }
    if detail.conversation.stage == .wrapUp { return (painter.text("话后整理", "wrap-up"), "state.wrapUp") }
    if !detail.conversation.isTaxpayerPresent { return (painter.text("已离开页面", "page closed"), "wait.warning") }
    return ("", "ui.title")
  }

  static func draw(
    _ painter: inout some Painting, _ line: TalkLine, _ area: Area, ground: String = "ui.background"
  ) {
    let x = area.x + 1
    switch line.kind {
    case .day, .notice, .gap:
      let scope = line.kind == .day ? "talk.day" : "talk.system"
      let words = line.kind == .day ? "── " + line.text + " ──" : line.text
      let text = painter.symbols.isWide && line.kind == .day ? "-- " + line.text + " --" : words
      let short = text.truncated(to: area.width - 2, painter.ambiguous)
      let start = area.x + (area.width - short.width(painter.ambiguous)) / 2
      painter.frame.write(short, at: start, area.y, style: painter.style(scope, on: ground))
    case .unseen:
      let rule = PlainText(painter.symbols.isWide ? "--" : "──")
      let text = rule + " " + line.text + " " + rule
      let start = area.x + (area.width - text.width(painter.ambiguous)) / 2
      painter.frame.write(text, at: start, area.y, style: painter.style("talk.taxpayer", on: ground))
    case .author(let side):
      bar(&painter, side, x, area.y, ground)
      painter.write(line.text, x + 2, area.y, painter.style(scope(side), on: ground), width: area.width - 4)
    case .words(let side):
      bar(&painter, side, x, area.y, ground)
      let textScope = side == .assistant ? "talk.assistant.text" : "ui.text"
      painter.frame.write(line.text, at: x + 2, area.y, style: painter.style(textScope, on: ground))
      time(&painter, line, area, ground)
    case .image(let side):
      bar(&painter, side, x, area.y, ground)
      painter.frame.write(line.text, at: x + 2, area.y, style: painter.style("talk.article", on: ground))
      time(&painter, line, area, ground)
    case .link(let side):
      bar(&painter, side, x, area.y, ground)
      let width = painter.frame.write(
        painter.symbols.arrow, at: x + 2, area.y, style: painter.style(scope(side), on: ground))
      painter.frame.write(line.text, at: x + 2 + width, area.y, style: painter.style("talk.article", on: ground))
      time(&painter, line, area, ground)
    case .linkDetail(let side):
      bar(&painter, side, x, area.y, ground)
      painter.frame.write(line.text, at: x + 5, area.y, style: painter.style("ui.text.dim", on: ground))
    case .article:
      bar(&painter, .assistant, x, area.y, ground)
      let width = painter.frame.write(
        painter.symbols.arrow, at: x + 2, area.y, style: painter.style("talk.assistant", on: ground))
      painter.write(
        line.text, x + 2 + width, area.y, painter.style("talk.article", on: ground), width: area.width - 5 - width)
    case .pending, .refused:
      bar(&painter, .agent, x, area.y, ground)
      let textScope = line.kind == .refused ? "talk.mark.failed" : "ui.text.dim"
      painter.frame.write(line.text, at: x + 2, area.y, style: painter.style(textScope, on: ground))
      time(&painter, line, area, ground)
    case .typing:
      bar(&painter, .taxpayer, x, area.y, ground)
      painter.frame.write(line.text, at: x + 2, area.y, style: painter.style("talk.draft", on: ground))
      painter.writeRight(
        line.time, before: area.x + area.width - 1, area.y, painter.style("talk.draft", on: ground))
    case .blank: break
    }
  }

  private static func bar(_ painter: inout some Painting, _ side: Side, _ x: Int, _ y: Int, _ ground: String) {
    painter.frame.write(painter.symbols.bar, at: x, y, style: painter.style(scope(side), on: ground))
  }

  private static func time(_ painter: inout some Painting, _ line: TalkLine, _ area: Area, _ ground: String) {
    let right = area.x + area.width - 1
    if let mark = line.mark {
      let (sign, scope) = painter.symbols.mark(mark)
      painter.frame.write(sign, at: right - 2, area.y, style: painter.style(scope, on: ground))
    }
    if !line.time.isEmpty {
      painter.writeRight(line.time, before: right - 3, area.y, painter.style("talk.time", on: ground))
    }
  }

  static func scope(_ side: Side) -> String {
    switch side {
    case .taxpayer: "talk.taxpayer"
    case .agent: "talk.agent"
    case .assistant: "talk.assistant"
    case .system: "talk.system"
    }
  }
}
