import Desk

/// Documents as they were last read, by their words. What another backend may have changed is read anew, and nearly always says what it said: then it
/// is not decoded again, which takes a hundred times as long as comparing it.
struct DocumentMemo {
  private var conversations: [String: Conversation] = [:]
  private var offices: [OfficeID: (words: String, catalogueWords: String, office: Office, catalogue: Catalogue)] = [:]

  /// More conversations than this are not kept.
  private static let limit = 4_096

  /// A conversation's document, without what stands in columns of its own.
  mutating func conversation(_ words: String) throws -> Conversation {
    if let found = conversations[words] { return found }
    let conversation = try Document.value(Conversation.self, words)
    if conversations.count >= Self.limit { conversations = [:] }
    conversations[words] = conversation
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
