import Console
import Desk
import Wire

/// The choices kept between runs.
struct StoredPreferences: Codable, Equatable {
  var language: Language?
  var theme: String?
  var isMouseOn: Bool?
  var isBellOn: Bool?

  static func load(_ folders: Folders) -> StoredPreferences {
    let bytes = (try? FileStore.read(path(folders))) ?? nil
    return bytes.flatMap { try? WireCodec.decode(StoredPreferences.self, from: $0) } ?? StoredPreferences()
  }

  /// Choices are not worth a word when they cannot be kept.
  static func save(_ preferences: Preferences, _ folders: Folders) {
    let stored = StoredPreferences(
      language: preferences.language, theme: preferences.theme, isMouseOn: preferences.isMouseOn,
      isBellOn: preferences.isBellOn)
    guard let bytes = try? WireCodec.encode(stored) else { return }
    try? FileStore.makeFolder(folders.configuration)
    try? FileStore.replace(path(folders), with: bytes)
  }

  private static func path(_ folders: Folders) -> String { folders.configuration + "/preferences.json" }
}
