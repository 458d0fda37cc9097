import Desk
import Testing

@testable import Assistant

/// The sample knowledge base asked for real, through a real full-text index.
@Suite struct RetrievalTests {
  /// Filled once for all tests; they only read.
  private static let shared = Result { try SampleKnowledge() }
  private let sample: SampleKnowledge

  init() throws { sample = try Self.shared.get() }

  /// Both halves: the one the constants were chosen on and the one they were not.
  @Test(arguments: [0, 1]) func findsWhatIsAskedFor(half: Int) throws {
    let asked = Questions.known.enumerated().filter { $0.offset % 2 == half }.map(\.element)
    var first = 0
    var amongThree = 0
    var silent: [String] = []
    var misled: [String] = []
    for question in asked {
      let order = sample.knowledge.order(question.text, try sample.candidates(for: question.text))
        .map(\.article.id.rawValue)
      if let best = order.first, question.codes.contains(best) { first += 1 }
      if order.prefix(3).contains(where: question.codes.contains) { amongThree += 1 }
      switch try sample.verdict(on: question.text) {
      case .answer(let article, _):
        if !question.codes.contains(article.id.rawValue) { misled.append(question.text) }
      case .suggest: break
      case .unknown: silent.append(question.text)
      }
    }
    let count = Double(asked.count)
    #expect(Double(first) / count >= 0.88)
    #expect(Double(amongThree) / count >= 0.95)
    #expect(Double(misled.count) / count <= 0.04, "answered with another article: \(misled)")
    #expect(Double(silent.count) / count <= 0.12, "said not to know: \(silent)")
  }

  @Test(arguments: [ForeignQuestions.seen, ForeignQuestions.unseen]) func doesNotAnswerWhatItDoesNotKnow(
    asked: [String]
  ) throws {
    var answered: [String] = []
    var suggested: [String] = []
    for question in asked {
      switch try sample.verdict(on: question) {
      case .answer: answered.append(question)
      case .suggest: suggested.append(question)
      case .unknown: break
      }
    }
    #expect(Double(answered.count) / Double(asked.count) <= 0.03, "answered: \(answered)")
    #expect(Double(suggested.count) / Double(asked.count) <= 0.2, "suggested: \(suggested)")
  }

  /// An article asked for by its own title or phrasing is always offered, and nearly always the first.
  @Test func findsEveryArticleByItsOwnWords() throws {
    for article in sample.articles {
      for words in [article.title] + article.phrasings {
        let offered: [Article] =
          switch try sample.verdict(on: words) {
          case .answer(let article, let alternatives): [article] + alternatives
          case .suggest(let articles): articles
          case .unknown: []
          }
        #expect(offered.contains { $0.id == article.id }, "\(article.id): \(words)")
      }
    }
  }

  @Test func offersAtMostThree() throws {
    for question in Questions.known.prefix(60) {
      switch try sample.verdict(on: question.text) {
      case .answer(let article, let alternatives):
        #expect(alternatives.count <= 2 && !alternatives.contains(article))
      case .suggest(let articles): #expect((1...3).contains(articles.count))
      case .unknown: break
      }
    }
  }

  /// The order of the engine's rows decides nothing.
  @Test func doesNotDependOnTheOrderOfCandidates() throws {
    for question in Questions.known.prefix(40) {
      let candidates = try sample.candidates(for: question.text)
      let forwards = sample.knowledge.verdict(on: question.text, among: candidates)
      #expect(forwards == sample.knowledge.verdict(on: question.text, among: candidates.reversed()))
    }
  }

  /// Whatever is typed is a valid expression for the engine, and quotes or operators of its language mean nothing.
  @Test(arguments: [
    "\" OR 1=1 --", "红冲\" NOT \"发票", "NEAR(a b)", "head:发票", "*", "a* AND (", "^发票", "\u{0}\u{1B}[31m发票",
    "发票\u{202E}红冲",
    "👨‍👩‍👧 发票", String(repeating: "发票红冲", count: 5000), String(repeating: "\"", count: 9000), "𬭎𠮷",
  ]) func survivesAnyText(text: String) throws {
    _ = try sample.verdict(on: text)
  }

  /// An office that has only begun to write: every term is rare or common alike, and still the one article answers.
  @Test func answersFromASingleArticle() {
    let article = Article(
      id: "K1", title: "数电票怎么开具", matter: "发票", group: "invoice", phrasings: ["怎么开数电票"], keywords: ["开票"],
      answer: "在开票业务中开具。")
    let small = KnowledgeBase(articles: [article], synonyms: [])
    #expect(small.verdict(on: "请问怎么开数电票？", among: [(article, -1e-6)]) == .answer(article, alternatives: []))
    #expect(small.verdict(on: "明天会下雨吗", among: [(article, -1e-6)]) == .unknown)
  }

  @Test func knowsNothingWithoutArticles() {
    let empty = KnowledgeBase(articles: [], synonyms: [])
    #expect(empty.verdict(on: "数电票怎么红冲", among: []) == .unknown)
    #expect(empty.searchTerms(for: "请问怎么办？") == [])
  }
}
