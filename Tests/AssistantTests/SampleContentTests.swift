import Desk
import Testing

@testable import Assistant

/// What an office relies on when it loads the sample as a pattern for its own.
@Suite struct SampleContentTests {
  @Test func articlesAreWhole() throws {
    let articles = try SampleKnowledge().articles
    #expect(articles.count >= 160)
    #expect(Set(articles.map(\.id)).count == articles.count)
    #expect(Set(articles.map(\.title)).count == articles.count)
    #expect((10...20).contains(articles.count { $0.isPopular }))
    let groups: Set<SkillGroupID> = ["invoice", "declaration", "registration", "comprehensive"]
    for article in articles {
      #expect((3...6).contains(article.phrasings.count), "\(article.id)")
      #expect((60...230).contains(article.answer.count), "\(article.id)")
      #expect(groups.contains(article.group), "\(article.id)")
    }
  }

  @Test func noWordStandsForTwo() throws {
    let words = try SampleKnowledge().synonyms.flatMap(\.self)
    #expect(Set(words).count == words.count)
  }

  @Test func questionsNameArticlesThereAre() throws {
    let codes = Set(try SampleKnowledge().articles.map(\.id.rawValue))
    #expect(Questions.known.count >= 200)
    for question in Questions.known { #expect(codes.isSuperset(of: question.codes), "\(question.text)") }
    let phrasings = Set(try SampleKnowledge().articles.flatMap { [$0.title] + $0.phrasings })
    #expect(Questions.known.allSatisfy { !phrasings.contains($0.text) })
  }
}
