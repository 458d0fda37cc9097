import Desk
import Logging
import Service

/// Counts streams per person and tells the service when the first came and the last went, in that order and never two at once.
actor ConnectionKeeper {
  typealias Tell = @Sendable (StreamSubject, _ isConnected: Bool) async -> Bool

  private var counts: [StreamSubject: Int] = [:]
  private var told: [StreamSubject: Bool] = [:]
  private var telling: Set<StreamSubject> = []
  private var isStopping = false
  private let tell: Tell

  /// What could not be told: the store refused it.
  private var untold: Set<StreamSubject> = []

  /// `believed` are those whom the log still holds connected after a start.
  init(believed: [StreamSubject], tell: @escaping Tell) {
    self.tell = tell
    for subject in believed { told[subject] = true }
  }

  /// Tells the going of those who did not come back.
  func settleAll() async { for subject in Array(told.keys) { await settle(subject) } }

  /// Tells again what the store refused before.
  func retry() async { for subject in untold { await settle(subject) } }

  func opened(_ subject: StreamSubject) async {
    counts[subject, default: 0] += 1
    await settle(subject)
  }

  func closed(_ subject: StreamSubject) async {
    counts[subject, default: 0] -= 1
    await settle(subject)
  }

  /// From here on nobody's going is told: streams end because the backend does, and the next start tells it.
  func stop() { isStopping = true }

  private func settle(_ subject: StreamSubject) async {
    guard !telling.contains(subject) else { return }
    telling.insert(subject)
    while !isStopping {
      let isConnected = (counts[subject] ?? 0) > 0
      guard told[subject, default: false] != isConnected else {
        untold.remove(subject)
        break
      }
      guard await tell(subject, isConnected) else {
        untold.insert(subject)
        break
      }
      told[subject] = isConnected
    }
    telling.remove(subject)
    if !untold.contains(subject), (counts[subject] ?? 0) <= 0, told[subject] != true {
      counts[subject] = nil
      told[subject] = nil
    }
  }
}
