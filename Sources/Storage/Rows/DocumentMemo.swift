import Desk

/// Documents as they were last read, by their words. What another backend may have changed is read anew, and nearly always says what it said: then it
/// is not decoded again, which takes a hundred times as long as comparing it.
struct DocumentMemo {
  /// Words by their bytes. A `String` is looked up by its characters, which takes several times as long where they are not ASCII.
  private struct Words: Hashable {
    var text: String

    static func == (one: Self, other: Self) -> Bool { one.text.utf8.elementsEqual(other.text.utf8) }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  private var conversations: [Words: Conversation] = [:]
  private var offices: [OfficeID: (words: String, catalogueWords: String, office: Office, catalogue: Catalogue)] = [:]

  /// More conversations than this are not kept.
  private static let limit = 4_096

  /// A conversation's document, without what stands in columns of its own.
  mutating func conversation(_ words: String) throws -> Conversation {
    let key = Words(text: words)
    if let found = conversations[key] { return found }
    let conversation = try Document.value(Conversation.self, words)
    if conversations.count >= Self.limit { conversations = [:] }
    conversations[key] = conversation
    return conversation
  }

  /// An office and its catalogue.
  mutating func office(
    _ id: OfficeID, words: String, catalogueWords: String
  ) throws -> (office: Office, catalogue: Catalogue) {
    if let found = offices[id], found.words == words, found.catalogueWords == catalogueWords {
      return (found.office, found.catalogue)
    }
    let office = try Document.value(Office.self, words)
    let catalogue = try Document.value(Catalogue.self, catalogueWords)
    offices[id] = (words, catalogueWords, office, catalogue)
    return (office, catalogue)
  }
}
