/// A sheet as the message that brought it: how it stands is told by the conversation.
public struct SheetCard: Hashable, Codable, Sendable {
  /// Which sheet.
  public var sheet: SheetID
  /// The matter.
  public var title: Localised
  /// How many materials it lists.
  public var materials: Int
  /// The agent's words with it, plain text; may be empty.
  public var words: String

  /// The card of a sheet.
  public init(_ sheet: ServiceSheet, words: String = "") {
    self.sheet = sheet.id
    title = sheet.title
    materials = sheet.materials.count
    self.words = words
  }

  /// The card in one line.
  public func line(_ language: Language) -> String {
    let label = Localised("[办理确认单] ", "[Service sheet] ").text(language) + title.text(language)
    return words.isEmpty ? label : words + " " + label
  }
}
