import Console
import Desk

/// How a record is played.
public struct ReplayOptions: Hashable, Sendable {
  /// Which backend, and as whom.
  public var access: Access
  /// Which conversation.
  public var conversation: ConversationID
  /// The language asked for; `nil` for the last one or the locale's.
  public var language: Language?
  /// The theme asked for; `nil` for the last one or what suits the background.
  public var theme: String?
  /// Borders and marks in ASCII.
  public var isASCII = false
  /// How fast it begins.
  public var speed: ReplaySpeed
  /// Where themes and choices are kept.
  public var folders: Folders

  /// Plays a conversation with the house's defaults.
  public init(
    access: Access, conversation: ConversationID, speed: ReplaySpeed = .once, folders: Folders = .ofUser
  ) {
    self.access = access
    self.conversation = conversation
    self.speed = speed
    self.folders = folders
  }
}
