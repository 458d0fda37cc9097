/// How a slow reader listens: not at all for a while, so that what it is told waits for it.
final class Ears: Sendable {
  /// Whether nothing is taken just now.
  let areClosed = LockedBox(false)
  /// Streams that had ended when they were listened to again.
  let cuts = LockedBox(0)

  /// Waits while nothing is taken; whether that was so.
  func listen() async -> Bool {
    let wereClosed = areClosed.value
    while areClosed.value { try? await Task.sleep(for: .milliseconds(100)) }
    return wereClosed
  }

  /// A stream that was not listened to for a while has ended.
  func isCut() { cuts.change { $0 += 1 } }
}
