import Desk

/// What the user and the terminal decide about the screen.
public struct Preferences: Hashable, Sendable {
  /// The language of every text of ours.
  public var language: Language
  /// The theme's name.
  public var theme: String
  /// Themes to go round with a key, in order.
  public var themes: [String]
  /// Whether the mouse is ours; off leaves selecting to the terminal.
  public var isMouseOn: Bool
  /// Whether characters of ambiguous width take two cells in this terminal; borders and marks then fall back to ASCII.
  public var isAmbiguousWide: Bool
  /// Whether this is the demo: the header then says where the taxpayer's page is.
  public var isDemo: Bool
  /// Whether the bell rings.
  public var isBellOn: Bool

  /// The choices, with the house's defaults.
  public init(
    language: Language = .chinese, theme: String = "dark", themes: [String] = ["dark", "light"],
    isMouseOn: Bool = false, isAmbiguousWide: Bool = false, isDemo: Bool = false, isBellOn: Bool = true
  ) {
    self.language = language
    self.theme = theme
    self.themes = themes
    self.isMouseOn = isMouseOn
    self.isAmbiguousWide = isAmbiguousWide
    self.isDemo = isDemo
    self.isBellOn = isBellOn
  }
}
