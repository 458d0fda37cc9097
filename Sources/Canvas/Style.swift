/// A colour as a terminal takes it.
public enum Color: Hashable, Sendable {
  /// Whatever the terminal draws with by itself.
  case terminalDefault
  /// 24 bits.
  case rgb(UInt8, UInt8, UInt8)
  /// One of the terminal's 256; 0–15 are its own sixteen.
  case indexed(UInt8)
}

/// How glyphs are drawn besides their colours.
public struct Attributes: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8

  /// Attributes from their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Heavier.
  public static let bold = Attributes(rawValue: 1)
  /// Fainter.
  public static let dim = Attributes(rawValue: 2)
  /// Slanted.
  public static let italic = Attributes(rawValue: 4)
  /// Underlined.
  public static let underline = Attributes(rawValue: 8)
  /// Foreground and background exchanged.
  public static let reverse = Attributes(rawValue: 16)
  /// Struck through.
  public static let strike = Attributes(rawValue: 32)
}

/// Colours and attributes of a cell.
public struct Style: Hashable, Sendable {
  /// The glyph's colour.
  public var foreground: Color
  /// The cell's colour.
  public var background: Color
  /// Everything else.
  public var attributes: Attributes

  /// A style; the terminal's own colours by default.
  public init(
    foreground: Color = .terminalDefault, background: Color = .terminalDefault, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// This style with that one's colours where it has any, and both attributes.
  public func merged(with other: Style) -> Style {
    Style(
      foreground: other.foreground == .terminalDefault ? foreground : other.foreground,
      background: other.background == .terminalDefault ? background : other.background,
      attributes: attributes.union(other.attributes))
  }

  /// The style with further attributes.
  public func adding(_ attributes: Attributes) -> Style {
    Style(foreground: foreground, background: background, attributes: self.attributes.union(attributes))
  }

  /// The style on another background.
  public func on(_ background: Color) -> Style {
    Style(foreground: foreground, background: background, attributes: attributes)
  }
}
