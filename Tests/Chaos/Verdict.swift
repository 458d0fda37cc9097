import Desk
import Foundation
import Histories
import Storage
import Wire

/// What the histories say of the log.
struct Verdict {
  private struct Shown: Codable {
    var kills: Int
    var consoleKills: Int
    var stops: Int
    var restarts: Int
    var databaseKills: Int
    var netFaults: Int
    var requestFaults: Int
    var databaseNetFaults: Int
    var standbyStops: Int
    var slowReaders: Int
    var slowReadersCut: Int
    var standstills: Int
    var longestStandstillMilliseconds: Int
    var fsyncFaults: Int
    var syncsRefused: Int
    var fullDisks: Int
    var writesRefused: Int
    var idleFaults: Int
    var backendsThatStayed: Int
    var acknowledged: Int
    var unknown: Int
    var unanswered: Int
    var askedToWait: Int
    var events: Int
    var conversations: Int
    var transfers: Int
    var typed: Int
    var typedAndShown: Int
    var readers: Int
    var lost: Int
    var doubled: Int
    var phantom: Int
    var order: Int
    var gaps: Int
    var notLinearizable: Int
    var altered: Int
    var disclosed: Int
    var unsynced: Int
    var streamsRecovered: Int
    var recoveryP50Milliseconds: Int
    var recoveryP99Milliseconds: Int
    var rowsAgreeWithLog: Bool
  }

  let breaches: [Breach]
  private var shown: Shown

  /// What the agents at consoles, `typists`, wanted stands nowhere but in the log.
  init(_ ledger: Ledger, _ store: any Store, _ counts: Arena.Counts, typists: Set<AgentID>) async throws {
    var log: [Event] = []
    for office in try await store.offices() {
      log += try await store.read(office.id) { reader in
        var events: [Event] = []
        var position = EventPosition(epoch: try reader.head().epoch, sequence: 0)
        while true {
          let next = try reader.events(after: position, limit: 5_000)
          guard let last = next.last else { return events }
          events += next
          position = last.position
        }
      }
    }
    let attempts = ledger.attempts
    let typed = ledger.typed
    let taken = log.compactMap { event -> Attempt? in
      guard case .accepted(let accepted) = event.body, typists.contains(accepted.agent.id) else { return nil }
      return Attempt(.accept(accepted.conversation, by: accepted.agent.id), begun: 0, ended: .max, .done)
    }
    breaches =
      MessageAudit.breaches(in: log, of: attempts, typists: typists) + ConsoleAudit.breaches(in: log, of: typed)
      + ReaderAudit.breaches(in: log, of: ledger.readings, settled: ledger.settled)
      + Linearizability.breaches(of: attempts + taken, returns: Returns.found(in: log))
      + SyncAudit.breaches(of: attempts, in: ledger.syncFaults)
    let breaches = breaches
    func count(_ promise: Breach.Promise) -> Int { breaches.count { $0.promise == promise } }
    let recoveries = ledger.recoveries
    func percentile(_ share: Double) -> Int {
      recoveries.isEmpty ? 0 : Int(recoveries[min(recoveries.count - 1, Int(Double(recoveries.count) * share))])
    }
    shown = Shown(
      kills: counts.kills, consoleKills: counts.consoleKills, stops: counts.stops, restarts: counts.restarts,
      databaseKills: counts.databaseKills,
      netFaults: counts.netFaults, requestFaults: counts.requestFaults, databaseNetFaults: counts.databaseNetFaults,
      standbyStops: counts.standbyStops, slowReaders: counts.slowReaders, slowReadersCut: counts.slowReadersCut,
      standstills: counts.standstills, longestStandstillMilliseconds: counts.longestStandstillMilliseconds,
      fsyncFaults: counts.fsyncFaults, syncsRefused: counts.syncsRefused, fullDisks: counts.fullDisks,
      writesRefused: counts.writesRefused, idleFaults: counts.idleFaults,
      backendsThatStayed: counts.backendsThatStayed,
      acknowledged: attempts.count { $0.outcome == .done }, unknown: attempts.count { $0.outcome == .unknown },
      unanswered: ledger.unanswered, askedToWait: ledger.askedToWait,
      events: log.count, conversations: Set(log.compactMap(\.body.conversation)).count,
      transfers: attempts.count { if case .transfer = $0.wish { $0.outcome == .done } else { false } },
      typed: typed.count, typedAndShown: typed.count(where: \.wasShown), readers: ledger.readings.count,
      lost: count(.lost), doubled: count(.doubled), phantom: count(.phantom),
      order: count(.order), gaps: count(.gap), notLinearizable: count(.linearizability),
      altered: count(.altered), disclosed: count(.disclosed), unsynced: count(.unsynced),
      streamsRecovered: recoveries.count, recoveryP50Milliseconds: percentile(0.5),
      recoveryP99Milliseconds: percentile(0.99), rowsAgreeWithLog: false)
  }

  /// Whether every promise was kept, and every fault put them to the test.
  var isGood: Bool {
    breaches.isEmpty && shown.standstills == 0 && shown.slowReadersCut == shown.slowReaders && shown.idleFaults == 0
      && shown.backendsThatStayed == 0
  }

  /// Prints the figures as one JSON line, and each breach on the error output.
  func show(check: Bool) {
    for breach in breaches.prefix(50) { FileHandle.standardError.write(Data("\(breach)\n".utf8)) }
    var shown = shown
    shown.rowsAgreeWithLog = check
    guard let line = try? WireCodec.encode(shown) else { return }
    print(String(decoding: line, as: UTF8.self))
  }
}
