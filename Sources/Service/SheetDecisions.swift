import Desk

// Service sheets 业务办理服务确认单: sending one, and what both sides do to it.

extension Decision {
  /// The sheet a draft asks for, made from its template: names, hints and samples are the catalogue's, only the agent's own materials are typed.
  func sheet(of draft: SheetDraft, id: MessageID, by agent: Agent, in conversation: Conversation) throws(Problem)
    -> ServiceSheet
  {
    guard let template = facts.catalogue.sheetTemplates?.first(where: { $0.code == draft.template }) else {
      throw Problem(
        .sheetRefused, detail: Localised("没有该确认单模板，请重新选择", "There is no such template; choose another"))
    }
    guard (conversation.sheets?.count ?? 0) < ServiceSheet.mostInConversation else {
      throw Problem(
        .sheetRefused,
        detail: Localised(
          "本次会话的确认单已满 \(ServiceSheet.mostInConversation) 张",
          "This conversation holds \(ServiceSheet.mostInConversation) sheets already"))
    }
    guard (1...ServiceSheet.mostMaterials).contains(draft.materials.count) else {
      throw Problem(
        .sheetRefused,
        detail: Localised(
          "材料应为 1 至 \(ServiceSheet.mostMaterials) 项", "A sheet lists 1 to \(ServiceSheet.mostMaterials) materials"))
    }
    var materials: [SheetMaterial] = []
    for (place, line) in draft.materials.enumerated() {
      let material = try material(line, place: place, of: template)
      guard !materials.contains(where: { $0.code == material.code }) else {
        throw Problem(
          .sheetRefused, detail: Localised("材料重复：\(material.name.chinese)", "Listed twice: \(material.name.english)"))
      }
      materials.append(material)
    }
    return ServiceSheet(
      id: SheetID(id.rawValue), template: template.code, title: template.title, materials: materials,
      issuedBy: agent.reference, issuedAt: now)
  }

  private func material(
    _ line: SheetDraft.Material, place: Int, of template: SheetTemplate
  ) throws(Problem) -> SheetMaterial {
    if let code = line.code {
      guard var material = template.materials.first(where: { $0.code == code }) else {
        throw Problem(
          .sheetRefused, detail: Localised("模板中没有材料 \(code)", "The template has no material \(code)"))
      }
      material.isRequired = line.isRequired
      return material
    }
    let name = try CleanText.check(line.name ?? "", bytes: 200)
    guard !name.contains(where: \.isNewline) else {
      throw Problem(.invalidText, detail: Localised("材料名称应为一行", "A material's name is one line"))
    }
    return SheetMaterial(code: "own-\(place + 1)", name: Localised(name, name), isRequired: line.isRequired)
  }

  /// Takes a step of the sheet meant, or refuses it with the reason and the sheet as it is.
  mutating func act(_ act: SheetAct, on id: SheetID, messageID: MessageID) throws(Problem) -> Answer {
    guard var conversation = facts.conversation, let sheet = conversation.sheets?.first(where: { $0.id == id }) else {
      throw Self.noSheet
    }
    switch act {
    case .add, .remove, .confirm: try requireTaxpayer(of: conversation)
    case .check, .demand, .resolve: try requireAgent(of: conversation, isWriting: Self.isWriting(act))
    }
    let (step, seen) = try step(act, on: sheet, in: conversation)
    // Asked again, for instance with a new key after a lost answer: what is wanted is so.
    guard let step else { return answer(conversation) }
    if let obstacle = sheet.obstacle(to: step, seen: seen) {
      var problem = Problem(obstacle == .changed ? .sheetChanged : .sheetRefused, detail: obstacle.text)
      problem.sheet = sheet
      throw problem
    }
    var after = sheet
    after.apply(step)
    add(
      .sheetChanged(SheetChange(conversation: conversation.id, step: step, sheet: after)), to: &conversation)
    tell(step, of: after, id: messageID, in: &conversation)
    return answer(conversation)
  }

  // MARK: - Parts

  /// Whether an image stands on any sheet of the talk: taken off one, it is let go, and must be missed nowhere.
  private func isUsed(_ image: ImageID, in conversation: Conversation) -> Bool {
    (conversation.sheets ?? []).contains { sheet in sheet.materials.contains { sheet.holds(image, in: $0.code) } }
  }

  private static let noSheet = Problem(.notFound, detail: Localised("找不到该确认单", "There is no such sheet"))

  private static func isWriting(_ act: SheetAct) -> Bool { if case .demand = act { true } else { false } }

  private func requireTaxpayer(of conversation: Conversation) throws(Problem) {
    let taxpayer = try taxpayer()
    guard conversation.taxpayer.id == taxpayer.id else { throw Self.noSheet }
    guard conversation.stage == .talking || conversation.stage == .waiting else {
      throw Problem(
        .wrongStage,
        detail: Localised(
          "本次服务已结束，确认单只能查看；如需继续办理，请再次转人工服务",
          "The conversation has ended and the sheet can only be read; ask for a human again to go on"))
    }
  }

  /// What was found and what became of it may still be written while the talk is written up; a message needs the talk.
  private func requireAgent(of conversation: Conversation, isWriting: Bool) throws(Problem) {
    let conversation = try own(try agent())
    guard conversation.stage == .talking || (conversation.stage == .wrapUp && !isWriting) else {
      throw Problem(.wrongStage)
    }
  }

  /// The step an act stands for, and the revision it goes by; no step when what is wanted is so already.
  private func step(
    _ act: SheetAct, on sheet: ServiceSheet, in conversation: Conversation
  ) throws(Problem) -> (step: SheetStep?, seen: Int?) {
    switch act {
    case .add(let request):
      if sheet.holds(request.image, in: request.material) { return (nil, nil) }
      guard let record = facts.image, record.image.id == request.image, record.conversation == conversation.id,
        record.side == .taxpayer, !isUsed(request.image, in: conversation)
      else {
        throw Problem(.imageRefused, detail: Localised("找不到该图片，请重新上传", "There is no such image; upload it again"))
      }
      let picture = SheetPicture(material: request.material, image: record.image, replaced: request.replaces)
      return (.pictureAdded(picture), nil)
    case .remove(let request):
      guard let material = sheet.material(request.material),
        let image = material.pictures.first(where: { $0.id == request.image })
      else { return (nil, nil) }
      return (.pictureRemoved(SheetPicture(material: material.code, image: image)), nil)
    case .confirm(let revision): return (.confirmed(SheetConfirmation(at: now)), revision)
    case .check(let request):
      let reason = try CleanText.check(
        request.reason ?? "", bytes: facts.office.settings.messageBytes, mayBeEmpty: request.isAccepted)
      let check = SheetCheck(
        isAccepted: request.isAccepted, reason: request.isAccepted ? "" : reason, by: try agent().reference, at: now)
      return (.checked(SheetFinding(material: request.material, check: check)), request.revision)
    case .demand(let revision): return (.asked(SheetDemand(sheet)), revision)
    case .resolve(let request):
      let words = try CleanText.check(
        request.words, bytes: facts.office.settings.messageBytes, mayBeEmpty: request.isHandled)
      let result = SheetResult(isHandled: request.isHandled, words: words, by: try agent().reference, at: now)
      return (.resolved(result), request.revision)
    }
  }

  /// What the talk says about a step.
  private mutating func tell(
    _ step: SheetStep, of sheet: ServiceSheet, id: MessageID, in conversation: inout Conversation
  ) {
    let title = sheet.title
    switch step {
    case .issued, .pictureAdded, .pictureRemoved, .checked: break
    case .confirmed: notify(.sheetConfirmed, title.chinese, english: title.english, id: id, in: &conversation)
    case .asked(let demand):
      guard case .staff(let agent) = actor else { return }
      endHold(of: &conversation)
      let author = Author(side: .agent, name: agent.name, agent: agent.id)
      post(.sheetDemand(demand), id: id, by: author, to: &conversation)
    case .resolved(let result):
      notify(
        result.isHandled ? .sheetHandled : .sheetNotHandled, title.chinese, english: title.english, id: id,
        in: &conversation)
    }
  }

  /// Agents are told the conversation, taxpayers what was said with it.
  private func answer(_ conversation: Conversation) -> Answer {
    if case .staff = actor { return detail(conversation) }
    var messages: [Message] = []
    for case .messagePosted(let message) in events { messages.append(message) }
    return .posted(PostedMessages(messages: messages, conversation: conversation))
  }
}
