import Desk

/// Service sheets 业务办理服务确认单: choosing a template, listing what is needed, checking what came, closing with the result.
enum SheetReducer {
  /// The talk's sheet that is not closed, else the templates.
  static func open(_ state: inout State) {
    guard let conversation = state.current?.conversation else { return }
    let sheets = conversation.sheets ?? []
    if let sheet = sheets.last(where: { $0.stage != .closed }) ?? (conversation.stage == .talking ? nil : sheets.last) {
      state.popup = .sheet(SheetDesk(conversation.id, sheet))
    } else {
      new(&state)
    }
  }

  static func new(_ state: inout State) {
    guard state.current?.conversation.stage == .talking, state.replica?.catalogue.sheetTemplates?.isEmpty == false
    else {
      state.notify(.warning, Localised("本机构没有确认单模板", "The office has no templates of sheets"))
      return
    }
    state.popup = .sheetTemplates(Picker())
  }

  static func choose(_ state: inout State, _ picker: Picker) {
    let templates = state.sheetTemplates(matching: picker.field.text)
    guard let id = state.selected, templates.indices.contains(picker.selected) else { return }
    state.popup = .sheetOrder(SheetOrder(id, templates[picker.selected]))
  }

  // MARK: - Before it is sent

  static func change(_ state: inout State, _ body: (inout SheetOrder.Line) -> Void) {
    guard case .sheetOrder(var order) = state.popup, order.lines.indices.contains(order.selected) else { return }
    body(&order.lines[order.selected])
    state.popup = .sheetOrder(order)
  }

  static func addOwn(_ state: inout State) {
    guard case .sheetOrder(var order) = state.popup else { return }
    guard order.lines.count < ServiceSheet.mostMaterials else {
      state.notify(
        .warning,
        Localised(
          "一张确认单最多 \(ServiceSheet.mostMaterials) 项材料", "A sheet lists \(ServiceSheet.mostMaterials) materials at most"))
      return
    }
    order.own = Editor(isMultiline: false)
    state.popup = .sheetOrder(order)
  }

  private static func send(_ state: inout State, _ order: SheetOrder) -> [Effect] {
    if let obstacle = state.obstacle(to: .send) {
      state.notify(.warning, obstacle)
      return []
    }
    let draft = order.draft
    guard !draft.materials.isEmpty else {
      state.notify(.warning, Localised("至少选一项材料", "Tick at least one material"))
      return []
    }
    guard ComposerReducer.maySend(&state, in: order.conversation) else { return [] }
    state.popup = nil
    return ComposerReducer.enqueue(
      &state,
      PendingMessage(
        id: state.ids.nextMessage(), conversation: order.conversation, text: "", sheet: draft,
        writtenAt: state.clock.now))
  }

  // MARK: - What keys write into

  static func edit(_ state: inout State, _ key: Key) {
    let (width, ambiguous) = (state.popupTextWidth, state.ambiguous)
    write(&state) { $0.handle(key, width: width, ambiguous) }
  }

  static func insert(_ state: inout State, _ text: String) {
    write(&state) {
      $0.insert(text)
      return true
    }
  }

  private static func write(_ state: inout State, _ body: (inout Editor) -> Bool) {
    switch state.popup {
    case .sheetOrder(var order):
      guard var own = order.own else { return }
      _ = body(&own)
      order.own = own
      state.popup = .sheetOrder(order)
    case .sheet(var desk):
      _ = body(&desk.words)
      state.popup = .sheet(desk)
    default: break
    }
  }

  /// Marks another line, suggestion or material.
  static func move(_ state: inout State, by step: Int) {
    func bounded(_ row: Int, _ count: Int) -> Int { min(max(0, row), max(0, count - 1)) }
    switch state.popup {
    case .sheetOrder(var order):
      guard order.own == nil else { return }
      order.selected = bounded(order.selected + step, order.lines.count)
      state.popup = .sheetOrder(order)
    case .sheet(var desk):
      if desk.writing != nil {
        desk.suggestion = suggestion(state, desk, step)
      } else {
        desk.selected = bounded(desk.selected + step, state.sheet(of: desk)?.materials.count ?? 0)
      }
      state.popup = .sheet(desk)
    default: break
    }
  }

  /// The next one that may be chosen; where there is none, the marked one stays.
  private static func suggestion(_ state: State, _ desk: SheetDesk, _ step: Int) -> Int {
    let all = state.suggestions(of: desk)
    let free = all.indices.filter { !state.isBarred(all[$0], in: desk) }
    let ahead = step > 0 ? free.filter { $0 > desk.suggestion } : free.reversed().filter { $0 < desk.suggestion }
    return ahead.isEmpty ? desk.suggestion : ahead[min(abs(step), ahead.count) - 1]
  }

  /// One step out of what is written; `false` if the popup is to close.
  static func stepOut(_ state: inout State) -> Bool {
    switch state.popup {
    case .sheetOrder(var order):
      guard order.own != nil else { return false }
      order.own = nil
      state.popup = .sheetOrder(order)
    case .sheet(var desk):
      guard desk.writing != nil else { return false }
      desk.writing = nil
      state.popup = .sheet(desk)
    default: return false
    }
    return true
  }

  static func submit(_ state: inout State) -> [Effect] {
    switch state.popup {
    case .sheetOrder(var order):
      guard let own = order.own else { return send(&state, order) }
      order.own = nil
      if !own.isBlank {
        order.lines.append(
          SheetOrder.Line(code: nil, name: Localised(own.text, own.text), isRequired: true))
        order.selected = order.lines.count - 1
      }
      state.popup = .sheetOrder(order)
      return []
    case .sheet(let desk): return submit(&state, desk)
    default: return []
    }
  }

  // MARK: - Checking

  static func accept(_ state: inout State) -> [Effect] { check(&state, isAccepted: true, reason: nil) }

  static func write(_ state: inout State, _ writing: SheetDesk.Writing) {
    guard case .sheet(var desk) = state.popup, let sheet = state.sheet(of: desk) else { return }
    if sheet.stage == .closed { return state.notify(.warning, SheetObstacle.closed.text) }
    if writing == .reason, sheet.materials.indices.contains(desk.selected),
      sheet.materials[desk.selected].pictures.isEmpty
    {
      return state.notify(.warning, SheetObstacle.nothingUploaded.text)
    }
    desk.writing = writing
    desk.words = Editor(isMultiline: false)
    // A sheet is closed for good by what is chosen: nothing is, until the agent has.
    desk.suggestion = writing == .result ? -1 : 0
    state.popup = .sheet(desk)
  }

  static func demand(_ state: inout State) -> [Effect] {
    guard case .sheet(let desk) = state.popup, let sheet = state.sheet(of: desk) else { return [] }
    return ask(
      &state, desk, .asked(SheetDemand(sheet)), .demand(SheetRevisionRequest(revision: sheet.revision)))
  }

  static func next(_ state: inout State) {
    guard case .sheet(let desk) = state.popup,
      let sheets = state.replica?.conversations[desk.conversation]?.conversation.sheets,
      let place = sheets.firstIndex(where: { $0.id == desk.sheet })
    else { return }
    state.popup = .sheet(SheetDesk(desk.conversation, sheets[(place + 1) % sheets.count]))
  }

  private static func submit(_ state: inout State, _ desk: SheetDesk) -> [Effect] {
    let suggestions = state.suggestions(of: desk)
    let marked = suggestions.indices.contains(desk.suggestion) ? suggestions[desk.suggestion] : nil
    switch desk.writing {
    case .reason:
      let reason = desk.words.isBlank ? marked?.words ?? "" : desk.words.text
      return check(&state, isAccepted: false, reason: reason)
    case .result:
      guard let sheet = state.sheet(of: desk), let me = state.replica?.me.agent.reference, let now = state.clock.now
      else { return [] }
      guard let marked else {
        state.notify(
          .warning, Localised("请先用 ↓ 选定已办理还是未办理", "Choose with Down whether it was handled"))
        return []
      }
      let isHandled = marked.isHandled
      let words = desk.words.isBlank ? marked.words : desk.words.text
      let result = SheetResult(isHandled: isHandled, words: words, by: me, at: now)
      return ask(
        &state, desk, .resolved(result),
        .result(SheetResultRequest(revision: sheet.revision, isHandled: isHandled, words: words)))
    case nil: return []
    }
  }

  private static func check(_ state: inout State, isAccepted: Bool, reason: String?) -> [Effect] {
    guard case .sheet(let desk) = state.popup, let sheet = state.sheet(of: desk),
      sheet.materials.indices.contains(desk.selected), let me = state.replica?.me.agent.reference,
      let now = state.clock.now
    else { return [] }
    let material = sheet.materials[desk.selected]
    let check = SheetCheck(isAccepted: isAccepted, reason: reason ?? "", by: me, at: now)
    return ask(
      &state, desk, .checked(SheetFinding(material: material.code, check: check)),
      .check(
        SheetCheckRequest(
          revision: sheet.revision, material: material.code, isAccepted: isAccepted, reason: reason)))
  }

  /// Asks for a step unless the sheet as it is here does not allow it; the agent is told before the backend refuses.
  private static func ask(
    _ state: inout State, _ desk: SheetDesk, _ step: SheetStep, _ request: SheetRequest
  ) -> [Effect] {
    guard !desk.isSending, let sheet = state.sheet(of: desk) else { return [] }
    if let obstacle = sheet.obstacle(to: step, seen: sheet.revision) {
      state.notify(.warning, obstacle.text)
      return []
    }
    var desk = desk
    desk.isSending = true
    state.popup = .sheet(desk)
    return [state.request(.sheet(desk.conversation, desk.sheet, request))]
  }

  // MARK: - Answers

  static func succeeded(_ state: inout State, _ id: SheetID, _ request: SheetRequest) {
    guard case .sheet(var desk) = state.popup, desk.sheet == id else { return }
    desk.isSending = false
    desk.writing = nil
    if case .check = request, let sheet = state.sheet(of: desk) {
      // On to what is not looked at yet.
      let rest = sheet.materials.indices.filter { sheet.materials[$0].state == .uploaded }
      desk.selected = rest.first { $0 > desk.selected } ?? rest.first ?? desk.selected
    }
    state.popup = .sheet(desk)
  }

  static func failed(_ state: inout State, _ conversation: ConversationID, _ id: SheetID, _ failure: Failure) {
    if case .refused(let problem) = failure, let sheet = problem.sheet {
      state.replica?.take(sheet, in: conversation)
    }
    state.notify(failure)
    guard case .sheet(var desk) = state.popup, desk.sheet == id else { return }
    desk.isSending = false
    state.popup = .sheet(desk)
  }

  /// Tells the agent when the taxpayer has confirmed.
  static func follow(_ state: inout State, _ change: SheetChange) -> [Effect] {
    guard case .confirmed = change.step,
      let conversation = state.replica?.conversations[change.conversation]?.conversation
    else { return [] }
    let name = conversation.taxpayer.name
    state.notify(
      .information,
      Localised(
        "\(name) 已确认提交“\(change.sheet.title.chinese)”，按 Alt-M 审核",
        "\(name) confirmed “\(change.sheet.title.english)”; Alt-M checks it"))
    return state.preferences.isBellOn ? [.bell] : []
  }
}

extension State {
  /// Templates whose title, pinyin initials or code match; those of the talk's group first.
  public func sheetTemplates(matching words: String) -> [SheetTemplate] {
    guard let templates = replica?.catalogue.sheetTemplates else { return [] }
    let group = current?.conversation.queue?.group
    let ordered = templates.filter { $0.group == group } + templates.filter { $0.group != group }
    guard words.contains(where: { !$0.isWhitespace }) else { return ordered }
    return ordered.enumerated().compactMap { index, template -> (Int, Int, SheetTemplate)? in
      let names = [template.title.chinese, template.pinyin, template.code, template.title.english]
      guard let score = Fuzzy.score(words, in: names) else { return nil }
      return (score, index, template)
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  /// The sheet that is being checked, as it is now.
  public func sheet(of desk: SheetDesk) -> ServiceSheet? {
    replica?.conversations[desk.conversation]?.conversation.sheets?.first { $0.id == desk.sheet }
  }

  /// Why the matter cannot be told as handled yet; that it is not handled can be told at any time.
  public func obstacle(toHandling sheet: ServiceSheet) -> SheetObstacle? {
    guard let me = replica?.me.agent.reference, let now = clock.now else { return nil }
    return sheet.obstacle(
      to: .resolved(SheetResult(isHandled: true, words: "", by: me, at: now)), seen: sheet.revision)
  }

  /// Whether a result cannot be chosen as the sheet is now.
  public func isBarred(_ outcome: SheetTemplate.Outcome, in desk: SheetDesk) -> Bool {
    guard desk.writing == .result, outcome.isHandled, let sheet = sheet(of: desk) else { return false }
    return obstacle(toHandling: sheet) != nil
  }

  /// What may be meant without writing it: reasons, or the template's results; that it cannot be handled may always be told.
  public func suggestions(of desk: SheetDesk) -> [SheetTemplate.Outcome] {
    switch desk.writing {
    case .reason:
      return SheetDesk.reasons.map { SheetTemplate.Outcome(isHandled: false, words: $0.text(preferences.language)) }
    case .result:
      let code = sheet(of: desk)?.template
      let own = replica?.catalogue.sheetTemplates?.first { $0.code == code }?.outcomes ?? []
      let usual = [
        SheetTemplate.Outcome(
          isHandled: true, words: Localised("已为您办理", "It was handled").text(preferences.language)),
        SheetTemplate.Outcome(
          isHandled: false, words: Localised("暂不能办理", "It cannot be handled now").text(preferences.language)),
      ]
      if own.isEmpty { return usual }
      return own.contains { !$0.isHandled } ? own : own + usual.filter { !$0.isHandled }
    case nil: return []
    }
  }
}
