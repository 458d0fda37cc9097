import Testing

@testable import Terminal

@Suite("Keys from a terminal's bytes")
struct KeyParserTests {
  static let table: [(String, [TerminalInput])] = [
    ("a", [.key(TerminalKey(.character("a")))]),
    ("税", [.key(TerminalKey(.character("税")))]),
    ("\r", [.key(TerminalKey(.enter))]), ("\n", [.key(TerminalKey(.character("j"), .control))]),
    ("\t", [.key(TerminalKey(.tab))]), ("\u{7F}", [.key(TerminalKey(.backspace))]),
    ("\u{5}", [.key(TerminalKey(.character("e"), .control))]),
    ("\u{1B}[A", [.key(TerminalKey(.up))]), ("\u{1B}OB", [.key(TerminalKey(.down))]),
    ("\u{1B}[1;5C", [.key(TerminalKey(.right, .control))]), ("\u{1B}[3~", [.key(TerminalKey(.delete))]),
    ("\u{1B}[Z", [.key(TerminalKey(.tab, .shift))]), ("\u{1B}OP", [.key(TerminalKey(.function(1)))]),
    ("\u{1B}[15~", [.key(TerminalKey(.function(5)))]), ("\u{1B}[1;2R", [.key(TerminalKey(.function(3), .shift))]),
    ("\u{1B}a", [.key(TerminalKey(.character("a"), .alt))]),
    ("\u{1B}A", [.key(TerminalKey(.character("a"), [.alt, .shift]))]),
    ("\u{1B}\r", [.key(TerminalKey(.enter, .alt))]), ("\u{1B}1", [.key(TerminalKey(.character("1"), .alt))]),
    ("\u{1B}[13;3u", [.key(TerminalKey(.enter, .alt))]),
    ("\u{1B}[97;5u", [.key(TerminalKey(.character("a"), .control))]),
    ("\u{1B}[<0;3;4M", [.mouse(TerminalMouse(.press(0), x: 2, y: 3))]),
    ("\u{1B}[<0;3;4m", [.mouse(TerminalMouse(.release, x: 2, y: 3))]),
    ("\u{1B}[<64;1;1M", [.mouse(TerminalMouse(.wheelUp, x: 0, y: 0))]),
    ("\u{1B}[I", [.focus(true)]), ("\u{1B}[O", [.focus(false)]),
    ("\u{1B}[200~第一行\n\u{1B}[31m二\u{1B}[201~", [.paste("第一行\n\u{1B}[31m二")]),
    ("\u{1B}[2;3R", [.reply(.cursor(x: 2, y: 1))]), ("\u{1B}[?64;1c", [.reply(.deviceAttributes([64, 1]))]),
    ("\u{1B}[?2026;2$y", [.reply(.mode(number: 2026, state: 2))]),
    ("\u{1B}]11;rgb:ffff/0000/8080\u{1B}\\", [.reply(.background(red: 255, green: 0, blue: 128))]),
    ("\u{1B}]11;rgb:ff/00/80\u{07}", [.reply(.background(red: 255, green: 0, blue: 128))]),
  ]

  @Test("each sequence is one thing", arguments: table.indices)
  func sequences(index: Int) {
    let (text, expected) = KeyParserTests.table[index]
    var parser = KeyParser()
    #expect(parser.take(Array(text.utf8)[...]) + parser.flush() == expected)
  }

  @Test("any split of the bytes gives the same", arguments: 0..<200)
  func splits(seed: UInt64) {
    var random = Seeded(state: seed)
    var bytes: [UInt8] = []
    var expected: [TerminalInput] = []
    for _ in 0..<12 {
      let entry = KeyParserTests.table[Int.random(in: 0..<KeyParserTests.table.count, using: &random)]
      bytes += Array(entry.0.utf8)
      expected += entry.1
    }
    var parser = KeyParser()
    var inputs: [TerminalInput] = []
    var place = 0
    while place < bytes.count {
      let length = min(Int.random(in: 1...5, using: &random), bytes.count - place)
      inputs += parser.take(bytes[place..<(place + length)])
      place += length
    }
    #expect(inputs + parser.flush() == expected)
  }

  @Test("a lone escape is a key once nothing follows")
  func escape() {
    var parser = KeyParser()
    #expect(parser.take([0x1B]) == [])
    #expect(parser.isWaiting)
    #expect(parser.flush() == [.key(TerminalKey(.escape))])
    #expect(!parser.isWaiting)
  }

  @Test("noise never stops the parser", arguments: 0..<200)
  func noise(seed: UInt64) {
    var random = Seeded(state: seed)
    var parser = KeyParser()
    _ = parser.take((0..<500).map { _ in UInt8.random(in: 0...255, using: &random) }[...])
    _ = parser.flush()
    _ = parser.take(Array("\u{1B}[201~\u{18}".utf8)[...])
    _ = parser.flush()
    #expect(parser.take(Array("q".utf8)[...]).last == .key(TerminalKey(.character("q"))))
  }

  @Test("the probe learns width and background and ends with the device attributes")
  func probe() {
    var probe = Probe()
    probe.take(.cursor(x: 2, y: 1))
    probe.take(.background(red: 250, green: 250, blue: 250))
    probe.take(.mode(number: 2026, state: 2))
    #expect(!probe.isDone)
    probe.take(.deviceAttributes([1]))
    #expect(probe.isDone)
    #expect(probe.capabilities.ambiguous == .wide)
    #expect(probe.capabilities.isDark == false)
    #expect(probe.capabilities.synchronisedOutput)
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
