import Desk

/// What may come a thousand times a second, as the log tells it: the first of a kind at once, then one every some seconds, with the number held back meanwhile.
struct Floodgate: Sendable {
  private static let mostKinds = 256

  private let seconds: Int
  private var kinds: [String: (until: Timestamp, heldBack: Int)] = [:]

  /// Lets one of each kind through in so many seconds.
  init(seconds: Int) { self.seconds = seconds }

  /// Whether one of a kind is to be told now: how many were held back before it; `nil` when it is held back, too.
  mutating func pass(_ kind: String, at now: Timestamp) -> Int? {
    if let known = kinds[kind], now < known.until {
      kinds[kind]?.heldBack += 1
      return nil
    }
    let heldBack = kinds[kind]?.heldBack ?? 0
    // So many kinds are no flood of one.
    if kinds.count >= Self.mostKinds { kinds.removeAll() }
    kinds[kind] = (now.advanced(seconds: seconds), 0)
    return heldBack
  }
}
