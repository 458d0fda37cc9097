import Desk
import Service

/// One simulated backend: a batching writer, a hub, and the timers' poll. Two of them share one store.
final class Backend {
  /// A command that waits for the next transaction.
  struct Work {
    var request: CommandRequest
    var done: (Result<Answer, Problem>) -> Void
  }

  /// A transaction between its decisions and the end of its sync.
  private struct Flight {
    var rows: Rows
    var batch: [Work]
    var results: [Result<Rows.Performed, Problem>]
  }

  static let batchLimit = 8

  unowned let world: Simulation
  let index: Int
  private(set) var isUp = true
  /// Counts starts; what an earlier life put down does not happen any more.
  private(set) var life = 0
  private(set) var hub: Hub
  private var line: [Work] = []
  private var isBusy = false
  private var flight: Flight?
  private var pipes: [Pipe] = []
  private var presence: Presence
  private var firing: Set<String> = []
  private var lastHeartbeat: Int64 = 0
  /// The head this backend saw last; it means nothing unless a fault is planted.
  private var headSeen = EventPosition(epoch: 1, sequence: 0)
  /// So many milliseconds its machine's clock is wrong.
  private var error: Int64 = 0

  init(_ world: Simulation, index: Int) {
    self.world = world
    self.index = index
    hub = Hub(world.rows)
    presence = Presence(believed: [])
  }

  /// Does something later, in this life only.
  func later(_ range: ClosedRange<Int64>, _ words: String, _ act: @escaping () -> Void) {
    let life = life
    world.later(range, "backend \(index) \(words)") { [unowned self] in
      if isUp, self.life == life { act() }
    }
  }

  /// What its machine's clock shows.
  var moment: Timestamp { Timestamp(milliseconds: world.moment.milliseconds + error) }

  /// Sets its machine's clock so many milliseconds wrong; a new start does not set it right.
  func setClock(wrongBy error: Int64) { self.error = error }

  // MARK: - Start and end

  func start() {
    isUp = true
    life += 1
    hub = Hub(world.rows)
    headSeen = world.rows.head
    presence = Presence(believed: world.believedConnected())
    tick()
  }

  /// Dies. What was not synced is gone; a sync that was under way may have reached the disk, but nobody hears of it.
  func crash() {
    isUp = false
    if let flight {
      if world.random.chance(0.5), world.plant != .acknowledgesBeforeSync { world.commit(flight.rows) }
      world.holder = nil
    }
    flight = nil
    line = []
    isBusy = false
    firing = []
    for pipe in pipes { pipe.backendDied() }
    pipes = []
  }

  // MARK: - Commands

  func perform(_ request: CommandRequest, _ done: @escaping (Result<Answer, Problem>) -> Void) {
    line.append(Work(request: request, done: done))
    guard !isBusy else { return }
    isBusy = true
    later(0...4, "begins") { [unowned self] in begin() }
  }

  private func begin() {
    // The office's head is locked from the first statement to the commit: two backends never decide at once.
    guard world.holder == nil else { return later(1...9, "waits for the head") { [unowned self] in begin() } }
    world.holder = index
    let batch = Array(line.prefix(Self.batchLimit))
    line.removeFirst(batch.count)
    var rows = world.rows
    var results: [Result<Rows.Performed, Problem>] = []
    for work in batch {
      let savepoint = rows
      do throws(Problem) {
        results.append(.success(try rows.perform(work.request, at: moment, world.plant)))
      } catch {
        rows = savepoint
        results.append(.failure(error))
      }
    }
    _ = rows.numberEvents(after: world.plant == .numbersFromOldHead ? headSeen : rows.head)
    if world.plant == .acknowledgesBeforeSync { answer(batch, results) }
    flight = Flight(rows: rows, batch: batch, results: results)
    later(1...25, "syncs \(batch.map { "\($0.request.command)".prefix(24) })") { [unowned self] in sync() }
  }

  private func sync() {
    guard let flight else { return }
    self.flight = nil
    world.holder = nil
    if world.syncFails() {
      for work in flight.batch { work.done(.failure(Problem(.unavailable, retryAfter: 1))) }
    } else {
      world.commit(flight.rows)
      headSeen = flight.rows.head
      if world.plant != .acknowledgesBeforeSync { answer(flight.batch, flight.results) }
      pump()
      greet(flight)
    }
    if line.isEmpty { isBusy = false } else { later(0...2, "begins") { [unowned self] in begin() } }
  }

  private func answer(_ batch: [Work], _ results: [Result<Rows.Performed, Problem>]) {
    for (work, result) in zip(batch, results) {
      if case .success(let performed) = result { world.witness(performed.answer, to: work.request) }
      work.done(result.map(\.answer))
    }
  }

  /// Those who opened a conversation and are there already: it has to learn so.
  private func greet(_ flight: Flight) {
    for (work, result) in zip(flight.batch, flight.results) {
      guard case .success(let performed) = result, !performed.events.isEmpty,
        case .taxpayer(let taxpayer) = work.request.actor,
        world.rows.latest(of: taxpayer.id)?.isTaxpayerPresent == false
      else { continue }
      presence.repeatPresence(.visitor(taxpayer.id))
      settle(.visitor(taxpayer.id))
    }
  }

  // MARK: - Streams and time

  func opened(_ pipe: Pipe) {
    pipes.append(pipe)
    count(.seat(pipe.agent), isOpen: true)
  }

  func closed(_ pipe: Pipe) {
    guard pipes.contains(where: { $0 === pipe }) else { return }
    pipes.removeAll { $0 === pipe }
    count(.seat(pipe.agent), isOpen: false)
  }

  /// A stream of that person opened or closed here.
  func count(_ subject: Subject, isOpen: Bool) {
    if isOpen { presence.opened(subject) } else { presence.closed(subject) }
    settle(subject)
  }

  private func settle(_ subject: Subject) {
    guard let isConnected = presence.news(of: subject) else { return }
    let command: Command =
      switch subject {
      case .seat(let agent): .seatConnection(agent, isConnected: isConnected)
      case .visitor(let taxpayer): .visitorConnection(taxpayer, isConnected: isConnected)
      }
    perform(world.request(command, by: .system)) { [unowned self] result in
      let isTold = if case .failure(let problem) = result { problem.kind != .unavailable } else { true }
      presence.heard(subject, isConnected, isTold: isTold)
      if isTold { settle(subject) }
    }
  }

  /// Hands out what became durable, here or elsewhere.
  private func pump() {
    let entries = hub.catchUp(world.rows)
    for pipe in pipes {
      let seen = entries.filter { $0.isSeen(by: pipe.agent) }.map(\.event)
      pipe.tell(seen.filter { _ in world.plant != .dropsEvents || !world.random.chance(0.1) })
    }
  }

  private func tick() {
    pump()
    for subject in presence.subjects { settle(subject) }
    let early: Int64 = world.plant == .firesEarly ? 5_000 : 0
    let until = Timestamp(milliseconds: moment.milliseconds + early)
    lookAround()
    for timer in world.rows.dueTimers(by: until) where firing.insert(Rows.key(timer.kind, timer.subject)).inserted {
      let repeats = world.plant == .firesTwice ? 2 : 1
      for _ in 0..<repeats { fire(timer) }
    }
    let beats = world.now - lastHeartbeat >= 5_000
    if beats { lastHeartbeat = world.now }
    for pipe in pipes {
      if hub.isFloorChanged { pipe.tell(hub.digest(at: moment)) }
      if beats { pipe.beat(hub.position) }
    }
    hub.isFloorChanged = false
    later(300...600, "ticks") { [unowned self] in tick() }
  }

  private func fire(_ timer: ServiceTimer) {
    let ids = (0..<4).map { _ in MessageID(world.newID("f")) }
    perform(world.request(.timerFired(timer, noticeIDs: ids), by: .system)) { [unowned self] _ in
      firing.remove(Rows.key(timer.kind, timer.subject))
    }
  }
}
