import Desk
import Service
import Storage

/// Agents that write at once, each in a talk of its own, as fast as they are answered.
struct MessageLoad {
  var writers: Int
  var each: Int
  /// Begins the names of messages, so that the same agents may write again.
  var prefix = "m"

  var office: OfficeID { "bench" }
  private var start: Timestamp { Timestamp(milliseconds: 1_800_000_000_000) }

  private func agent(_ writer: Int) -> Agent {
    Agent(id: AgentID("agent\(writer)"), name: "坐席\(writer)", role: .agent, groups: ["g"], slots: 5)
  }

  /// Makes the office, its agents and a talk for each.
  func prepare(_ store: any Store) async throws {
    let catalogue = Catalogue(groups: [SkillGroup(id: "g", name: Localised("组", "Group"))])
    let place = Office(
      id: office, name: Localised("基准", "Benchmark"), region: "", calendar: WorkingCalendar(weekly: [:]))
    let accounts = (0..<writers).map { Account(agent: agent($0), passwordHash: "") }
    try await store.load(OfficeContent(office: place, catalogue: catalogue, accounts: accounts), at: start)
    for writer in 0..<writers {
      let taxpayer = Taxpayer(id: TaxpayerID("t\(writer)"), name: "张*")
      let conversation = ConversationID("c\(writer)")
      try await perform(store, .system, .seatConnection(agent(writer).id, isConnected: true), key: nil)
      try await perform(store, .staff(agent(writer)), .choosePresence(.ready, reason: nil), key: "p\(writer)")
      let escalate = Command.escalate(
        group: "g", priority: 0, reason: "测", newConversation: conversation, noticeID: MessageID("e\(writer)"))
      try await perform(store, .taxpayer(taxpayer), escalate, key: "q\(writer)")
      try await perform(
        store, .staff(agent(writer)), .accept(conversation, noticeID: MessageID("a\(writer)")), key: "a\(writer)")
    }
  }

  private func perform(_ store: any Store, _ actor: Actor, _ command: Command, key: String?) async throws {
    let request = CommandRequest(
      office: office, actor: actor, key: key, fingerprint: key ?? "", command: command)
    _ = try await store.perform(request, at: start)
  }

  /// Writes as one agent; how long each message took to be durable, in seconds.
  func write(as writer: Int, to store: any Store) async throws -> [Double] {
    var waits: [Double] = []
    for number in 0..<each {
      let id = "\(prefix)\(writer)-\(number)"
      let draft = MessageDraft(id: MessageID(id), text: "您好，请在电子税务局“我要办税”中选择“发票使用”，按提示提交即可。\(number)")
      let begun = Stopwatch.now
      try await perform(store, .staff(agent(writer)), .agentWrites(ConversationID("c\(writer)"), draft), key: id)
      waits.append(Stopwatch.now - begun)
    }
    return waits
  }
}
