/// A filter of a list that an agent keeps under a name 常用筛选.
public struct SavedFilter: Hashable, Codable, Sendable {
  /// What it is called, one line of at most `longestName` characters.
  public var name: String
  /// Which list it is for.
  public var kind: PromiseKind
  /// The filter, as it is typed.
  public var line: String

  /// Longest name, in characters.
  public static let longestName = 40

  /// A filter from its parts.
  public init(name: String, kind: PromiseKind, line: String) {
    self.name = name
    self.kind = kind
    self.line = line
  }
}

/// An agent's filters: `GET /v1/saved-filters`.
public struct SavedFilters: Hashable, Codable, Sendable {
  /// In the order in which they were kept.
  public var filters: [SavedFilter]

  /// Filters of one agent at most.
  public static let most = 50

  /// Everything it says.
  public init(filters: [SavedFilter] = []) { self.filters = filters }

  /// Keeps a filter; one of the same name and list is replaced.
  public mutating func keep(_ filter: SavedFilter) {
    drop(filter)
    filters.append(filter)
  }

  /// Forgets a filter.
  public mutating func drop(_ filter: SavedFilter) {
    filters.removeAll { $0.name == filter.name && $0.kind == filter.kind }
  }
}
