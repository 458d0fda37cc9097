/// How urgent a promise is.
public enum PromisePriority: String, Codable, Sendable, CaseIterable, Comparable {
  /// Can wait.
  case low
  /// As usual.
  case normal
  /// Before others.
  case high
  /// At once.
  case urgent

  /// 0 for low to 3 for urgent.
  public var rank: Int { Self.allCases.firstIndex(of: self) ?? 1 }

  /// The priority of that rank, held within the range.
  public init(rank: Int) { self = Self.allCases[min(max(rank, 0), Self.allCases.count - 1)] }

  /// The next higher one.
  public var raised: PromisePriority { PromisePriority(rank: rank + 1) }

  /// What it is called.
  public var name: Localised {
    switch self {
    case .low: Localised("低", "low")
    case .normal: Localised("普通", "normal")
    case .high: Localised("高", "high")
    case .urgent: Localised("紧急", "urgent")
    }
  }

  /// Lower ones come first.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
