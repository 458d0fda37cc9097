/// Finds the longest known phrase at a place in a folded text.
struct PhraseTable: Sendable {
  private var byFirst: [Unicode.Scalar: [(phrase: [Unicode.Scalar], value: Int)]] = [:]

  /// Phrases, each with a value of the caller's.
  init(_ phrases: [(phrase: String, value: Int)]) {
    for entry in phrases {
      let scalars = Folding.scalars(of: entry.phrase).filter { Folding.kind($0) != .gap }
      guard let first = scalars.first else { continue }
      byFirst[first, default: []].append((scalars, entry.value))
    }
    for first in byFirst.keys { byFirst[first]?.sort { $0.phrase.count > $1.phrase.count } }
  }

  /// Phrases without values.
  init(_ phrases: [String]) { self.init(phrases.map { ($0, 0) }) }

  /// The longest phrase that begins at `start`; `nil` if none does. A phrase of letters must not end inside a word.
  func match(in text: [Unicode.Scalar], at start: Int) -> (length: Int, value: Int)? {
    guard let entries = byFirst[text[start]] else { return nil }
    for (phrase, value) in entries where start + phrase.count <= text.count {
      let end = start + phrase.count
      guard text[start..<end].elementsEqual(phrase) else { continue }
      if insideWord(text, at: end) || insideWord(text, at: start) { continue }
      return (phrase.count, value)
    }
    return nil
  }

  private func insideWord(_ text: [Unicode.Scalar], at border: Int) -> Bool {
    border > 0 && border < text.count && Folding.kind(text[border]) == .word && Folding.kind(text[border - 1]) == .word
  }
}
