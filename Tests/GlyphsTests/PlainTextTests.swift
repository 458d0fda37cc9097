import Testing

@testable import Glyphs

@Suite("Text from outside becomes plain")
struct PlainTextTests {
  @Test(
    "what could act is shown instead",
    arguments: [
      ("\u{1B}[2J", "␛[2J"), ("a\u{07}b", "a␇b"), ("\u{9B}31m", "<009B>31m"), ("abc\u{202E}def", "abc<202E>def"),
      ("a\u{200B}b", "a<200B>b"), ("\u{FEFF}x", "<FEFF>x"), ("\u{E000}", "〓"), ("\u{7F}", "␡"),
      ("\u{2066}x\u{2069}", "<2066>x<2069>"), ("a\r\nb", "a b"), ("a\tb", "a b"), ("\u{3164}", "<3164>"),
      ("\u{FFFD}", "〓"), ("\u{0}", "␀"),
    ])
  func shown(outside: String, safe: String) { #expect(PlainText(outside).string == safe) }

  @Test("several lines keep their line ends")
  func keepsLines() {
    #expect(PlainText("甲\r\n乙\n丙", lines: .multiple).lines.map(\.string) == ["甲", "乙", "丙"])
  }

  @Test("a tower of marks is cut")
  func cutsMarks() {
    let tower = "e" + String(repeating: "\u{301}", count: 1000)
    #expect(PlainText(tower).string.unicodeScalars.count == 1 + Cluster.marksKept)
    #expect(PlainText(tower).width() == 1)
  }

  @Test("a lone mark gets a base of its own")
  func loneMark() { #expect(PlainText("\u{301}").width() == 1) }

  @Test(
    "emoji of several scalars show their first, flags their letters",
    arguments: [("👨‍👩‍👧", "👨"), ("👍🏽", "👍"), ("🇨🇳", "CN"), ("❤️", "❤")])
  func emoji(outside: String, safe: String) { #expect(PlainText(outside).string == safe) }

  @Test(
    "every ideograph of GB 18030-2022 keeps two cells",
    arguments: [0x4E00, 0x3400, 0x20000, 0x2A700, 0x2B740, 0x2B820, 0x2CEB0, 0x30000, 0x31350, 0x2EBF0] as [UInt32])
  func ideographs(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    let text = PlainText(String(scalar))
    #expect(text.string == String(scalar))
    #expect(text.width() == 2)
  }

  @Test("making it twice changes nothing", arguments: 0..<200)
  func idempotent(seed: UInt64) {
    var random = Seeded(state: seed)
    var view = String.UnicodeScalarView()
    for _ in 0..<40 {
      let pools: [ClosedRange<UInt32>] = [
        0...0x2FF, 0x300...0x36F, 0x2000...0x206F, 0x4E00...0x4E40, 0x1F1E6...0x1F64F,
      ]
      let pool = pools[Int.random(in: 0..<pools.count, using: &random)]
      if let scalar = Unicode.Scalar(UInt32.random(in: pool, using: &random)) { view.append(scalar) }
    }
    let once = PlainText(String(view), lines: .multiple)
    #expect(PlainText(once.string, lines: .multiple).width() == once.width())
    for scalar in once.string.unicodeScalars where scalar != "\n" {
      #expect(scalar.value >= 0x20 && scalar.properties.generalCategory != .control)
      #expect(scalar.properties.generalCategory != .format)
    }
  }

  @Test("ambiguous characters follow the terminal")
  func ambiguous() {
    #expect(PlainText("“·…”").width(.narrow) == 4)
    #expect(PlainText("“·…”").width(.wide) == 8)
  }
}

/// SplitMix64, so that a failing seed replays.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
