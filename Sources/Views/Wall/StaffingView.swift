import Canvas
import Console
import Desk
import Glyphs

/// What a queue comes to with its seats, one more and one fewer (Erlang A), in the long run and until closing, and who will not be reached by then.
enum StaffingView {
  static func draw(_ painter: inout Painter, _ group: SkillGroupID, lender: SkillGroupID?) {
    let name = painter.state.wallQueues.first { $0.group == group }?.name ?? Localised(group.rawValue, group.rawValue)
    let lines = lines(painter.state, group, lender: lender)
    let inner = painter.popup(
      width: painter.popupWidth, height: lines.count + 2, title: painter.text("试算 ", "What if: ") + painter.text(name))
    for (offset, line) in lines.enumerated() {
      painter.write(
        painter.text(line), inner.x, inner.y + offset,
        painter.style(offset == 2 ? "ui.popup.title" : "ui.popup", on: "ui.popup"),
        width: inner.width)
    }
  }

  /// The same in words, for the linear rendering too.
  static func lines(_ state: State, _ group: SkillGroupID, lender: SkillGroupID?) -> [Localised] {
    guard let queue = state.wallFigures.staffing?.queues.first(where: { $0.group == group }) else {
      return [Localised("正在计算…", "Working it out…")]
    }
    func number(_ value: Double?) -> String { value.map { String(Int($0.rounded())) } ?? "—" }
    var lines = [
      Localised(
        "每小时来 \(number(queue.arrivalsPerHour)) 人，处理 \(number(queue.handleSeconds)) 秒，耐心 \(number(queue.patienceSeconds)) 秒",
        "\(number(queue.arrivalsPerHour)) an hour, \(number(queue.handleSeconds)) s to handle, patience \(number(queue.patienceSeconds)) s"
      ),
      Localised(
        "坐席 \(queue.seats)，共 \(queue.slots) 个会话位", "\(queue.seats) seats with \(queue.slots) slots in all"),
      row(Localised("现在", "now"), queue.now), row(Localised("多一席", "one more"), queue.oneMore),
      row(Localised("少一席", "one fewer"), queue.oneFewer),
      queue.seatsForTarget.map { Localised("达到 80% 至少要 \($0) 席", "80 % takes \($0) seats at least") }
        ?? Localised("达到 80% 要几席：无法计算", "Seats for 80 %: cannot be computed"),
    ]
    if let closes = queue.closesAt {
      let at = ClockText.hoursMinutes(closes, utcOffsetMinutes: state.replica?.office.calendar.utcOffsetMinutes ?? 480)
      if let rest = queue.untilClosing {
        lines += [
          Localised("从现在到 \(at) 下班，以及届时还等的人：", "From now until closing at \(at), and who will wait then:"),
          row(Localised("照现在", "as now"), rest.now), row(Localised("多一席", "one more"), rest.oneMore),
          row(Localised("少一席", "one fewer"), rest.oneFewer),
        ]
      }
      lines.append(
        queue.now == nil
          ? Localised(
            "\(at) 下班前接不到几人：无法计算，今天还没有办完的会话", "Not reached by \(at): cannot be computed, no talk is done today")
          : Localised(
            "\(at) 下班前预计接不到 \(queue.unreached.count) 人，c 提议留言或预约",
            "\(queue.unreached.count) will probably not be reached by \(at); c offers other ways")
      )
    }
    return lines + moved(state, queue, lender)
  }

  /// A seat moved here from another queue: what it comes to in both.
  private static func moved(_ state: State, _ queue: QueueStaffing, _ lender: SkillGroupID?) -> [Localised] {
    guard let from = state.wallFigures.staffing?.queues.first(where: { $0.group == lender }) else {
      return [Localised("←→ 从其他组调一席", "←→ one seat moved from another group")]
    }
    return [
      Localised("从 \(from.name.chinese) 调一席（←→ 换组）：", "One seat moved from \(from.name.english) (←→ another):"),
      row(queue.name, queue.oneMore),
    ] + rest(state, queue, queue.untilClosing?.oneMore) + [row(from.name, from.oneFewer)]
      + rest(state, from, from.untilClosing?.oneFewer)
  }

  /// What is left of a queue's day after a seat was moved.
  private static func rest(_ state: State, _ queue: QueueStaffing, _ outlook: ClosingOutlook?) -> [Localised] {
    guard let outlook, let closes = queue.closesAt else { return [] }
    let at = ClockText.hoursMinutes(closes, utcOffsetMinutes: state.replica?.office.calendar.utcOffsetMinutes ?? 480)
    return [row(Localised("到 \(at)", "  by \(at)"), outlook)]
  }

  private static func row(_ name: Localised, _ outlook: ClosingOutlook?) -> Localised {
    guard let outlook else { return Localised(name.chinese + "：—", name.english + ": —") }
    let wait = ClockText.wait(Int(outlook.waitSeconds.rounded()))
    let left = Int(outlook.waiting.rounded())
    return Localised(
      "\(name.chinese)：水平 \(percent(outlook.serviceLevel))，等 \(wait)，放弃 \(percent(outlook.abandonment))，占用 \(percent(outlook.occupancy))，还等 \(left) 人",
      "\(name.english): level \(percent(outlook.serviceLevel)), wait \(wait), gone \(percent(outlook.abandonment)), load \(percent(outlook.occupancy)), \(left) left"
    )
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

  private static func row(_ name: Localised, _ outlook: StaffingOutlook?) -> Localised {
    guard let outlook else { return Localised(name.chinese + "：—", name.english + ": —") }
    let wait = ClockText.wait(Int(outlook.waitSeconds.rounded()))
    let name = Localised(name.chinese, name.english.count > 15 ? name.english.prefix(14) + "…" : name.english)
    let late = outlook.unreached.map { Localised("，未接 \($0) 人", ", \($0) late") } ?? Localised("", "")
    return Localised(
      "\(name.chinese)：水平 \(percent(outlook.serviceLevel))，等 \(wait)，放弃 \(percent(outlook.abandonment))，占用 \(percent(outlook.occupancy))\(late.chinese)",
      "\(name.english): level \(percent(outlook.serviceLevel)), wait \(wait), gone \(percent(outlook.abandonment)), load \(percent(outlook.occupancy))\(late.english)"
    )
  }
}
