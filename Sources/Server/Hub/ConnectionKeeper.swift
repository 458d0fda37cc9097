import Desk
import Logging
import Service

/// Counts streams per person and tells the service when the first came and the last went, in that order and never two at once.
actor ConnectionKeeper {
  typealias Tell = @Sendable (StreamSubject, _ isConnected: Bool) async -> Bool

  private var counts: [StreamSubject: Int] = [:]
  private var told: [StreamSubject: Bool] = [:]
  private var telling: Set<StreamSubject> = []
  /// Those whose presence is told once more, although it was told before.
  private var repeating: Set<StreamSubject> = []
  private var isStopping = false
  private let tell: Tell

  /// What could not be told: the store refused it.
  private var untold: Set<StreamSubject> = []
  /// Rounds left out before it is tried again, and how many were.
  private var pause = 0
  private var round = 0
  private static let longestPause = 64

  /// `believed` are those whom the log still holds connected after a start.
  init(believed: [StreamSubject], tell: @escaping Tell) {
    self.tell = tell
    for subject in believed { told[subject] = true }
  }

  /// Tells the going of those who did not come back.
  func settleAll() async {
    await withTaskGroup(of: Void.self) { group in
      for subject in told.keys { group.addTask { await self.settle(subject) } }
    }
  }

  /// Tells again what the store refused before, up to the next refusal; a store that goes on refusing is asked ever less often. Returns how many
  /// wait now that it has refused again.
  func retry() async -> Int? {
    guard !untold.isEmpty else {
      (round, pause) = (0, 0)
      return nil
    }
    round += 1
    guard round > pause else { return nil }
    round = 0
    for subject in untold {
      await settle(subject)
      guard !untold.contains(subject) else {
        pause = min(max(1, pause * 2), Self.longestPause)
        return untold.count
      }
    }
    pause = 0
    return nil
  }

  func opened(_ subject: StreamSubject) async {
    guard subject.isPresence else { return }
    counts[subject, default: 0] += 1
    await settle(subject)
  }

  func closed(_ subject: StreamSubject) async {
    guard subject.isPresence else { return }
    counts[subject, default: 0] -= 1
    await settle(subject)
  }

  /// Tells again of somebody who is there: a conversation was opened that does not know it.
  func repeatPresence(of subject: StreamSubject) async {
    guard (counts[subject] ?? 0) > 0 else { return }
    repeating.insert(subject)
    await settle(subject)
  }

  /// Tells again of everybody who is there: what was told was undone.
  func repeatAll() async {
    await withTaskGroup(of: Void.self) { group in
      for subject in counts.keys { group.addTask { await self.repeatPresence(of: subject) } }
    }
  }

  /// From here on nobody's going is told: streams end because the backend does, and the next start tells it.
  func stop() { isStopping = true }

  private func settle(_ subject: StreamSubject) async {
    guard !telling.contains(subject) else { return }
    telling.insert(subject)
    while !isStopping {
      let isConnected = (counts[subject] ?? 0) > 0
      let isRepeated = repeating.remove(subject) != nil && isConnected
      guard isRepeated || told[subject, default: false] != isConnected else {
        untold.remove(subject)
        break
      }
      guard await tell(subject, isConnected) else {
        if isRepeated { repeating.insert(subject) }
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
