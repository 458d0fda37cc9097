/// Cuts text into terms that an engine's index of words can find again: each Han character, each pair of neighbours, each word of letters and digits.
public enum SearchTerms {
  /// Terms of one text at most.
  public static let most = 2_000

  /// The terms of a text, each once, in order.
  public static func of(_ text: String) -> [String] { cut(text, pairsOnly: false) }

  /// The terms a search asks for: pairs where there are any, so that words are found and not their characters.
  public static func asked(_ text: String) -> [String] { Array(cut(text, pairsOnly: true).prefix(16)) }

  private static func cut(_ text: String, pairsOnly: Bool) -> [String] {
    var terms: [String] = []
    var seen: Set<String> = []
    var run: [Unicode.Scalar] = []
    var word = String.UnicodeScalarView()
    func add(_ term: String) { if seen.insert(term).inserted, terms.count < most { terms.append(term) } }
    func endRun() {
      if !pairsOnly || run.count == 1 { for scalar in run { add(String(Character(scalar))) } }
      for (first, second) in zip(run, run.dropFirst()) { add(String(String.UnicodeScalarView([first, second]))) }
      run = []
    }
    func endWord() {
      if !word.isEmpty { add(String(String(word).lowercased().prefix(32))) }
      word = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      if isHan(scalar) {
        endWord()
        run.append(scalar)
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        endRun()
        word.append(scalar)
      } else {
        endRun()
        endWord()
      }
    }
    endRun()
    endWord()
    return terms
  }

  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFD: true
    default: false
    }
  }
}
