/// Cuts text into terms for an index of words: each Han character, each pair of neighbours, each word of letters and digits. Chinese is
/// written without spaces, and pairs find most two-character words without a dictionary.
public struct Tokeniser: Sendable {
  /// Most terms a question is searched by.
  static let queryTerms = 96

  private let synonyms: Synonyms

  /// A tokeniser that reads the given words as one.
  public init(synonyms: Synonyms = Synonyms()) { self.synonyms = synonyms }

  /// The terms of a text in order, with repetitions. Stop phrases part words and give no terms.
  public func terms(of text: String) -> [String] { units(of: text).flatMap(\.terms) }

  /// One Han character, or one word of letters and digits.
  struct Unit: Hashable {
    /// The character or the word.
    var text: String
    /// The character with the one before it; `nil` for words and where a word begins.
    var pair: String?
    /// Whether it is a Han character.
    var isHan: Bool

    /// The character or word, and the pair if there is one.
    var terms: [String] { pair.map { [text, $0] } ?? [text] }
  }

  /// The characters and words of a text in order.
  func units(of text: String) -> [Unit] {
    let scalars = synonyms.replaced(in: Folding.scalars(of: text))
    var units: [Unit] = []
    var previous: Unicode.Scalar?
    var word = String.UnicodeScalarView()
    func endWord() {
      guard !word.isEmpty else { return }
      units.append(Unit(text: String(word.prefix(32)), pair: nil, isHan: false))
      word.removeAll()
    }
    var index = 0
    while index < scalars.count {
      if let stop = StopPhrases.table.match(in: scalars, at: index) {
        endWord()
        previous = nil
        index += stop.length
        continue
      }
      let scalar = scalars[index]
      index += 1
      switch Folding.kind(scalar) {
      case .word:
        word.append(scalar)
        previous = nil
      case .han:
        endWord()
        let pair = previous.map { String(String.UnicodeScalarView([$0, scalar])) }
        units.append(Unit(text: String(scalar), pair: pair, isHan: true))
        previous = scalar
      case .gap:
        endWord()
        previous = nil
      }
    }
    endWord()
    return units
  }

  /// The terms of several texts, separated by spaces, as an index column keeps them.
  public func column(_ texts: [String]) -> String { texts.flatMap(terms(of:)).joined(separator: " ") }

  /// The terms of a question to look for in a full-text index, each once.
  public func searchTerms(for question: String) -> [String] {
    var seen: Set<String> = []
    return Array(terms(of: question).filter { seen.insert($0).inserted }.prefix(Self.queryTerms))
  }
}
