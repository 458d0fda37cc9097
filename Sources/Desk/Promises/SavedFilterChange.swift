/// One change of the filters an agent keeps, so that two seats of one agent never undo each other's: `POST /v1/saved-filters`.
public struct SavedFilterChange: Hashable, Codable, Sendable {
  /// The filter, known by its name and list.
  public var filter: SavedFilter
  /// Whether it is kept from now on, or forgotten.
  public var isKept: Bool

  /// A change from its parts.
  public init(_ filter: SavedFilter, isKept: Bool) {
    self.filter = filter
    self.isKept = isKept
  }
}
