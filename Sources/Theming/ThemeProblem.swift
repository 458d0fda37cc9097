/// Why a theme cannot be used.
public struct ThemeProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or theme it is about.
  public var source: String
  /// What is wrong.
  public var reason: String

  /// Both in one line.
  public var description: String { source + ": " + reason }
}
