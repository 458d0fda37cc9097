import Desk

// Asking a colleague within a talk 会商. The taxpayer sees nothing of it: it makes no message.

extension Decision {
  /// Side-talk stands in the conversation's row: it is bounded.
  private static let mostLines = 200
  /// A line of side-talk is short, in bytes of UTF-8.
  private static let lineBytes = 2_000

  mutating func consult(_ request: ConsultRequest) throws(Problem) -> Answer {
    let agent = try agent()
    var conversation = try own(agent)
    guard conversation.stage == .talking else { throw Problem(.wrongStage) }
    guard request.agent != agent.id else {
      throw Problem(.badRequest, detail: Localised("不能与自己会商", "You cannot consult yourself"))
    }
    if let current = conversation.consult {
      // Asked again for the one who is there: so it is.
      guard current.colleague.id != request.agent else { return detail(conversation) }
      throw Problem(
        .wrongStage,
        detail: Localised(
          "正在与 \(current.colleague.name) 会商，请先结束", "\(current.colleague.name) is being consulted; end that first"))
    }
    guard let seat = facts.seat, seat.agent.id == request.agent, seat.agent.role != .administrator else {
      throw Problem(.badRequest, detail: Localised("没有这位坐席，请重新选择", "There is no such agent; choose another"))
    }
    guard seat.choice != .signedOut, seat.isConnected else {
      throw Problem(
        .signedOut,
        detail: Localised("\(seat.agent.name) 未签入，请找其他人", "\(seat.agent.name) is not signed in; ask another"))
    }
    let question = try CleanText.check(request.question ?? "", bytes: Self.lineBytes, mayBeEmpty: true)
    let consult = Consult(colleague: seat.agent.reference, since: now)
    add(
      .consulted(Consulted(conversation: conversation.id, colleague: consult.colleague, consult: consult)),
      to: &conversation)
    if question.contains(where: { !$0.isWhitespace }) { try say(question, by: agent, in: &conversation) }
    return detail(conversation)
  }

  mutating func sideTalk(_ text: String) throws(Problem) -> Answer {
    let agent = try agent()
    var conversation = try consulted(agent)
    try say(try CleanText.check(text, bytes: Self.lineBytes), by: agent, in: &conversation)
    return .done
  }

  mutating func endConsult() throws(Problem) -> Answer {
    let agent = try agent()
    guard let conversation = facts.conversation else { throw Problem(.conversationNotFound) }
    // The other one was faster; what was asked for is so.
    if conversation.consult == nil { return .done }
    var current = try consulted(agent)
    endConsult(of: &current, by: agent.reference)
    return .done
  }

  /// Ends a consult, if there is one.
  mutating func endConsult(of conversation: inout Conversation, by agent: AgentReference? = nil) {
    guard let colleague = conversation.consult?.colleague else { return }
    add(
      .consulted(Consulted(conversation: conversation.id, colleague: colleague, consult: nil, endedBy: agent)),
      to: &conversation)
  }

  /// The talk with a consult that the agent takes part in.
  private func consulted(_ agent: Agent) throws(Problem) -> Conversation {
    guard let conversation = facts.conversation else { throw Problem(.conversationNotFound) }
    let isAsked = conversation.consult?.colleague.id == agent.id
    guard isAsked || conversation.agent?.id == agent.id else { throw Problem(.notYours) }
    guard conversation.consult != nil else {
      throw Problem(.wrongStage, detail: Localised("会商已结束", "The consult is over"))
    }
    return conversation
  }

  private mutating func say(_ text: String, by agent: Agent, in conversation: inout Conversation) throws(Problem) {
    guard (conversation.notes?.count { $0.isSideTalk == true } ?? 0) < Self.mostLines else {
      throw Problem(
        .tooLarge,
        detail: Localised("会商已满 \(Self.mostLines) 条", "There are \(Self.mostLines) lines of side-talk already"))
    }
    let line = StaffNote(at: now, author: agent.reference, text: text, isSideTalk: true)
    add(.noted(Noted(conversation: conversation.id, note: line)), to: &conversation)
  }
}
