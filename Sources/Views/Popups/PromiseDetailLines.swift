import Console
import Desk
import Glyphs

/// The marked item as lines, for the screen and the linear rendering alike.
struct PromiseDetailLines {
  struct Line {
    var text: PlainText
    var scope: String
  }

  let state: State
  let width: Int

  private var language: Language { state.preferences.language }
  private var utcOffset: Int { state.replica?.office.calendar.utcOffsetMinutes ?? 480 }
  private func text(_ words: Localised) -> PlainText { PlainText(words.text(language)) }
  private func text(_ chinese: String, _ english: String) -> PlainText { text(Localised(chinese, english)) }

  func lines(_ desk: PromiseDesk, _ row: PromiseRow) -> [Line] {
    let head =
      switch row {
      case .message(let message): head(message, desk)
      case .ticket(let ticket): head(ticket, desk)
      case .live(let line): live(line)
      }
    let why = desk.why.map { whyLines($0, row) } ?? []
    let entries = desk.shown == row.work ? desk.entries.flatMap(lines) : []
    return head + why + [Line(text: "", scope: "ui.popup")] + entries
  }

  /// Somebody who waits, or an appointment: what is known of it, and what `Enter` does.
  private func live(_ line: Overdue) -> [Line] {
    guard case .appointment(let id) = line.work, let one = state.replica?.appointments[AppointmentID(id)] else {
      let act: Localised =
        if case .waiting = line.work { Localised("接入", "takes them") } else { Localised("去回复", "goes to the talk") }
      return wrapped(PlainText(line.title), "ui.popup") + [Line(text: text(line.reason), scope: "wait.warning")]
        + [hint(.deskAct, .desk, act)]
    }
    let about = AppointmentLines(state: state, separator: " · ")
    let head = about.lines(one, contact: nil).flatMap { wrapped($0.0, $0.1) }
    let history = about.history(one).flatMap { wrapped($0.0, $0.1) }
    return head + [Line(text: "", scope: "ui.popup")] + keys(one) + [Line(text: "", scope: "ui.popup")] + history
  }

  /// What the keys do to an appointment: begun from here once it may be, everything else on its own screen.
  private func keys(_ one: Appointment) -> [Line] {
    let early = one.start.advanced(seconds: -Appointment.earlyMinutes * 60)
    if let now = state.clock.now, now >= early {
      let kind = one.mode.invitation?.name
      let act =
        kind.map { Localised("开始：打开会话并邀请\($0.chinese)", "begins: the talk opens, and invites to \($0.english)") }
        ?? (one.mode.hasTalk ? Localised("开始：打开会话", "begins: the talk opens") : Localised("开始，可看号码", "begins"))
      return [hint(.deskAct, .desk, act)]
    }
    let others: [CommandID] = [
      .confirmAppointment, .moveAppointment, .giveAppointment, .cancelAppointment, .revealContact,
    ]
    let words = others.compactMap(Command.named).compactMap { command in
      command.keys(at: .appointments).first.map { $0.name + " " + command.name.text(language) }
    }
    let minutes = Appointment.earlyMinutes
    return [
      hint(
        .deskAct, .desk,
        Localised(
          "到当天预约：\(words.joined(separator: "，"))", "to its day: \(words.joined(separator: ", "))"))
    ].flatMap { wrapped($0.text, $0.scope) } + [
      Line(text: text("提前 \(minutes) 分钟起可开始", "it may begin \(minutes) minutes ahead"), scope: "ui.popup.dim")
    ]
  }

  private func hint(_ command: CommandID, _ place: Place, _ act: Localised) -> Line {
    let key = Command.named(command)?.keys(at: place).first?.name ?? ""
    return Line(text: PlainText(key + " ") + text(act), scope: "ui.popup")
  }

  private func head(_ message: OfflineMessage, _ desk: PromiseDesk) -> [Line] {
    var lines = wrapped(PlainText(message.matter), "ui.popup.title")
    lines += [
      facts([
        message.state.name, message.priority.name, group(message.group),
        message.assignee.map { Localised($0.name, $0.name) },
      ]),
      due(message.clock, message.escalatedAt), person(message.taxpayer),
    ]
    lines += contact(message.contact, revealed: desk.contact(of: message.id))
    if message.invitedAt != nil { lines.append(Line(text: text("已邀请在线沟通", "invited to talk"), scope: "wait.warning")) }
    return lines
  }

  /// How the taxpayer is reached: masked, or in full once it was asked for.
  private func contact(_ masked: String?, revealed: String?) -> [Line] {
    let name = text("联系方式 ", "Contact ")
    if let revealed { return [Line(text: name + PlainText(revealed), scope: "wait.warning")] }
    guard let masked else { return [] }
    let key = Command.named(.deskReveal)?.keys(at: .desk).first?.name ?? ""
    return [
      Line(text: name + PlainText(masked) + text("（\(key) 查看）", " (\(key) reveals)"), scope: "ui.popup.dim")
    ]
  }

  private func head(_ ticket: Ticket, _ desk: PromiseDesk) -> [Line] {
    let type = state.replica?.catalogue.ticketTypesOffered.first { $0.code == ticket.type }?.name
    var lines = wrapped(PlainText(ticket.shortName + " " + ticket.title), "ui.popup.title")
    lines += [
      facts([
        ticket.state.name, ticket.priority.name, type, group(ticket.group),
        ticket.assignee.map { Localised($0.name, $0.name) },
      ]),
      due(ticket.clock, ticket.escalatedAt),
    ]
    if let taxpayer = ticket.taxpayer { lines.append(person(taxpayer)) }
    lines += contact(ticket.contact, revealed: desk.contact(of: ticket.origin.message))
    if ticket.urges > 0 {
      lines.append(
        Line(
          text: text("催办 \(ticket.urges) 次", "urged \(ticket.urges == 1 ? "once" : "\(ticket.urges) times")"),
          scope: "wait.overdue"))
    }
    if !ticket.watchers.isEmpty {
      let names = ticket.watchers.map(\.name).joined(separator: " ")
      lines.append(Line(text: text("关注 ", "Watched by ") + PlainText(names), scope: "ui.popup.dim"))
    }
    if let conversation = ticket.origin.conversation {
      lines.append(Line(text: text("来自会话 ", "From talk ") + PlainText(conversation.rawValue), scope: "ui.popup.dim"))
    }
    if let message = ticket.origin.message {
      let name = PlainText(String(message.rawValue.suffix(6)))
      lines.append(Line(text: text("来自留言 ", "From message ") + name, scope: "ui.popup.dim"))
    }
    if let other = ticket.mergedInto {
      lines.append(
        Line(text: text("并入 ", "Goes on in ") + PlainText(String(other.rawValue.suffix(6))), scope: "ui.popup.dim"))
    }
    return lines
  }

  private func facts(_ words: [Localised?]) -> Line {
    Line(text: PlainText(words.compactMap { $0?.text(language) }.joined(separator: " · ")), scope: "ui.popup")
  }

  private func group(_ id: SkillGroupID) -> Localised {
    state.replica?.catalogue.groups.first { $0.id == id }?.name ?? Localised(id.rawValue, id.rawValue)
  }

  private func due(_ clock: PromiseClock, _ escalatedAt: Timestamp?) -> Line {
    guard let dueAt = clock.dueAt else {
      return Line(text: text("计时已停", "the clock stands still"), scope: "ui.popup.dim")
    }
    let moment = ClockText.dayAndTime(dueAt, utcOffsetMinutes: utcOffset).dropLast(3)
    let isLate = state.clock.now.map { dueAt <= $0 } ?? false
    let told = escalatedAt == nil ? PlainText("") : text(" · 已提醒值班长", " · supervisors are told")
    return Line(
      text: text("到期 ", "Due ") + PlainText(String(moment)) + (isLate ? text(" 已超时", " late") : "") + told,
      scope: isLate ? "wait.overdue" : "ui.popup")
  }

  private func person(_ taxpayer: Taxpayer) -> Line {
    let parts = [taxpayer.name, taxpayer.enterprise?.name, taxpayer.mobile].compactMap(\.self)
    return Line(text: PlainText(parts.joined(separator: " · ")), scope: "ui.popup.dim")
  }

  private func whyLines(_ due: DueTime, _ row: PromiseRow) -> [Line] {
    let heading = text(
      "为什么：从 \(ClockText.dayAndTime(due.from, utcOffsetMinutes: utcOffset).dropLast(3)) 起计 \(due.minutes) 工作分钟",
      "Why: \(due.minutes) working minutes from \(ClockText.dayAndTime(due.from, utcOffsetMinutes: utcOffset).dropLast(3))"
    )
    return [Line(text: "", scope: "ui.popup")] + wrapped(heading, "ui.popup.title")
      + due.steps.map {
        Line(text: PlainText("  " + $0.text(language)), scope: $0.minutes > 0 ? "ui.popup" : "ui.popup.dim")
      } + command(row)
  }

  /// What prints the same outside of the seat.
  private func command(_ row: PromiseRow) -> [Line] {
    let name: String
    switch row {
    case .ticket(let ticket): name = ticket.shortName
    case .message(let message): name = "--message " + message.id.rawValue
    case .live: return []
    }
    return wrapped(text("命令行 ", "In a shell ") + PlainText("zuoxi report why " + name), "ui.popup.dim", indent: 2)
  }

  private func lines(_ entry: PromiseEntry) -> [Line] {
    let time = String(ClockText.dayAndTime(entry.at, utcOffsetMinutes: utcOffset).dropFirst(5).dropLast(3))
    let who =
      entry.agent?.name
      ?? Localised(entry.side == .taxpayer ? "纳税人" : "系统", entry.side == .taxpayer ? "taxpayer" : "system")
      .text(language)
    var words = entry.words
    if entry.kind == .forwarded, let id = entry.group {
      let name = group(id)
      words = Localised("转给 \(name.chinese)", "passed on to \(name.english)")
    }
    let mark = entry.isPublic ? PlainText("") : text("[内部] ", "[staff] ")
    var lines = [
      Line(text: PlainText(time + " " + who + " ") + mark + text(words), scope: "ui.popup.dim")
    ]
    let said = entry.text(language)
    if !said.isEmpty {
      for part in PlainText(said, lines: .multiple).lines {
        lines += wrapped(part, entry.isPublic ? "ui.popup" : "wait.warning", indent: 2)
      }
    }
    for image in entry.images ?? [] {
      lines.append(
        Line(
          text: text("  [图片] ", "  [Image] ") + PlainText(image.name.isEmpty ? image.facts : image.name),
          scope: "ui.popup"))
    }
    for link in entry.links ?? [] { lines.append(Line(text: PlainText("  " + link.line(language)), scope: "ui.popup")) }
    if let mentions = entry.mentions {
      let names = mentions.map { "@\($0.name)(\($0.id))" }
      lines.append(Line(text: PlainText("  " + names.joined(separator: " ")), scope: "ui.popup.dim"))
    }
    return lines
  }

  private func wrapped(_ words: PlainText, _ scope: String, indent: Int = 0) -> [Line] {
    let space = PlainText(String(repeating: " ", count: indent))
    return words.wrapped(to: max(8, width - indent), state.ambiguous).map {
      Line(text: space + $0, scope: scope)
    }
  }
}
