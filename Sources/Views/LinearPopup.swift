import Console
import Desk
import Glyphs

/// What takes the keys over the panes, as plain lines: its name, what is typed, its rows with the marked one named, and its keys.
enum LinearPopup {
  static func lines(_ state: State) -> [PlainText] {
    guard let popup = state.popup else { return [] }
    let body =
      switch popup {
      case .preview(let preview): lines(state, preview)
      case .presence(let selected): rows(state, presence(state), selected)
      case .wrapUp(let id): wrapUp(state, id)
      case .palette(let picker):
        field(state, picker.field)
          + rows(
            state, state.paletteCommands(matching: picker.field.text).map { text(state, $0.name) }, picker.selected)
      case .help(let scroll): Array(help(state).dropFirst(scroll).prefix(state.helpRows))
      case .question(let question): [text(state, words(question))]
      case .knowledge(let search):
        field(state, search.field)
          + rows(state, search.articles.map { PlainText($0.title) }, search.selected)
          + (search.articles.indices.contains(search.selected)
            ? PlainText(search.articles[search.selected].answer, lines: .multiple).lines : [])
      case .quickReplies(let picker):
        field(state, picker.field)
          + rows(
            state,
            state.quickReplies(matching: picker.field.text).map {
              PlainText($0.reply.title + " " + state.filled($0.reply)) + LinearSheet.note(state, $0.reply)
            },
            picker.selected)
      case .entryLinks(let picker): entryLinks(state, picker)
      case .transfer(let form): transfer(state, form)
      case .note(let form): [typed(state) + PlainText(form.text.text)]
      case .pictures(let form): LinearPictures.choices(state, form)
      case .phone(let form): LinearPictures.phone(state, form)
      case .picture(let view): LinearPictures.look(state, view)
      case .sideTalk(let form): sideTalk(state, form)
      case .block(let form):
        [typed(state) + PlainText(form.reason.text)]
          + rows(state, state.blockHours.map { text(state, Block.words(hours: $0)) }, form.selected)
      case .blocks(let list): blocks(state, list)
      case .call(let form): call(state, form)
      case .reply(let form): LinearSheet.lines(state, form)
      case .sheetTemplates(let picker):
        field(state, picker.field)
          + rows(
            state, state.sheetTemplates(matching: picker.field.text).map { text(state, $0.title) }, picker.selected)
      case .sheetOrder(let order): LinearSheet.lines(state, order)
      case .sheet(let desk): LinearSheet.lines(state, desk)
      case .promises(let desk): promises(state, desk)
      case .appointments(let desk): LinearAppointments.lines(state, desk)
      case .alarms(let form): LinearAppointments.lines(state, form)
      case .wall(let board): LinearWall.lines(state, board)
      case .card: card(state)
      }
    return [text(state, name(popup))] + body + keys(state)
  }

  /// The popup's field that keys write into, when so many lines stand before it.
  static func field(_ state: State, after count: Int) -> LinearField? {
    switch state.popup {
    case .palette(let picker): LinearField(line: count + 1, label: typed(state), picker.field)
    case .knowledge(let search): LinearField(line: count + 1, label: typed(state), search.field)
    case .quickReplies(let picker): LinearField(line: count + 1, label: typed(state), picker.field)
    case .entryLinks(let picker): LinearField(line: count + 1, label: typed(state), picker.field)
    case .wrapUp(let id):
      switch form(state, id).field {
      case .code: LinearField(line: count + 2, label: typed(state), form(state, id).filter)
      case .summary: LinearField(line: count + 2, label: summary(state), form(state, id).summary)
      }
    case .transfer(let form):
      switch form.field {
      case .target: LinearField(line: count + 1, label: typed(state), form.filter)
      case .note: LinearField(line: count + 2, label: noteLabel(state), form.note)
      }
    case .note(let form): LinearField(line: count + 1, label: typed(state), form.text)
    case .appointments(let desk): desk.reason.map { LinearField(line: count + 1, label: typed(state), $0) }
    case .pictures(let form): LinearField(line: count + 1, label: typed(state), form.field)
    case .sideTalk(let form):
      LinearField(
        line: count + 1 + (sideTalk(state, form).count - 1), label: typed(state), form.text)
    case .block(let form): LinearField(line: count + 1, label: typed(state), form.reason)
    case .reply(let form): LinearSheet.field(state, form, after: count)
    case .sheetTemplates(let picker): LinearField(line: count + 1, label: typed(state), picker.field)
    case .sheetOrder(let order): order.own.map { LinearField(line: count + 1, label: typed(state), $0) }
    case .sheet(let desk): desk.writing == nil ? nil : LinearField(line: count + 1, label: typed(state), desk.words)
    case .promises(let desk):
      if desk.isFiltering {
        LinearField(line: count + 2, label: typed(state), desk.filter)
      } else if desk.writing != nil {
        LinearField(line: count + promises(state, desk).count, label: typed(state), desk.words)
      } else {
        desk.target.map { LinearField(line: count + promises(state, desk).count, label: typed(state), $0.field) }
      }
    case .preview, .presence, .help, .question, .blocks, .call, .card, .phone, .picture, .alarms, nil: nil
    case .wall(let board): board.form.map { LinearField(line: count + 3, label: typed(state), $0.words) }
    }
  }

  private static func sideTalk(_ state: State, _ form: SideTalkForm) -> [PlainText] {
    let conversation = state.replica?.conversations[form.conversation]?.conversation
    let said = conversation.map { state.sideTalk($0) } ?? []
    return said.suffix(9).map { PlainText($0.author.name + ": " + $0.text) } + [
      typed(state) + PlainText(form.text.text)
    ]
  }

  private static func blocks(_ state: State, _ list: BlockListState) -> [PlainText] {
    let offset = state.replica?.office.calendar.utcOffsetMinutes ?? 480
    let lines = (list.blocks ?? []).map { block in
      PlainText("\(block.name) \(block.reason) \(block.by.name) ")
        + BlockListView.until(block, at: state.clock.now, utcOffset: offset, state.preferences.language)
    }
    return rows(state, lines, list.selected)
  }

  static func typed(_ state: State) -> PlainText { text(state, Localised("输入：", "Typed: ")) }
  private static func summary(_ state: State) -> PlainText { text(state, Localised("小结：", "Summary: ")) }
  private static func noteLabel(_ state: State) -> PlainText { text(state, Localised("备注：", "Note: ")) }
  private static func transfer(_ state: State, _ form: TransferForm) -> [PlainText] {
    func name(_ target: TransferTarget) -> PlainText { TransferView.words(target, state.preferences.language) }
    guard form.field == .target else {
      let target = form.target.map(name) ?? ""
      return [text(state, Localised("转给：", "To: ")) + target, noteLabel(state) + PlainText(form.note.text)]
    }
    return field(state, form.filter)
      + rows(state, state.targets(of: form).map(name), form.selected)
  }
  private static func call(_ state: State, _ form: CallForm) -> [PlainText] {
    CallView.words(state, form, state.roomAddress(of: form.conversation)).map(\.0)
      + rows(state, state.callChoices(in: form.conversation).map { text(state, $0.name) }, form.selected)
  }
  private static func form(_ state: State, _ id: ConversationID) -> WrapUpForm { state.talks[id]?.form ?? WrapUpForm() }

  static func text(_ state: State, _ words: Localised) -> PlainText {
    PlainText(words.text(state.preferences.language))
  }

  private static func name(_ popup: Popup) -> Localised {
    switch popup {
    case .preview: Localised("== 预览 ==", "== Preview ==")
    case .wall: Localised("== 值班墙 ==", "== The wall ==")
    case .presence: Localised("== 坐席状态 ==", "== State of the seat ==")
    case .wrapUp: Localised("== 话后整理 ==", "== Wrap-up ==")
    case .palette: Localised("== 命令 ==", "== Commands ==")
    case .help: Localised("== 帮助 ==", "== Help ==")
    case .question: Localised("== 请确认 ==", "== Please confirm ==")
    case .knowledge: Localised("== 知识库 ==", "== Knowledge base ==")
    case .quickReplies: Localised("== 常用语 ==", "== Quick replies ==")
    case .entryLinks: Localised("== 办理入口 ==", "== Entry links ==")
    case .transfer(let form) where form.purpose == .consult: Localised("== 会商 ==", "== Consult ==")
    case .transfer: Localised("== 转接 ==", "== Transfer ==")
    case .sideTalk: Localised("== 会商 ==", "== Consult ==")
    case .block: Localised("== 拉黑 ==", "== Block ==")
    case .blocks: Localised("== 拉黑名单 ==", "== Blocked ==")
    case .note: Localised("== 备注 ==", "== Note ==")
    case .pictures: Localised("== 发图片 ==", "== Send a picture ==")
    case .phone: Localised("== 手机传图 ==", "== By telephone ==")
    case .picture: Localised("== 图片 ==", "== Picture ==")
    case .call: Localised("== 互动 ==", "== Call ==")
    case .reply: Localised("== 个人常用语 ==", "== Quick reply of your own ==")
    case .sheetTemplates: Localised("== 办理确认单：选业务 ==", "== Service sheet: the matter ==")
    case .sheetOrder: Localised("== 办理确认单：列材料 ==", "== Service sheet: what is needed ==")
    case .sheet: Localised("== 办理确认单 ==", "== Service sheet ==")
    case .promises: Localised("== 待办 ==", "== To do ==")
    case .appointments: Localised("== 预约 ==", "== Appointments ==")
    case .alarms: Localised("== 提醒设置 ==", "== Alarms ==")
    case .card: Localised("== 纳税人 ==", "== Taxpayer ==")
    }
  }

  private static func words(_ question: Question) -> Localised {
    switch question {
    case .quit: Localised("离开坐席？会话仍在进行", "Leave the seat? Conversations are live")
    case .signOut: Localised("签出并离开？", "Sign out and leave?")
    case .end: Localised("结束当前会话？", "End this talk?")
    case .dropReply(_, let title, _): Localised("删除个人常用语“\(title)”？", "Delete your quick reply “\(title)”?")
    case .unblock(_, let name): Localised("解除对 \(name) 的拉黑？", "Lift the block of \(name)?")
    }
  }

  static func field(_ state: State, _ editor: Editor) -> [PlainText] {
    [typed(state) + PlainText(editor.text)]
  }

  /// The rows around the marked one: a screen reader need not hear a hundred.
  static func rows(_ state: State, _ rows: [PlainText], _ selected: Int) -> [PlainText] {
    guard !rows.isEmpty else { return [text(state, Localised("没有", "Nothing"))] }
    let first = max(0, min(selected - 4, rows.count - 9))
    return rows.indices.dropFirst(first).prefix(9).map { index in
      let mark = index == selected ? text(state, Localised("选中 ", "marked ")) : ""
      return PlainText("\(index + 1)/\(rows.count) ") + mark + rows[index]
    }
  }

  private static func presence(_ state: State) -> [PlainText] {
    state.presenceChoices.enumerated().map { index, choice in
      PlainText(choice.digit(inRow: index).map { "\($0) " } ?? "") + name(state, choice)
    }
  }

  private static func name(_ state: State, _ choice: PresenceChoice) -> PlainText {
    switch choice {
    case .presence(let presence, let reason):
      text(state, presence.name)
        + PlainText(state.breakName(reason).map { " " + $0.text(state.preferences.language) } ?? "")
    case .signOut: text(state, Localised("签出并离开", "Sign out and leave"))
    }
  }

  private static func wrapUp(_ state: State, _ id: ConversationID) -> [PlainText] {
    let form = form(state, id)
    let codes = state.wrapUpCodes(for: id)
    let chosen =
      codes.first { $0.code == form.code }.map { text(state, $0.name) } ?? text(state, Localised("未选", "none"))
    let head = text(state, Localised("编码：", "Code: ")) + chosen
    let summary = summary(state) + PlainText(form.summary.text)
    guard form.field == .code else { return [head, summary] }
    return [head] + field(state, form.filter) + rows(state, codes.map { text(state, $0.name) }, form.selected) + [
      summary
    ]
  }

  private static func lines(_ state: State, _ preview: Preview) -> [PlainText] {
    let line = state.replica?.floor.waiting.first { $0.conversation == preview.conversation }
    let head = line.map { [PlainText($0.taxpayer + " " + ($0.enterprise ?? "") + " " + $0.reason)] } ?? []
    guard let detail = preview.detail else { return head }
    let maker = TalkLines(
      detail, width: 512, language: state.preferences.language, ambiguous: state.ambiguous,
      utcOffsetMinutes: state.replica?.office.calendar.utcOffsetMinutes ?? 480)
    return head + maker.lines(limit: 20).filter { $0.kind != .blank }.map(\.text)
  }

  private static func entryLinks(_ state: State, _ picker: Picker) -> [PlainText] {
    let links = state.entryLinks(matching: picker.field.text)
    let list = rows(state, links.map { text(state, $0.title) }, picker.selected)
    guard links.indices.contains(picker.selected) else { return field(state, picker.field) + list }
    let link = links[picker.selected]
    let preview = [PlainText(link.menuPath.joined(separator: " > ")), PlainText(link.url)]
    let obstacle = state.obstacle(toSending: link).map { [text(state, $0.text)] } ?? []
    return field(state, picker.field) + list + preview + obstacle
  }

  private static func help(_ state: State) -> [PlainText] {
    state.helpLines.map { line in
      switch line {
      case .heading(let words), .text(let words), .more(let words): text(state, words)
      case .command(let keys, let name, let tooltip, let obstacle):
        PlainText(keys) + ": " + text(state, name) + ", " + text(state, obstacle ?? tooltip)
      }
    }
  }

  private static func card(_ state: State) -> [PlainText] {
    guard let detail = state.current else { return [] }
    return CardLines(state: state, width: 512).lines(detail).compactMap { line in
      switch line {
      case .heading(let words), .more(let words, _): words
      case .field(let label, let value, _): label + ": " + value
      case .blank: nil
      }
    }
  }

  private static func keys(_ state: State) -> [PlainText] {
    let hints = state.hints.compactMap { command -> String? in
      guard let key = command.keys(at: state.place).first, state.obstacle(to: command.id) == nil else { return nil }
      return key.name + " " + command.name.text(state.preferences.language)
    }
    return [PlainText(hints.joined(separator: ", "))]
  }

  /// What was promised: the list's name, its filter, its rows, the marked item, and what is being written.
  private static func promises(_ state: State, _ desk: PromiseDesk) -> [PlainText] {
    let list = state.rows(of: desk)
    var lines = [text(state, PromiseDeskView.name(desk.list))]
    if desk.isFiltering || !desk.filter.isEmpty { lines.append(typed(state) + PlainText(desk.filter.text)) }
    lines += rows(
      state,
      list.map { row in
        let line = state.overdue(row)
        let facts = [
          PromiseDeskView.kind(row), PromiseDeskView.stateText(row), line.priority.name,
          Localised(line.title, line.title),
          PromiseDeskView.isSelected(row, desk) ? Localised("已选", "selected") : Localised("", ""),
        ]
        return PlainText(facts.map { $0.text(state.preferences.language) }.joined(separator: " "))
      }, state.markedPlace(of: desk, in: list))
    if let row = state.markedRow(of: desk) {
      lines += PromiseDetailLines(state: state, width: 100).lines(desk, row).map(\.text)
    }
    if let target = desk.target {
      lines.append(text(state, PromiseDeskView.label(desk.purpose)))
      lines += rows(
        state,
        state.deskChoices.map { choice in
          let name = text(state, choice.name) + PlainText(choice.agent.map { " \($0.id)" } ?? "")
          if case .seat(let line) = choice {
            return name + PlainText(" ") + text(state, line.presence.name) + PlainText(" \(line.load)/\(line.slots)")
          }
          return name + PlainText(" ") + text(state, choice.facts)
        }, target.selected)
      lines.append(typed(state) + PlainText(target.field.text))
    } else if let writing = desk.writing {
      lines += desk.pictures.map { text(state, Localised("附图 ", "Picture ")) + PlainText($0.name) }
      let called = PromiseDeskView.mentions(state, desk)?.text
      lines += [text(state, called ?? PromiseDeskView.label(writing)), typed(state) + PlainText(desk.words.text)]
    }
    return lines
  }
}
