import Desk
import Foundation
import Service
import Storage

/// A large floor on disk: seats signed in, people waiting in four queues, and a session for everybody.
struct FloorScene {
  var seats: Int
  var waiting: Int

  static let office: OfficeID = "bench"
  static let supervisor: AgentID = "leader"
  static let groups: [SkillGroup] = [
    SkillGroup(id: "invoice", name: Localised("发票", "Invoices")),
    SkillGroup(id: "declare", name: Localised("申报", "Declarations")),
    SkillGroup(id: "register", name: Localised("登记注销", "Registration")),
    SkillGroup(id: "general", name: Localised("综合", "General")),
  ]

  /// The token of somebody's session.
  static func token(_ agent: AgentID) -> String { "bench-token-of-" + agent.rawValue }

  static func seat(_ number: Int) -> AgentID { AgentID("seat\(number)") }
  static func conversation(_ number: Int) -> ConversationID { ConversationID("c\(number)") }

  private static let families = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
  private static let givens = Array("敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英")

  private func agent(_ number: Int) -> Agent {
    let family = Self.families[number % Self.families.count]
    let given = Self.givens[number / Self.families.count % Self.givens.count]
    let own = Self.groups[number % Self.groups.count].id
    return Agent(
      id: Self.seat(number), name: String([family, given]), role: .agent,
      groups: number % 5 == 0 ? [own, "general"] : [own], slots: 4)
  }

  /// Fills a folder.
  func make(in folder: String, at now: Timestamp) async throws {
    let store = try Stores.sqlite(in: folder)
    var settings = OfficeSettings()
    // Nobody of them has a page or a stream of their own at first.
    (settings.visitorGraceSeconds, settings.seatGraceSeconds, settings.idleEndSeconds) = (86_400, 86_400, 86_400)
    let always = (1...7).reduce(into: [Int: [WorkingRange]]()) {
      $0[$1] = [WorkingRange("00:00-24:00")].compactMap(\.self)
    }
    let office = Office(
      id: Self.office, name: Localised("基准市税务局", "Benchmark City Tax Office"), region: "110000",
      calendar: WorkingCalendar(weekly: always), settings: settings)
    let leader = Agent(
      id: Self.supervisor, name: "值班长", role: .supervisor, groups: Self.groups.map(\.id), slots: 20)
    let staff = (0..<seats).map(agent) + [leader]
    let catalogue = Catalogue(
      groups: Self.groups, wrapUpCodes: [WrapUpCode(code: "done", name: Localised("已解决", "Solved"))],
      breakReasons: [BreakReason(code: "meal", name: Localised("用餐", "Meal"), expectedMinutes: 30)])
    try await store.load(
      OfficeContent(office: office, catalogue: catalogue, accounts: staff.map { Account(agent: $0, passwordHash: "") }),
      at: now)
    for (agent, hash) in zip(staff, Self.hashes(staff.map { Self.token($0.id) })) {
      try await store.keep(
        SessionRow(
          tokenHash: hash, office: Self.office, subject: .staff(agent.id), expiresAt: now.advanced(seconds: 86_400)))
    }
    for (number, agent) in staff.enumerated() {
      let since = now.advanced(seconds: -60 - number % 40 * 45)
      try await perform(store, .system, .seatConnection(agent.id, isConnected: true), since)
      try await perform(store, .staff(agent), .choosePresence(.ready, reason: nil), since)
    }
    for number in 0..<waiting {
      let taxpayer = Taxpayer(
        id: TaxpayerID("t\(number)"), name: String(Self.families[number % Self.families.count]) + "*")
      let escalate = Command.escalate(
        group: Self.groups[number % Self.groups.count].id, priority: 0, reason: "红字发票信息确认单撤销不了",
        newConversation: Self.conversation(number), noticeID: MessageID("n\(number)"))
      try await perform(store, .taxpayer(taxpayer), escalate, now.advanced(seconds: -(waiting - number) / 4))
    }
    try await store.close()
  }

  private func perform(_ store: any Store, _ actor: Actor, _ command: Command, _ now: Timestamp) async throws {
    let request = CommandRequest(office: Self.office, actor: actor, key: nil, fingerprint: "", command: command)
    _ = try await store.perform(request, at: now)
  }

  /// SHA-256 of each, by the system's program.
  private static func hashes(_ tokens: [String]) -> [String] {
    let lines = shell("for t in \(tokens.joined(separator: " ")); do printf %s $t | sha256sum; done")
    return lines.split(separator: "\n").map { String($0.prefix(64)) }
  }
}
