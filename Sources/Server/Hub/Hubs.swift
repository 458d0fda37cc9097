import Desk
import Logging
import Storage

/// The offices' hubs, each with the keeper of its connections.
actor Hubs {
  /// A hub and who counts its streams.
  struct OpenOffice: Sendable {
    let hub: OfficeHub
    let connections: ConnectionKeeper

    /// Tells conversations that were just opened of the pages that are there already.
    func greet() async {
      for subject in await hub.takeOpeners() { await connections.repeatPresence(of: subject) }
    }
  }

  private let store: any Store
  private let options: BackendOptions
  private let metrics: Metrics
  private let commands: ConnectionCommands
  private let answerer: Answerer
  private let logs: LogTroubles
  /// Offices that are not open since the start.
  private var unopened: Set<OfficeID> = []
  private var opening: [OfficeID: Task<OpenOffice, any Error>] = [:]

  init(
    store: any Store, options: BackendOptions, metrics: Metrics, commands: ConnectionCommands, answerer: Answerer,
    logs: LogTroubles
  ) {
    self.store = store
    self.options = options
    self.metrics = metrics
    self.commands = commands
    self.answerer = answerer
    self.logs = logs
  }

  /// The office's hub, made when it is first asked for.
  func desk(of office: OfficeID) async throws -> OpenOffice {
    if let task = opening[office] { return try await settled(task, office) }
    let (store, options, metrics, logs) = (store, options, metrics, logs)
    let (commands, answerer) = (commands, answerer)
    let task = Task {
      let hub = try await OfficeHub(office: office, store: store, options: options, metrics: metrics, logs: logs) {
        answerer.forget(office)
      }
      // Where others share the data, leases tell who is connected to whom.
      let believed = store.isShared ? [] : await hub.believedConnected()
      return OpenOffice(
        hub: hub,
        connections: ConnectionKeeper(believed: believed) { subject, isConnected in
          await commands.perform(office, subject, isConnected: isConnected, hub: hub)
        })
    }
    opening[office] = task
    return try await settled(task, office)
  }

  /// What could not be opened is opened anew by the next who asks.
  private func settled(_ task: Task<OpenOffice, any Error>, _ office: OfficeID) async throws -> OpenOffice {
    do {
      return try await task.value
    } catch {
      if opening[office] == task { opening[office] = nil }
      throw error
    }
  }

  /// Opens every office and tells the service of people who were connected when the last backend stopped and are not now. One that cannot be read
  /// keeps no other waiting.
  func start(at now: Timestamp) async throws {
    unopened = Set(try await store.officeIDs())
    await look(at: now)
  }

  /// Looks which offices there are and whether each can be read, and tries those again that could not be opened at the start.
  func look(at now: Timestamp) async {
    if let offices = try? await store.officeIDs(), let readable = try? await store.offices().map(\.id) {
      logs.serves(Set(offices))
      for office in offices where !readable.contains(office) {
        logs.note(.unopened, of: office, "its row in the table offices cannot be decoded", at: now)
      }
      for office in readable where !unopened.contains(office) { await goesOn(office, at: now) }
    }
    for office in unopened.sorted() {
      do {
        let desk = try await desk(of: office)
        unopened.remove(office)
        await goesOn(office, at: now)
        await desk.connections.settleAll()
      } catch is StoreReadingError {
        // The database does not answer; that is told elsewhere.
      } catch {
        logs.note(.unopened, of: office, "\(error)", at: now)
      }
    }
  }

  /// An office can be read: if it could not, nobody there could come back, and nobody's grace has run.
  private func goesOn(_ office: OfficeID, at now: Timestamp) async {
    guard logs.isUnopened(office), (try? await store.renewGraces(of: office, at: now)) != nil else { return }
    logs.end(.unopened, of: office, at: now)
  }

  /// Those made so far.
  func all() async -> [OpenOffice] {
    var desks: [OpenOffice] = []
    for task in opening.values { if let desk = try? await task.value { desks.append(desk) } }
    return desks
  }

  /// Ends every stream, and opens none from here on; nobody's going is told. Returns when they have been told the end, or after two seconds.
  func closeAll() async {
    let desks = await all()
    for desk in desks {
      await desk.connections.stop()
      await desk.hub.closeAll()
    }
    let end = ContinuousClock.now + .seconds(2)
    for desk in desks {
      while await desk.hub.readerCount > 0, ContinuousClock.now < end {
        guard (try? await Task.sleep(for: .milliseconds(5))) != nil else { return }
      }
    }
    await StreamConnection.settle()
  }
}
