import Desk

/// How a seat is opened.
public struct SeatOptions: Hashable, Sendable {
  /// Which backend, and as whom.
  public var access: Access
  /// The language asked for; `nil` for the last one or the locale's.
  public var language: Language?
  /// The theme asked for; `nil` for the last one or what suits the background.
  public var theme: String?
  /// Plain lines in reading order instead of panes.
  public var isLinear = false
  /// Borders and marks in ASCII.
  public var isASCII = false
  /// Whether the supervisor's wall is open at once.
  public var opensWall = false
  /// Whether the header says where the taxpayer's page is.
  public var isDemo = false
  /// Where things are kept.
  public var folders: Folders

  /// Opens a seat with the house's defaults.
  public init(access: Access, folders: Folders = .ofUser) {
    self.access = access
    self.folders = folders
  }
}
