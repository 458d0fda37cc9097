import Desk
import Service

/// One run of the whole product in one thread. Everything that happens follows from the seed.
final class Simulation {
  /// Faults stop after this many simulated milliseconds.
  static let storm: Int64 = 60_000
  /// After that everything has to settle within this many.
  static let patience: Int64 = 120_000
  /// A backend's clock is wrong by so many milliseconds at most.
  static let clockError: Int64 = 30_000

  let seed: UInt64
  let plant: Plant?
  var random: SplitMix64
  /// Simulated milliseconds since the start.
  private(set) var now: Int64 = 0
  /// The durable rows: what a crash leaves.
  var rows = Rows()
  /// The backend that has locked the office's head.
  var holder: Int?
  /// Faults have stopped.
  private(set) var isCalm = false
  private(set) var violation: Violation?
  private(set) var steps = 0
  /// How many of its last steps a failing run tells.
  var stepsTold = 40
  private(set) var auditor: Auditor
  private(set) var backends: [Backend] = []
  private(set) var workstations: [Workstation] = []
  private(set) var visitors: [Visitor] = []
  private var leader: Leader?
  /// What the supervisor asked for and got.
  var supervised = 0
  /// How often a backend's clock jumped.
  var clockJumps = 0
  /// What the webhook's other side was told, by name.
  var received: [String: [String]] = [:]
  /// The store's disk is full until then.
  var diskFullUntil: Int64 = 0
  /// So many syncs from now, one fails; 0 for none.
  var failingSync = 0
  private var agenda = Agenda()
  private var trace: [String] = []
  private var ids = 0
  private var isSettled = false

  init(seed: UInt64, plant: Plant? = nil) {
    self.seed = seed
    self.plant = plant
    random = SplitMix64(seed: seed)
    auditor = Auditor(rows)
  }

  /// Runs to the end; `nil` when every promise was kept.
  func run() -> Violation? {
    backends = (0..<2).map { Backend(self, index: $0) }
    workstations = Town.agents.indices.map { Workstation(self, index: $0) }
    visitors = Town.taxpayers.indices.map { Visitor(self, index: $0) }
    for backend in backends { backend.start() }
    for workstation in workstations { later(0...3_000, "\(workstation.agent.id) starts") { workstation.start() } }
    for visitor in visitors { visitor.begin() }
    leader = Leader(self)
    leader?.plan()
    planFault()
    at(Self.storm, "faults stop") { [unowned self] in calm() }
    while violation == nil, !isSettled, let next = agenda.next() {
      now = max(now, next.time)
      steps += 1
      trace.append("\(steps) @\(now) \(next.words)")
      if trace.count > 2 * stepsTold { trace.removeFirst(stepsTold) }
      next.act()
    }
    agenda.clear()
    return violation
  }

  /// What a failing run says of itself.
  var report: String {
    """
    seed \(seed)\(plant.map { " with \($0.rawValue)" } ?? ""): \(violation.map(String.init(describing:)) ?? "kept every promise")
    \(trace.suffix(stepsTold).joined(separator: "\n"))
    again: ZUOXI_SEED=\(seed) swift test --filter SimulationTests
    """
  }

  // MARK: - Time and chance

  /// The right time, which backends' clocks show unless one has jumped.
  var moment: Timestamp { Timestamp(milliseconds: Town.start.milliseconds + now) }

  func at(_ time: Int64, _ words: String, _ act: @escaping () -> Void) { agenda.add(at: max(now, time), words, act) }

  func later(_ range: ClosedRange<Int64>, _ words: String, _ act: @escaping () -> Void) {
    at(now + random.number(range), words, act)
  }

  /// How long something takes through the network.
  func delay() -> Int64 {
    guard !isCalm else { return random.number(1...40) }
    return random.chance(0.05) ? random.number(500...9_000) : random.number(1...300)
  }

  func newID(_ kind: String) -> String {
    ids += 1
    return kind + String(1_000_000 + ids)
  }

  func note(_ words: String) { trace.append("    " + words) }

  // MARK: - The store

  func request(_ command: Command, by actor: Service.Actor, key: String? = nil, fingerprint: String = "")
    -> CommandRequest
  {
    CommandRequest(office: Town.office.id, actor: actor, key: key, fingerprint: fingerprint, command: command)
  }

  /// Whether the sync under way fails; then nothing of its batch is there.
  func syncFails() -> Bool {
    if failingSync > 0 {
      failingSync -= 1
      if failingSync == 0 { return true }
    }
    return now < diskFullUntil
  }

  /// A sync succeeded.
  func commit(_ rows: Rows) {
    self.rows = rows
    check { () throws(Violation) in try auditor.study(rows) }
    check { () throws(Violation) in try auditor.studyOffers(rows, at: moment) }
  }

  /// A backend gives an answer away.
  func witness(_ answer: Answer, to request: CommandRequest) {
    if case .posted(let posted) = answer {
      for message in posted.messages {
        check { () throws(Violation) in try auditor.acknowledge(message.id, rows) }
      }
    }
    if case .offlineMessage(let message) = answer {
      check { () throws(Violation) in try auditor.acknowledge(message, rows) }
    }
    if case .accept = request.command, case .conversation(let detail) = answer, case .staff(let agent) = request.actor,
      detail.conversation.agent.map({ $0.id != agent.id }) ?? false
    {
      fail(Violation(.oneOwner, "\(agent.id) was told of taking what \(detail.conversation.agent?.id ?? "") has"))
    }
  }

  func check(_ body: () throws(Violation) -> Void) {
    do {
      try body()
    } catch {
      fail(error)
    }
  }

  func fail(_ violation: Violation) { if self.violation == nil { self.violation = violation } }

  /// People whose streams the log believes open and who have none.
  func believedConnected() -> [Subject] {
    let seats = workstations.filter { rows.seats[$0.agent.id]?.isConnected == true && !$0.isListening }
    return seats.map { .seat($0.agent.id) }
  }

  // MARK: - The end

  private func calm() {
    isCalm = true
    diskFullUntil = 0
    failingSync = 0
    for backend in backends { backend.setClock(wrongBy: 0) }
    for backend in backends where !backend.isUp { backend.start() }
    for workstation in workstations { workstation.calm() }
    lookForQuiet(since: now)
  }

  private func lookForQuiet(since begin: Int64) {
    check { () throws(Violation) in try auditor.studyAll(rows) }
    let reasons = unrest()
    guard !reasons.isEmpty else {
      isSettled = true
      return
    }
    guard now - begin < Self.patience else {
      return fail(Violation(.outboxArrives, "nothing settles: \(reasons.joined(separator: ", "))"))
    }
    at(now + 500, "is it quiet? \(reasons.prefix(2))") { [unowned self] in lookForQuiet(since: begin) }
  }

  /// Why it is not quiet yet.
  private func unrest() -> [String] {
    var reasons = workstations.flatMap { $0.unrest() } + visitors.compactMap { $0.unrest }
    for timer in rows.timers.values where timer.due.milliseconds + 20_000 < moment.milliseconds {
      reasons.append("\(timer.kind) of \(timer.subject) is overdue")
    }
    if rows.noted != rows.head { reasons.append("the webhook is behind") }
    reasons += rows.deliveries.values.filter { $0.state != .done }.map { "\($0.id) is not told" }.sorted()
    if now < Self.storm + 8_000 { reasons.append("the network clears") }
    guard reasons.isEmpty else { return reasons }
    for workstation in workstations { workstation.checkOutbox() }
    check { () throws(Violation) in try auditor.studyReceived(received, rows) }
    return []
  }
}
