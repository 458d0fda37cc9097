import Canvas
import Console
import Desk
import Glyphs

/// What a queue comes to with its seats, one more and one fewer (Erlang A), and who will not be reached by closing.
enum StaffingView {
  static func draw(_ painter: inout Painter, _ group: SkillGroupID) {
    let name = painter.state.wallQueues.first { $0.group == group }?.name ?? Localised(group.rawValue, group.rawValue)
    let lines = lines(painter.state, group)
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
  static func lines(_ state: State, _ group: SkillGroupID) -> [Localised] {
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
      lines.append(
        Localised(
          "\(at) 下班前预计接不到 \(queue.unreached.count) 人", "\(queue.unreached.count) will probably not be reached by \(at)")
      )
    }
    return lines
  }

  private static func row(_ name: Localised, _ outlook: StaffingOutlook?) -> Localised {
    guard let outlook else { return Localised(name.chinese + "：—", name.english + ": —") }
    func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
    let wait = ClockText.wait(Int(outlook.waitSeconds.rounded()))
    return Localised(
      "\(name.chinese)：服务水平 \(percent(outlook.serviceLevel))，平均等 \(wait)，放弃 \(percent(outlook.abandonment))，占用 \(percent(outlook.occupancy))",
      "\(name.english): level \(percent(outlook.serviceLevel)), wait \(wait), abandoned \(percent(outlook.abandonment)), occupancy \(percent(outlook.occupancy))"
    )
  }
}
