/// An entry link as it was sent: it stays what the taxpayer saw, whatever becomes of the catalogue.
public struct EntryLinkCard: Hashable, Codable, Sendable {
  /// The link's code.
  public var code: String
  /// What the taxpayer reads.
  public var title: Localised
  /// Where it stands in the tax site's menus.
  public var menuPath: [String]
  /// Where it leads, https only.
  public var url: String
  /// The region it is for; `nil` for all.
  public var region: String?
  /// Last day it works; `nil` for ever.
  public var validUntil: CivilDate?
  /// The agent's words with it, plain text; may be empty.
  public var words: String

  /// The card of a link.
  public init(_ link: EntryLink, words: String = "") {
    code = link.code
    title = link.title
    menuPath = link.menuPath
    url = link.url
    region = link.region
    validUntil = link.validUntil
    self.words = words
  }

  /// The card in one line.
  public func line(_ language: Language) -> String {
    let label = Localised("[办理入口] ", "[Link] ").text(language) + title.text(language)
    return words.isEmpty ? label : words + " " + label
  }
}

/// How often the taxpayer opened an entry link that was sent.
public struct LinkOpening: Hashable, Codable, Sendable {
  /// The card's message number.
  public var number: Int
  /// How often, from 1.
  public var count: Int
  /// When last.
  public var at: Timestamp

  /// An opening from its parts.
  public init(number: Int, count: Int, at: Timestamp) {
    self.number = number
    self.count = count
    self.at = at
  }
}
