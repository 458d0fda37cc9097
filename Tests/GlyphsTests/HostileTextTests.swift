import Testing

@testable import Glyphs

@Suite("No way around plain text")
struct HostileTextTests {
  /// Whether a terminal only paints it: no controls, nothing invisible, no mark without a base.
  private func isHarmless(_ text: PlainText) -> Bool {
    var hasBase = false
    for scalar in text.string.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .privateUse, .surrogate, .lineSeparator, .paragraphSeparator: return false
      default: break
      }
      if ScalarWidth.cells(scalar, .narrow) == 0, !hasBase { return false }
      hasBase = true
    }
    return true
  }

  @Test("every scalar there is becomes something to see", arguments: 0..<17 as Range<UInt32>)
  func everyScalar(plane: UInt32) {
    var wrong: [UInt32] = []
    // The planes in which everything is alike are sampled.
    let step: UInt32 = plane < 2 || plane == 14 ? 1 : 61
    for value in stride(from: plane << 16, through: plane << 16 | 0xFFFF, by: UInt32.Stride(step)) {
      guard let scalar = Unicode.Scalar(value), value != 0xFE0E, value != 0xFE0F else { continue }
      let text = PlainText(String(scalar))
      let isSelector = text.isEmpty && (0x180B...0x180F ~= value || 0xFE00...0xFE0F ~= value || plane == 14)
      if !isHarmless(text) || (text.width() == 0 && !isSelector) || PlainText(text.string) != text {
        wrong.append(value)
      }
    }
    #expect(wrong.map { String($0, radix: 16) } == [])
  }

  @Test("a cluster made by hand is as safe", arguments: ["\u{1B}", "\u{202E}", "\u{9B}", "\u{301}", "\u{E000}"])
  func clusters(scalar: Unicode.Scalar) {
    let text = PlainText([Cluster(scalar: scalar)])
    #expect(isHarmless(text))
    #expect(text.width() == Cluster(scalar: scalar).width())
  }

  @Test("said again inside other words it does not grow", arguments: ["\u{1161}", "\u{102C}\u{102C}", "\u{301}", "🇨"])
  func interpolated(outside: String) {
    let once = PlainText(outside)
    let twice: PlainText = "\(once)"
    #expect(twice == once)
  }

  @Test("half a flag cannot join the next half")
  func flags() { #expect((PlainText("🇨") + PlainText("🇳")).string == "CN") }

  @Test("bytes that are no UTF-8 are shown as unknown")
  func invalid() {
    #expect(PlainText(String(decoding: [0x61, 0xFF, 0xC0, 0x62] as [UInt8], as: UTF8.self)).string == "a〓〓b")
  }

  @Test("a megabyte of a name is cut without being looked through")
  func longName() {
    let long = PlainText(String(repeating: "税", count: 400_000))
    #expect(long.truncated(to: 9).string == "税税税税…")
  }

  @Test("a mark stays with the base before the cut")
  func cutAfterMark() { #expect(PlainText("e\u{301}abc").truncated(to: 2).string == "e\u{301}…") }
}
