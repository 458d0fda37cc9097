/// What guessing a password costs: scrypt's parameters.
public struct PasswordCost: Hashable, Sendable {
  /// Binary logarithm of N.
  public var logarithm: Int
  /// Block size r.
  public var blockSize: Int
  /// Parallelism p.
  public var parallelism: Int

  /// A cost from its parts.
  public init(logarithm: Int, blockSize: Int = 8, parallelism: Int = 1) {
    self.logarithm = logarithm
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  /// N = 2^17, r = 8, p = 1: what OWASP's password storage sheet asks for; 128 MiB and a third of a second.
  public static let standard = PasswordCost(logarithm: 17)
  /// N = 2^12: for tests and for the demo's published passwords only.
  public static let light = PasswordCost(logarithm: 12)
}
