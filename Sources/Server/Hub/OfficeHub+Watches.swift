import Desk

// Streams of conversations that are watched 监看.
extension OfficeHub {
  /// How many conversations a supervisor watches here.
  func watchCount(of supervisor: AgentID) -> Int {
    watches.reduce(0) { sum, watch in
      let subject = StreamSubject.watch(watch.key, by: supervisor)
      return sum + (watch.value.contains(subject) ? readers[subject]?.readers.count ?? 0 : 0)
    }
  }

  /// A stream was opened: walls show how consoles are connected.
  func noteOpened(_ subject: StreamSubject) {
    if case .watch(let id, _) = subject { watches[id, default: []].insert(subject) }
    if subject.isStaff { isWallChanged = true }
  }

  /// A stream is over.
  func noteClosed(_ subject: StreamSubject) {
    if subject.isStaff { isWallChanged = true }
    guard case .watch(let id, _) = subject, readers[subject] == nil else { return }
    watches[id]?.remove(subject)
    if watches[id]?.isEmpty == true { watches[id] = nil }
  }

  /// Ends the watches of conversations that are over, after their last word is written.
  func endWatches() {
    for (id, subjects) in watches where state.conversations[id] == nil && state.owners(of: id) != nil {
      for reader in subjects.flatMap({ readers[$0].map { Array($0.readers.values) } ?? [] }) {
        reader.outlet.loop.execute { reader.finish() }
      }
    }
  }
}
