import Desk

/// Whose stream a backend counts.
enum Subject: Hashable {
  case seat(AgentID)
  case visitor(TaxpayerID)
}

/// Counts a backend's streams per person and tells the service when the first came and the last went, never two at once.
struct Presence {
  private var counts: [Subject: Int] = [:]
  private var told: [Subject: Bool] = [:]
  private var telling: Set<Subject> = []

  /// Begins with those whom the log holds connected.
  init(believed: [Subject]) { for subject in believed { told[subject] = true } }

  /// Everybody there is anything to say of, in order.
  var subjects: [Subject] { Set(counts.keys).union(told.keys).sorted { "\($0)" < "\($1)" } }

  mutating func opened(_ subject: Subject) { counts[subject, default: 0] += 1 }
  mutating func closed(_ subject: Subject) { counts[subject, default: 0] -= 1 }

  /// Somebody who is there opened a conversation that does not know it yet.
  mutating func repeatPresence(_ subject: Subject) {
    if (counts[subject] ?? 0) > 0 { told[subject] = false }
  }

  /// What to tell now; counts as being told until `heard`.
  mutating func news(of subject: Subject) -> Bool? {
    let isConnected = (counts[subject] ?? 0) > 0
    guard !telling.contains(subject), told[subject] ?? false != isConnected else { return nil }
    telling.insert(subject)
    return isConnected
  }

  /// It was told, or could not be.
  mutating func heard(_ subject: Subject, _ isConnected: Bool, isTold: Bool) {
    telling.remove(subject)
    if isTold { told[subject] = isConnected }
  }
}
