import Desk

// How many streams there may be, and their end.
extension OfficeHub {
  /// Ends the streams of a session that was closed.
  func close(session tokenHash: String) {
    for group in readers.values {
      for reader in group.readers.values where reader.session.tokenHash == tokenHash { reader.finish() }
    }
  }

  /// Whether the person may open one more stream.
  func hasRoom(for subject: StreamSubject) -> Bool {
    guard !isClosed else { return false }
    if case .watch(_, let supervisor) = subject { return watchCount(of: supervisor) < options.watchesPerPerson }
    return (readers[subject]?.readers.count ?? 0) < options.streamsPerPerson
  }

  /// Open streams.
  var readerCount: Int { readers.values.reduce(0) { $0 + $1.readers.count } }

  /// Ends every stream, and opens none from here on.
  func closeAll() {
    isClosed = true
    for group in readers.values { for reader in group.readers.values { reader.finish() } }
  }
}
