import Testing

@testable import Assistant

@Suite struct TokeniserTests {
  private let tokeniser = Tokeniser(synonyms: Synonyms([["数电票", "全电发票", "电子发票"], ["税控设备", "UKey"]]))

  @Test(arguments: [
    ("红冲", ["红", "冲", "红冲"]),
    ("发票 红冲", ["发", "票", "发票", "红", "冲", "红冲"]),
    ("请问怎么红冲呢？", ["红", "冲", "红冲"]),
    ("ＥＲＰ１２", ["erp12"]),
    ("A级", ["a", "级"]),
    ("红\u{200B}冲", ["红", "冲", "红冲"]),
    ("12366电话", ["12366", "电", "话", "电话"]),
    ("怎么办", []),
    ("", []),
    ("…？！", []),
  ]) func cuts(text: String, terms: [String]) { #expect(tokeniser.terms(of: text) == terms) }

  @Test func readsSynonymsAsOneWord() {
    #expect(tokeniser.terms(of: "全电发票") == tokeniser.terms(of: "数电票"))
    #expect(tokeniser.terms(of: "ukey") == tokeniser.terms(of: "税控设备"))
    // Not inside another word.
    #expect(tokeniser.terms(of: "ukeys") == ["ukeys"])
  }

  @Test func namesEveryTermOnce() {
    #expect(tokeniser.searchTerms(for: "红冲,红冲") == ["红", "冲", "红冲"])
    #expect(tokeniser.searchTerms(for: "\"*^:()") == [])
  }

  @Test func boundsLongQuestions() throws {
    let long = String((0x4E00..<0x5E00).compactMap(Unicode.Scalar.init).map(Character.init))
    #expect(tokeniser.searchTerms(for: long).count == Tokeniser.queryTerms)
    #expect(tokeniser.terms(of: String(repeating: "a", count: 100_000)).map(\.count) == [32])
  }

  @Test(arguments: [1.0, 1.5, 2, 10, 179, 1e6]) func logarithmUndoesDoubling(number: Double) {
    #expect(abs(logarithm(2 * number) - logarithm(number) - 0.693_147_180_559_945) < 1e-9)
    #expect(abs(logarithm(number * number) - 2 * logarithm(number)) < 1e-9)
  }
}
