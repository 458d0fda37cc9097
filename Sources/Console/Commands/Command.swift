import Desk

/// One thing the agent can do. The one table of these feeds keys, hint bar, help and palette.
public struct Command: Equatable, Sendable {
  /// Its name in code.
  public var id: CommandID
  /// Keys that run it, the one to show first; where keys are text, only those that write nothing count.
  public var keys: [Key]
  /// Where its keys work.
  public var places: Set<Place>
  /// Its name on the screen, short.
  public var name: Localised
  /// What it does, one sentence.
  public var tooltip: Localised
  /// Pinyin initials of the Chinese name, lower case, for the palette.
  public var initials: String
  /// Its rank in the hint bar, lower first; `nil` for help and palette only.
  public var rank: Int?
  /// Whether the palette offers it.
  public var isInPalette: Bool

  /// A command from its parts.
  public init(
    _ id: CommandID, keys: [Key], in places: Set<Place>, name: Localised, tooltip: Localised, initials: String,
    rank: Int? = nil, isInPalette: Bool = true
  ) {
    self.id = id
    self.keys = keys
    self.places = places
    self.name = name
    self.tooltip = tooltip
    self.initials = initials
    self.rank = rank
    self.isInPalette = isInPalette
  }

  /// The keys that run it there.
  public func keys(at place: Place) -> [Key] {
    guard places.contains(place) else { return [] }
    return place.isText ? keys.filter { $0.text == nil } : keys
  }

  /// The command that key runs there, if any.
  public static func at(_ place: Place, key: Key) -> Command? {
    place.isText && key.isText ? nil : byKey[place]?[key]
  }

  /// The command of that name.
  public static func named(_ id: CommandID) -> Command? { table.first { $0.id == id } }

  /// What the hint bar shows there, best first.
  public static func hints(at place: Place) -> [Command] { hintsByPlace[place] ?? [] }

  // Looked up at every key: drawn from the table once.
  private static let byKey: [Place: [Key: Command]] = Dictionary(
    uniqueKeysWithValues: Place.allCases.map { place in
      let pairs = table.flatMap { command in command.keys(at: place).map { ($0, command) } }
      return (place, Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    })

  private static let hintsByPlace: [Place: [Command]] = Dictionary(
    uniqueKeysWithValues: Place.allCases.map { place in
      var hinted = table.filter { $0.rank != nil && !$0.keys(at: place).isEmpty }
      // Help is read downwards.
      if place == .help {
        hinted.removeAll { $0.id == .pageUp }
        hinted += table.filter { $0.id == .pageDown }
      }
      return (place, hinted.sorted { ($0.rank ?? 0, $0.initials) < ($1.rank ?? 0, $1.initials) })
    })
}
