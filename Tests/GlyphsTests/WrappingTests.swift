import Testing

@testable import Glyphs

@Suite("Wrapping")
struct WrappingTests {
  private static let pieces = [
    "税", "务局", "，", "。", "（", "）", "“", "”", "a", "invoice", " ", "   ", "\n", "e\u{301}", "𠀀", "……", "——", "123.45",
    "👍",
    "％", "《", "》",
  ]

  private func text(_ seed: UInt64) -> PlainText {
    var random = Seeded(state: seed)
    let count = Int.random(in: 0...30, using: &random)
    let words = (0..<count).map { _ in Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)] }
    return PlainText(words.joined(), lines: .multiple)
  }

  @Test("whatever the text, lines fit, cover it, and lose nothing but spaces", arguments: 0..<400 as Range<UInt64>)
  func fits(seed: UInt64) {
    let text = text(seed)
    let policy: AmbiguousWidth = seed % 2 == 0 ? .narrow : .wide
    let all = text.lines.map(\.clusters)
    let flat = Array(all.joined(separator: [Cluster(scalar: " ")]))
    for width in [2, 3, 5, 8, 13, 40] {
      let lines = text.wrappedLines(to: width, policy)
      #expect(lines.allSatisfy { $0.text.width(policy) <= width })
      var next = 0
      for line in lines {
        #expect(line.range.lowerBound == next)
        let hidden = flat[line.range].dropFirst(line.text.clusters.count)
        #expect(Array(flat[line.range].prefix(line.text.clusters.count)) == line.text.clusters)
        #expect(hidden.allSatisfy { $0.base == " " })
        next = line.range.upperBound + (line.endsWithLineBreak ? 1 : 0)
      }
      #expect(next == flat.count)
    }
  }

  @Test("spaces at the end of a text do not hang over the edge")
  func trailingSpaces() {
    #expect(PlainText("abcdefghij   ").wrapped(to: 10).map { $0.width() } == [10])
  }

  @Test("a long word after spaces does not leave an empty line")
  func leadingSpaces() { #expect(PlainText("  abcdefghij").wrapped(to: 6).map(\.string) == ["  abcd", "efghij"]) }

  @Test("the caret's place and its offset answer each other", arguments: [4, 7, 12, 80])
  func caret(width: Int) {
    let text = PlainText("你好 hello，\n税务局e\u{301}x\n\n再见", lines: .multiple)
    let lines = text.wrappedLines(to: width)
    let count = lines.last?.range.upperBound ?? 0
    for offset in 0...count {
      let place = CaretPlace(offset: offset, in: lines)
      #expect(place.column <= width)
      let back = lines[place.line].offset(at: place.column)
      // Spaces that a break swallowed share the place at the end of their line.
      #expect(back == offset || CaretPlace(offset: back, in: lines) == place)
    }
  }

  @Test("a caret on half of a wide glyph stands before it")
  func caretOnHalf() throws {
    let line = try #require(PlainText("税务").wrappedLines(to: 10).first)
    #expect(line.offset(at: 1) == 0)
    #expect(line.offset(at: 2) == 1)
    #expect(line.offset(at: 9) == 2)
  }
}
