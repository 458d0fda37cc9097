/// What a terminal says to a program.
public enum TerminalInput: Hashable, Sendable {
  /// A key.
  case key(TerminalKey)
  /// A paste, whole; the text is still outside text.
  case paste(String)
  /// The mouse.
  case mouse(TerminalMouse)
  /// The window gained or lost the focus.
  case focus(Bool)
  /// An answer to a question of ours.
  case reply(TerminalReply)
}

/// A key with its modifiers.
public struct TerminalKey: Hashable, Sendable {
  /// Which key.
  public enum Code: Hashable, Sendable {
    /// A key that writes.
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

  /// Keys held with it.
  public struct Modifiers: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// Takes the bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Control.
    public static let control = Modifiers(rawValue: 1)
    /// Alt.
    public static let alt = Modifiers(rawValue: 2)
    /// Shift, where the character does not show it already.
    public static let shift = Modifiers(rawValue: 4)
  }

  /// Which key.
  public var code: Code
  /// Keys held with it.
  public var modifiers: Modifiers

  /// A key from its parts.
  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }
}

/// What the mouse did, in cells from 0.
public struct TerminalMouse: Hashable, Sendable {
  /// What it did.
  public enum Act: Hashable, Sendable {
    /// A button went down: 0 left, 1 middle, 2 right.
    case press(Int)
    /// A button went up.
    case release
    /// Moved with a button down.
    case drag
    /// The wheel turned away from the person.
    case wheelUp
    /// The wheel turned towards the person.
    case wheelDown
  }

  /// What it did.
  public var act: Act
  /// The column.
  public var x: Int
  /// The row.
  public var y: Int

  /// An act from its parts.
  public init(_ act: Act, x: Int, y: Int) {
    self.act = act
    self.x = x
    self.y = y
  }
}

/// An answer to a question of ours.
public enum TerminalReply: Hashable, Sendable {
  /// Primary device attributes: the last answer of a batch.
  case deviceAttributes([Int])
  /// Where the cursor is, from 0.
  case cursor(x: Int, y: Int)
  /// Whether a private mode is known: 0 unknown, 1 set, 2 reset, 3 and 4 for ever so.
  case mode(number: Int, state: Int)
  /// The background's colour, 0–255 each.
  case background(red: Int, green: Int, blue: Int)
  /// Whether images of kitty's protocol can be shown.
  case graphics(works: Bool)
  /// How large a sixel drawing may be (XTSMGRAPHICS).
  case sixelLimit(PixelSize)
  /// Anything else; nothing is made of it.
  case other
}
