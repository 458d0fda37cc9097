import Desk
import Foundation
import Service
@testable import Storage
import Synchronization
import Testing

/// A store in a folder of its own, with a small office in it and a clock that only tests move.
final class Fixture: Sendable {
  let engine: Engine
  /// The folder, or the connection string.
  let place: String
  let store: any Store
  let clock = Mutex(Timestamp(milliseconds: 1_795_000_000_000))
  let names = Mutex(0)
  let told = Mutex<[Event]>([])
  static let office: OfficeID = "hd"
  static let taxpayer = Taxpayer(id: "t1", name: "张*")

  init(
    on engine: Engine = .sqlite, agents: Int = 3, slots: Int = 5, settings: OfficeSettings = OfficeSettings()
  ) async throws {
    self.engine = engine
    place = try await engine.place()
    store = try await engine.open(place)
    try await store.load(Self.content(agents: agents, slots: slots, settings: settings), at: now)
  }

  deinit { if engine == .sqlite { try? FileManager.default.removeItem(atPath: place) } }

  var now: Timestamp { clock.withLock { $0 } }

  /// Runs a statement on PostgreSQL behind the store's back.
  func run(_ statement: String) throws {
    let session = try PostgresSession(place)
    try session.run(statement, [])
    try session.finish()
  }

  func advance(seconds: Int) { clock.withLock { $0 = $0.advanced(seconds: seconds) } }

  func name(_ prefix: String) -> String {
    names.withLock {
      $0 += 1
      return prefix + String($0)
    }
  }

  static func content(agents: Int, slots: Int, settings: OfficeSettings = OfficeSettings()) -> OfficeContent {
    let office = Office(
      id: office, name: Localised("示范办税服务厅", "Sample office"), region: "110108",
      calendar: WorkingCalendar(weekly: [:]), settings: settings)
    let catalogue = Catalogue(
      groups: [SkillGroup(id: "invoice", name: Localised("发票", "Invoices"))],
      wrapUpCodes: [WrapUpCode(code: "done", name: Localised("已解决", "Solved"))],
      breakReasons: [BreakReason(code: "tea", name: Localised("喝水", "Tea"), expectedMinutes: 5)])
    return OfficeContent(
      office: office, catalogue: catalogue,
      accounts: (1...agents).map { Account(agent: agent($0, slots: slots), passwordHash: "hash") })
  }

  static func agent(_ number: Int, slots: Int = 5) -> Agent {
    Agent(id: AgentID("a\(number)"), name: "坐席\(number)", role: .agent, groups: ["invoice"], slots: slots)
  }

  static let administrator = Agent(id: "admin", name: "管理员", role: .administrator, groups: [], slots: 1)
  static let supervisor = Agent(id: "leader", name: "值班长", role: .supervisor, groups: ["invoice"], slots: 1)
  static let webhookSecret = "whsec_" + String(repeating: "QUJD", count: 8)

  static func taxpayer(_ number: Int) -> Taxpayer { Taxpayer(id: TaxpayerID("t\(number)"), name: "张*") }

  /// Performs a command with a key of its own, unless one is given.
  @discardableResult
  func perform(_ command: Command, by actor: Actor, key: String? = nil, print: String = "p") async throws
    -> CommandResult
  {
    let result = try await store.perform(
      CommandRequest(
        office: Self.office, actor: actor, key: actor == .system ? nil : key ?? name("key"), fingerprint: print,
        command: command), at: now)
    told.withLock { $0 += result.events }
    return result
  }

  func writes(_ text: String, id: String? = nil, reply: AssistantAnswer? = nil) -> Command {
    .taxpayerWrites(
      MessageDraft(id: MessageID(id ?? name("m")), text: text), newConversation: ConversationID(name("c")),
      reply: reply, replyID: MessageID(name("r")), escalation: nil, noticeID: MessageID(name("n")))
  }

  func escalates() -> Command {
    .escalate(
      group: "invoice", priority: 0, reason: "怎么开票", newConversation: ConversationID(name("c")),
      noticeID: MessageID(name("n")))
  }

  /// Brings a taxpayer into the queue and tells the conversation.
  func waiting(_ taxpayer: Taxpayer = Fixture.taxpayer) async throws -> ConversationID {
    guard case .conversation(let detail) = try await perform(escalates(), by: .taxpayer(taxpayer)).answer else {
      throw Problem(.internalError)
    }
    return detail.conversation.id
  }

  /// Brings an agent to the seat.
  func sit(_ agent: Agent) async throws {
    try await perform(.seatConnection(agent.id, isConnected: true), by: .system)
    try await perform(.choosePresence(.ready, reason: nil), by: .staff(agent))
  }

  /// The whole log.
  func log() async throws -> [Event] {
    try await store.read(Self.office) { reader in
      let head = try reader.head()
      return try reader.events(after: EventPosition(epoch: head.epoch, sequence: 0), limit: .max)
    }
  }
}
