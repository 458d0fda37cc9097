/// How fast a record is played.
public enum ReplaySpeed: Hashable, Sendable, CaseIterable {
  /// As it was.
  case once
  /// Twice as fast.
  case twice
  /// Four times as fast.
  case fourfold
  /// Eight times as fast.
  case eightfold
  /// Sixteen times as fast.
  case sixteenfold
  /// Moment after moment, whatever lay between.
  case unbounded

  /// How many milliseconds of the record go by in one; `nil` for as fast as the screen shows them.
  public var factor: Int64? {
    switch self {
    case .once: 1
    case .twice: 2
    case .fourfold: 4
    case .eightfold: 8
    case .sixteenfold: 16
    case .unbounded: nil
    }
  }

  /// As the command line spells it: a factor, or `max`.
  public init?(_ text: String) {
    guard let speed = Self.allCases.first(where: { $0.word == text }) else { return nil }
    self = speed
  }

  /// As the command line spells it.
  public var word: String { factor.map(String.init) ?? "max" }

  /// The next faster one.
  var faster: ReplaySpeed { neighbour(1) }

  /// The next slower one.
  var slower: ReplaySpeed { neighbour(-1) }

  private func neighbour(_ step: Int) -> ReplaySpeed {
    let all = Self.allCases
    guard let place = all.firstIndex(of: self), all.indices.contains(place + step) else { return self }
    return all[place + step]
  }
}
