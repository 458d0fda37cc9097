/// A key as the console understands it, whatever terminal it came from.
public struct Key: Hashable, Sendable {
  /// Which key, without its modifiers.
  public enum Code: Hashable, Sendable {
    /// A key that writes: one grapheme, as typed or as an input method delivered it.
    case character(Character)
    /// Enter.
    case enter
    /// Tab.
    case tab
    /// Backspace.
    case backspace
    /// Delete.
    case delete
    /// Escape.
    case escape
    /// Arrow up.
    case up
    /// Arrow down.
    case down
    /// Arrow left.
    case left
    /// Arrow right.
    case right
    /// Home.
    case home
    /// End.
    case end
    /// Page up.
    case pageUp
    /// Page down.
    case pageDown
    /// Insert.
    case insert
    /// A function key, 1–24.
    case function(Int)
  }

  /// Keys held with it. Shift is told only where the character does not show it already.
  public struct Modifiers: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// Takes the bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Control.
    public static let control = Modifiers(rawValue: 1)
    /// Alt, also called Meta; on the wire an escape before the key.
    public static let alt = Modifiers(rawValue: 2)
    /// Shift.
    public static let shift = Modifiers(rawValue: 4)
  }

  /// Which key. Letters held with Control or Alt come in lower case.
  public var code: Code
  /// What was held with it.
  public var modifiers: Modifiers

  /// A key from its parts.
  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  /// A key that writes this character.
  public static func character(_ character: Character) -> Key { Key(.character(character)) }
  /// That letter with Control.
  public static func control(_ letter: Character) -> Key { Key(.character(letter), .control) }
  /// That letter or digit with Alt.
  public static func alt(_ letter: Character) -> Key { Key(.character(letter), .alt) }
  /// That function key.
  public static func function(_ number: Int) -> Key { Key(.function(number)) }

  /// Whether the key writes into a text field.
  public var isText: Bool {
    if case .character = code { modifiers.isDisjoint(with: [.control, .alt]) } else { false }
  }

  /// What the key writes into a text field; `nil` for keys that act.
  public var text: String? {
    guard case .character(let character) = code, modifiers.isDisjoint(with: [.control, .alt]) else { return nil }
    return String(character)
  }
}
