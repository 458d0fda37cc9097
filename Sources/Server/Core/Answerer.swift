import Assistant
import Desk
import NIOConcurrencyHelpers
import Storage

/// What the assistant 智能应答 says to a taxpayer's words, and whether they ask for a human.
final class Answerer: Sendable {
  /// What to do about a taxpayer's words while the assistant has the talk.
  struct Reply: Sendable {
    var answer: AssistantAnswer?
    var escalation: SkillGroupID?
    /// The question before the wish for a human.
    var reason: String?
    /// A human has the talk or is waited for: nothing was thought of.
    var isForHuman = false

    /// What is for a human alone.
    static let forHuman = Reply(isForHuman: true)
  }

  private let store: any Store
  private struct Known {
    var knowledge: KnowledgeBase?
    /// Counts how often it was forgotten, so that what was read before is not taken for what came after.
    var generation = 0
  }

  /// Knowledge read so far, by office, until its content is loaded again.
  private let known = NIOLockedValueBox<[OfficeID: Known]>([:])

  init(store: any Store) { self.store = store }

  /// Forgets an office's knowledge: it was loaded again.
  func forget(_ office: OfficeID) {
    known.withLockedValue { known in
      known[office, default: Known()].knowledge = nil
      known[office, default: Known()].generation += 1
    }
  }

  /// What to say. Nothing, when a human has the talk or is waited for.
  func reply(to text: String, from taxpayer: Taxpayer, office: OfficeID) async throws -> Reply {
    let knowledge = try await knowledge(of: office)
    return try await store.read(office) { reader in
      let latest = try reader.latestConversation(of: taxpayer.id)
      if latest?.stage == .waiting || latest?.stage == .talking { return Reply(isForHuman: true) }
      let language = Self.language(of: text)
      if EscalationPhrases.asksForHuman(text) {
        let groups = try reader.catalogue().groups
        return Reply(
          escalation: try EscalationPlan.group(of: taxpayer.id, among: groups, reader)?.id,
          reason: try EscalationPlan.lastQuestion(of: taxpayer.id, reader))
      }
      if let courtesy = SmallTalk.recognise(text) {
        return Reply(answer: AssistantAnswer(kind: .smallTalk, text: courtesy.reply(language)))
      }
      let verdict = knowledge.verdict(on: text, among: try Self.candidates(for: text, knowledge, reader))
      return Reply(answer: Self.answer(for: verdict, language))
    }
  }

  /// Articles about some words, best first.
  func search(_ words: String, office: OfficeID, limit: Int) async throws -> [Article] {
    let knowledge = try await knowledge(of: office)
    return try await store.read(office) { reader in
      try reader.articles(matching: knowledge.searchTerms(for: words), limit: limit).map(\.article)
    }
  }

  private static func candidates(
    for text: String, _ knowledge: KnowledgeBase, _ reader: any OfficeReader
  ) throws -> [(article: Article, rank: Double)] {
    try reader.articles(matching: knowledge.searchTerms(for: text), limit: KnowledgeBase.candidates)
  }

  /// The language of a taxpayer's words: English only where words of it are told, a courtesy or several; a code or a slip of the hand is none.
  static func language(of text: String) -> Language {
    guard !text.unicodeScalars.contains(where: \.properties.isIdeographic) else { return .chinese }
    let words = text.split { !($0.isASCII && $0.isLetter) }
    return words.count > 1 || !words.isEmpty && SmallTalk.recognise(text) != nil ? .english : .chinese
  }

  private static func answer(for verdict: Verdict, _ language: Language) -> AssistantAnswer {
    switch verdict {
    case .answer(let article, let alternatives):
      AssistantAnswer(
        kind: .answer, text: article.answer, article: article.summary, suggestions: alternatives.map(\.summary),
        links: article.links)
    case .suggest(let articles):
      AssistantAnswer(
        kind: .suggestions, text: suggestion.text(language), suggestions: articles.map(\.summary))
    case .unknown: AssistantAnswer(kind: .unknown, text: unknown.text(language))
    }
  }

  private static let suggestion = Localised(
    "您想问的是不是下面的问题？点一下即可查看；都不是的话，可以换个说法，或转人工服务。",
    "Is it one of these you are asking? Press one to read it; if not, say it in other words, or ask for an agent.")
  private static let unknown = Localised(
    "抱歉，我还不了解这个问题。您可以换个说法再问，或者转人工服务。",
    "Sorry, I do not know about that yet. Say it in other words, or ask for an agent.")

  private func knowledge(of office: OfficeID) async throws -> KnowledgeBase {
    let before = known.withLockedValue { $0[office] ?? Known() }
    if let knowledge = before.knowledge { return knowledge }
    let (articles, synonyms) = try await store.read(office) { (try $0.articles(), try $0.synonyms()) }
    let knowledge = KnowledgeBase(articles: articles, synonyms: synonyms)
    known.withLockedValue { known in
      guard known[office, default: Known()].generation == before.generation else { return }
      known[office, default: Known()].knowledge = knowledge
    }
    return knowledge
  }
}
