/// The staff of an office that has seats: `GET /v1/colleagues`.
public struct ColleagueList: Hashable, Codable, Sendable {
  /// By id.
  public var colleagues: [Colleague]

  /// A list.
  public init(colleagues: [Colleague] = []) { self.colleagues = colleagues }
}
