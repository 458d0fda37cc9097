import Desk
import Service

// What people do to messages left and tickets.

extension Scene {
  /// An office that is open day and night, its agents ready.
  static func promising() throws(Problem) -> Scene {
    var scene = Scene()
    if let all = WorkingRange("00:00-24:00") {
      scene.office.calendar.weekly = (1...7).reduce(into: [:]) { $0[$1] = [all] }
    }
    for agent in [agent, colleague] { try scene.sit(agent) }
    return scene
  }

  mutating func leave(
    _ id: OfflineMessageID = "m1", by taxpayer: Taxpayer = person, contact: String = "13812345678"
  ) throws(Problem) {
    let draft = OfflineMessageDraft(id: id, matter: "发票红冲", text: "怎么冲红", contact: contact, group: "invoice")
    try perform(.promise(.leave(draft)), by: .taxpayer(taxpayer))
  }

  mutating func step(
    _ request: PromiseStepRequest, on id: OfflineMessageID = "m1", by actor: Actor = .staff(agent)
  ) throws(Problem) {
    let command = PromiseCommand.stepMessage(
      id, request, noticeID: "n-\(events.count)", newConversation: "c9", messageID: MessageID("cn-\(events.count)"))
    try perform(.promise(command), by: actor)
  }

  mutating func act(
    _ request: PromiseStepRequest, on id: TicketID = "k1", by actor: Actor = .staff(agent)
  ) throws(Problem) {
    try perform(.promise(.stepTicket(id, request, noticeID: "n-\(events.count)")), by: actor)
  }

  mutating func open(_ draft: TicketDraft, id: TicketID = "k1", by agent: Agent = agent) throws(Problem) {
    try perform(.promise(.openTicket(draft, id: id, noticeID: "n-\(events.count)")), by: .staff(agent))
  }
}
