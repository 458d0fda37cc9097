import Desk
import Storage

// The knowledge base.

extension OfficeImport {
  func articles(_ catalogue: Catalogue, _ means: Means) throws(ImportError) -> [IndexedArticle]? {
    let keys: Set<String> = [
      "code", "title", "matter", "group", "phrasings", "keywords", "answer", "links", "popular",
    ]
    guard let entries = try sections["articles"]?.entries("articles", limit: 50_000, keys: keys) else { return nil }
    let groups = Set(catalogue.groups.map(\.id))
    let links = Set(catalogue.entryLinks.map(\.code))
    var articles: [IndexedArticle] = []
    articles.reserveCapacity(entries.count)
    for entry in entries {
      let article = try article(entry, groups, links)
      let head = [article.title] + article.phrasings + article.keywords
      articles.append(
        IndexedArticle(
          article: article, headTerms: means.terms(head.joined(separator: "\n")), bodyTerms: means.terms(article.answer)
        ))
    }
    try Self.requireUnique(articles.map(\.article.id.rawValue), in: entries)
    return articles
  }

  private func article(
    _ entry: YAMLEntry, _ groups: Set<SkillGroupID>, _ links: Set<String>
  ) throws(ImportError) -> Article {
    guard let group = try Self.group(entry, groups) else {
      throw entry.fail("group", "缺少技能组，请填写", "is missing; name the group that handles what goes beyond it")
    }
    guard let answer = try entry.block("answer") else { throw entry.fail("answer", "缺少内容，请填写", "is missing; add it") }
    let codes = try entry.lines("links", limit: 20)
    if let unknown = codes.first(where: { !links.contains($0) }) {
      throw entry.fail("links", "没有办理入口“\(unknown)”", "there is no entry link `\(unknown)`; add it to entryLinks")
    }
    return Article(
      id: ArticleID(try entry.code("code")), title: try entry.text("title"),
      matter: try entry.text("matter", limit: 50),
      group: group, phrasings: try entry.lines("phrasings"), keywords: try entry.lines("keywords"), answer: answer,
      links: codes, isPopular: try entry.flag("popular") ?? false)
  }

  func synonyms() throws(ImportError) -> [[String]]? {
    guard let file = sections["synonyms"] else { return nil }
    var groups: [[String]] = []
    for node in try file.list("synonyms", limit: 5000) {
      var words: [String] = []
      for word in node.sequence ?? [] {
        guard let text = word.scalar?.string, !text.isEmpty, text.count <= 50, words.count < 100,
          !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { break }
        words.append(text)
      }
      guard words.count >= 2, words.count == node.sequence?.count else {
        throw ImportError(
          file: file.file, line: node.mark?.line,
          detail: Localised(
            "synonyms：每组应为 2–100 个词的列表", "synonyms: each group is a list of 2 to 100 words"))
      }
      groups.append(words)
    }
    return groups
  }
}
