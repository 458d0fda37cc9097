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
    // Nobody leaves before somebody did.
    let patience =
      queue.patienceSeconds.map { Localised("耐心 \(number($0)) 秒", "patience \(number($0)) s") }
      ?? Localised("今天无人放弃", "nobody left today")
    var lines =
      [
        Localised(
          "每小时来 \(number(queue.arrivalsPerHour)) 人，处理 \(number(queue.handleSeconds)) 秒，\(patience.chinese)",
          "\(number(queue.arrivalsPerHour)) an hour, \(number(queue.handleSeconds)) s to handle, \(patience.english)"
        ),
        Localised(
          "坐席 \(queue.seats)，共 \(queue.slots) 个会话位",
          "\(queue.seats) \(queue.seats == 1 ? "seat" : "seats") with \(queue.slots) \(queue.slots == 1 ? "slot" : "slots") in all"
        ),
      ]
      + rows(
        [(.none, queue.now.map { row(now, $0) }), (.oneMore, queue.oneMore.map { row(more, $0) })]
          + [(.oneFewer, queue.oneFewer.map { row(fewer, $0) })], queue.gap)
    lines.append(
      queue.seatsForTarget.map {
        Localised("达到 80% 至少要 \($0) 席", "80 % takes \($0) \($0 == 1 ? "seat" : "seats") at least")
      }
        ?? gap(Localised("达到 80% 要几席", "Seats for 80 %"), queue.gapOfTarget))
    if let closes = queue.closesAt {
      let at = ClockText.hoursMinutes(closes, utcOffsetMinutes: state.replica?.office.calendar.utcOffsetMinutes ?? 480)
      if let rest = queue.untilClosing {
        lines.append(
          Localised("从现在到 \(at) 下班，以及届时还等的人：", "From now until closing at \(at), and who will wait then:"))
        lines += rows(
          [(.none, rest.now.map { row(now, $0) }), (.oneMore, rest.oneMore.map { row(more, $0) })]
            + [(.oneFewer, rest.oneFewer.map { row(fewer, $0) })], queue.gapUntilClosing)
      }
      lines.append(
        queue.handleSeconds == nil && queue.slots > 0
          ? gap(Localised("\(at) 下班前接不到几人", "Not reached by \(at)"), .nothingHandled)
          : Localised(
            "\(at) 下班前预计接不到 \(queue.unreached.count) 人，c 提议留言或预约",
            "\(queue.unreached.count) will probably not be reached by \(at); c offers other ways"))
    }
    return lines + moved(state, queue, lender)
  }

  private static let now = Localised("现在", "now")
  private static let more = Localised("多一席", "one more")
  private static let fewer = Localised("少一席", "one fewer")

  /// Rows with the seats as they are, one more and one fewer; one row that says why, where none can be told.
  private static func rows(
    _ rows: [(QueueStaffing.Change, Localised?)], _ why: (QueueStaffing.Change) -> StaffingGap?
  ) -> [Localised] {
    let reasons = Set(rows.map { why($0.0) })
    if rows.allSatisfy({ $0.1 == nil }), reasons.count == 1, let reason = reasons.first {
      return [gap(Localised("现在、多一席、少一席", "now, one more, one fewer"), reason)]
    }
    return rows.map { change, row in
      row ?? gap(change == .none ? now : change == .oneMore ? more : fewer, why(change))
    }
  }

  /// That something cannot be told, and why.
  private static func gap(_ name: Localised, _ reason: StaffingGap?) -> Localised {
    let why = reason?.text ?? Localised("无法计算", "cannot be computed")
    return Localised("\(name.chinese)：—，\(why.chinese)", "\(name.english): — \(why.english)")
  }

  /// A seat moved here from another queue: what it comes to in both.
  private static func moved(_ state: State, _ queue: QueueStaffing, _ lender: SkillGroupID?) -> [Localised] {
    guard let from = state.wallFigures.staffing?.queues.first(where: { $0.group == lender }) else {
      return [Localised("←→ 从其他组调一席", "←→ one seat moved from another group")]
    }
    return [
      Localised("从 \(from.name.chinese) 调一席（←→ 换组）：", "One seat moved from \(from.name.english) (←→ another):"),
      queue.oneMore.map { row(queue.name, $0) } ?? gap(queue.name, queue.gap(.oneMore)),
    ] + rest(state, queue, queue.untilClosing?.oneMore) + [
      from.oneFewer.map { row(from.name, $0) } ?? gap(from.name, from.gap(.oneFewer))
    ] + rest(state, from, from.untilClosing?.oneFewer)
  }

  /// What is left of a queue's day after a seat was moved.
  private static func rest(_ state: State, _ queue: QueueStaffing, _ outlook: ClosingOutlook?) -> [Localised] {
    guard let outlook, let closes = queue.closesAt else { return [] }
    let at = ClockText.hoursMinutes(closes, utcOffsetMinutes: state.replica?.office.calendar.utcOffsetMinutes ?? 480)
    return [row(Localised("到 \(at)", "  by \(at)"), outlook)]
  }

  private static func row(_ name: Localised, _ outlook: ClosingOutlook) -> Localised {
    let wait = ClockText.wait(Int(outlook.waitSeconds.rounded()))
    let left = Int(outlook.waiting.rounded())
    return Localised(
      "\(name.chinese)：水平 \(percent(outlook.serviceLevel))，等 \(wait)，放弃 \(percent(outlook.abandonment))，占用 \(percent(outlook.occupancy))，还等 \(left) 人",
      "\(name.english): level \(percent(outlook.serviceLevel)), wait \(wait), gone \(percent(outlook.abandonment)), load \(percent(outlook.occupancy)), \(left) left"
    )
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

  private static func row(_ name: Localised, _ outlook: StaffingOutlook) -> Localised {
    let wait = ClockText.wait(Int(outlook.waitSeconds.rounded()))
    let name = Localised(name.chinese, name.english.count > 15 ? name.english.prefix(14) + "…" : name.english)
    let late = outlook.unreached.map { Localised("，未接 \($0) 人", ", \($0) late") } ?? Localised("", "")
    return Localised(
      "\(name.chinese)：水平 \(percent(outlook.serviceLevel))，等 \(wait)，放弃 \(percent(outlook.abandonment))，占用 \(percent(outlook.occupancy))\(late.chinese)",
      "\(name.english): level \(percent(outlook.serviceLevel)), wait \(wait), gone \(percent(outlook.abandonment)), load \(percent(outlook.occupancy))\(late.english)"
    )
  }
}
