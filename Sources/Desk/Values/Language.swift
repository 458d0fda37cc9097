/// The languages of every screen text.
public enum Language: String, Codable, Sendable, CaseIterable {
  /// Simplified Chinese, the default.
  case chinese = "zh"
  /// English.
  case english = "en"
}

/// A text in both languages of the house.
public struct Localised: Hashable, Codable, Sendable {
  /// Simplified Chinese.
  public var chinese: String
  /// English.
  public var english: String

  /// Pairs the two texts.
  public init(_ chinese: String, _ english: String) {
    self.chinese = chinese
    self.english = english
  }

  /// The text in that language.
  public func text(_ language: Language) -> String { language == .chinese ? chinese : english }
}
