import Canvas
import Console
import Desk
import Glyphs

/// What the wall asks before something is done.
enum WallFormView {
  static func draw(_ painter: inout Painter, _ form: WallForm) {
    let choices = painter.state.choices(of: form)
    let height = form.isChoice ? min(painter.frame.height - 4, 5 + min(14, max(3, choices.count))) : 6
    let inner = painter.popup(
      width: painter.popupWidth, height: height, title: painter.text(title(painter.state, form.act)))
    painter.write(
      painter.text(form.isSending ? Localised("正在提交…", "Sending…") : about(form.act)), inner.x, inner.y,
      painter.style("ui.popup.dim"), width: inner.width)
    if form.act.isPlainQuestion { return }
    painter.frame.write(form.isChoice ? "/" : ">", at: inner.x, inner.y + 1, style: painter.style("ui.popup.title"))
    FieldView.draw(
      &painter, form.words, Rect(x: inner.x + 2, y: inner.y + 1, width: inner.width - 2, height: form.isChoice ? 1 : 2),
      isActive: !form.isSending, scope: "ui.input", ground: "ui.popup", placeholder: painter.text(hint(form)))
    guard form.isChoice else { return }
    let list = Rect(x: inner.x, y: inner.y + 2, width: inner.width, height: max(0, inner.height - 2))
    if choices.isEmpty {
      painter.write(
        painter.text("没有符合的", "Nothing matches"), list.x, list.y, painter.style("ui.popup.dim"), width: list.width)
    }
    painter.list(list, count: choices.count, selected: form.selected) { painter, index, row in
      drawRow(&painter, choices[index], row)
    }
  }

  private static func drawRow(_ painter: inout Painter, _ choice: WallChoice, _ row: Rect) {
    let style = painter.style("ui.popup")
    switch choice {
    case .group(let id, let name):
      painter.write(painter.text(name), row.x + 1, row.y, style, width: row.width - 20)
      if let queue = painter.state.wallQueues.first(where: { $0.group == id }) {
        painter.writeRight(
          painter.text(
            "排队 \(queue.waiting) 空位 \(queue.freeSlots)", "waiting \(queue.waiting), free \(queue.freeSlots)"),
          before: row.maxX, row.y, painter.style("ui.popup.dim"))
      }
    case .seat(let line):
      let load = PlainText(" \(line.load)/\(line.slots)")
      let right = row.maxX - painter.writeRight(load, before: row.maxX, row.y, painter.style("ui.popup.dim"))
      let end = TransferView.drawState(&painter, line, before: right, row.y, ground: "ui.popup")
      painter.write(PlainText(line.agent.name), row.x + 1, row.y, style, width: end - row.x - 2)
    case .state(let presence, _, let name):
      painter.write(
        painter.text(name), row.x + 1, row.y, painter.style("state.\(presence.rawValue)", on: "ui.popup"),
        width: row.width)
    case .figure(let name):
      painter.write(painter.text(choice.name), row.x + 1, row.y, style, width: row.width - 22)
      let kind =
        Threshold.liveNames.contains(name) ? painter.text("此刻", "now") : painter.text("近一小时，按发生", "last hour, by event")
      painter.writeRight(kind, before: row.maxX, row.y, painter.style("ui.popup.dim"))
    case .slots, .hours, .people:
      painter.write(painter.text(choice.name), row.x + 1, row.y, style, width: row.width)
    }
  }

  static func title(_ state: State, _ act: WallForm.Act) -> Localised {
    func seat(_ id: AgentID) -> String {
      state.replica?.floor.seats.first { $0.agent.id == id }?.agent.name ?? id.rawValue
    }
    func group(_ id: SkillGroupID) -> Localised {
      state.replica?.catalogue.groups.first { $0.id == id }?.name ?? Localised(id.rawValue, id.rawValue)
    }
    func join(_ chinese: String, _ english: String, _ name: String) -> Localised {
      Localised(chinese + " " + name, english + " " + name)
    }
    func join(_ chinese: String, _ english: String, in name: Localised) -> Localised {
      Localised(chinese + " " + name.chinese, english + " " + name.english)
    }
    /// Whom a conversation is with.
    func taxpayer(_ id: ConversationID) -> String {
      let line = state.wall?.lines?.lines.first { $0.id == id }?.taxpayer
      return line ?? state.wall?.watch?.detail?.conversation.taxpayer.name ?? ""
    }
    switch act {
    case .whisper(let id): return join("密语（只有坐席看到）", "Whisper, for the agent alone:", taxpayer(id))
    case .join(let id): return join("插入会话", "Join the talk with", taxpayer(id))
    case .takeOver(let id, let from):
      return Localised(
        "接管 \(taxpayer(id))，原坐席 \(seat(from))", "Take \(taxpayer(id)) over from \(seat(from))")
    case .move(let id, _): return Localised("把 \(taxpayer(id)) 转给", "Move \(taxpayer(id)) to")
    case .close(let id, _): return join("结束会话", "End the conversation with", taxpayer(id))
    case .state(let agent), .stateReason(let agent, _, _): return join("坐席状态", "State of", seat(agent))
    case .limit(let agent, _): return join("接待数", "Slots of", seat(agent))
    case .closeQueue(let id):
      return Localised("关闭排队 " + group(id).chinese, "Close the queue " + group(id).english)
    case .closingOffer(let id): return join("下班提议", "Closing offer", in: group(id))
    case .threshold: return Localised("告警指标", "Which figure to watch")
    case .thresholdGroup(let name): return join("告警", "Watch", in: Threshold.figureName(name))
    case .thresholdRanges(let name, let id):
      let figure = Threshold.figureName(name)
      guard let id else { return join("告警", "Watch", in: figure) }
      return join(
        "告警", "Watch",
        in: Localised(figure.chinese + " " + group(id).chinese, figure.english + ", " + group(id).english))
    case .dropThreshold(let alert): return join("不再告警", "Watch no more", in: Threshold.figureName(alert.name))
    case .blockHours(let id), .blockReason(let id, _): return join("拉黑", "Block", taxpayer(id))
    case .liftBlock(let id):
      return join("解除拉黑", "Lift the block of", state.wall?.blocks?.first { $0.taxpayer == id }?.name ?? "")
    case .audience: return Localised("公告发给谁", "Announce to whom")
    case .announce: return Localised("公告", "Announcement")
    }
  }

  static func about(_ act: WallForm.Act) -> Localised {
    switch act {
    case .whisper: Localised("Enter 送出，纳税人看不到", "Enter sends it; the taxpayer sees nothing of it")
    case .join: Localised("纳税人会看到您加入。Enter 加入，Esc 不加入", "The taxpayer is told. Enter joins, Esc does not")
    case .takeOver: Localised("原因会告诉原坐席，可留空。Enter 接管", "The agent reads why; may stay empty. Enter takes over")
    case .move: Localised("输入组名或姓名，Enter 转走", "Type a group or a name; Enter moves it")
    case .close: Localised("原因只有坐席看到。Enter 结束", "Only the agent reads why. Enter ends it")
    case .state: Localised("选状态，下一步写原因", "Choose the state; then say why")
    case .stateReason: Localised("坐席会看到原因。Enter 提交", "The agent reads why. Enter does it")
    case .limit: Localised("Enter 确定", "Enter takes it")
    case .closeQueue:
      Localised("纳税人看到的话，可留空用常用提示。Enter 关闭", "What taxpayers read; empty for the usual words. Enter closes it")
    case .closingOffer:
      Localised("页面提议留言或预约，仍可继续等。Enter 发出", "They may leave a message, book, or wait on. Enter offers")
    case .threshold: Localised("选指标，下一步选技能组", "Choose the figure; then the group")
    case .thresholdGroup: Localised("选技能组，下一步写范围", "Choose the group; then the ranges")
    case .thresholdRanges:
      Localised("警告 严重：10 20 高于告警，80%: 60%: 低于告警，- 不设", "warning critical: 10 20 above, 80%: 60%: below, - none")
    case .dropThreshold: Localised("Enter 撤下，Esc 不撤", "Enter watches it no more, Esc does not")
    case .blockHours: Localised("选时长，下一步写原因", "Choose for how long; then say why")
    case .blockReason: Localised("纳税人看不到原因；当前会话随即结束。Enter 拉黑", "Not for the taxpayer; the talk ends. Enter blocks")
    case .liftBlock: Localised("原因可留空。Enter 解除", "Why; may stay empty. Enter lifts it")
    case .audience: Localised("Enter 选定，下一步写内容", "Enter takes it; then write")
    case .announce: Localised("Enter 发出，8 小时内有效", "Enter announces it, for 8 hours")
    }
  }

  private static func hint(_ form: WallForm) -> Localised {
    form.isChoice ? Localised("筛选", "narrow down") : Localised("在此输入", "write here")
  }
}

extension WallForm.Act {
  /// Whether nothing is written or chosen, only agreed to.
  fileprivate var isPlainQuestion: Bool {
    switch self {
    case .join, .dropThreshold: true
    default: false
    }
  }
}
