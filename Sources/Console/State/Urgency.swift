/// How a wait stands to the office's service target.
public enum Urgency: Int, Hashable, Sendable, Comparable {
  /// Well within the target.
  case calm
  /// More than half of the target is gone.
  case soon
  /// The target is passed.
  case late
  /// Three times the target is passed.
  case alarming

  /// A wait of so many seconds against a target.
  public init(seconds: Int, target: Int) {
    self =
      switch seconds {
      case ...(target / 2): .calm
      case ...target: .soon
      case ...(target * 3): .late
      default: .alarming
      }
  }

  /// Calm comes first.
  public static func < (left: Urgency, right: Urgency) -> Bool { left.rawValue < right.rawValue }
}
