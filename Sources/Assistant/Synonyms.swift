/// Words that mean the same to a taxpayer: each is read as the first of its group, in questions and in articles alike.
public struct Synonyms: Sendable {
  private let table: PhraseTable
  private let canonical: [[Unicode.Scalar]]

  /// Groups of words; the first of each is the one all others are read as.
  public init(_ groups: [[String]] = []) {
    canonical = groups.map { Folding.scalars(of: $0.first ?? "") }
    table = PhraseTable(groups.enumerated().flatMap { index, group in group.map { ($0, index) } })
  }

  /// The folded text with every known word replaced, the longest first.
  func replaced(in text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if let (length, value) = table.match(in: text, at: index) {
        result.append(contentsOf: canonical[value])
        index += length
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }
}
