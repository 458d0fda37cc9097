import Glyphs
import Testing

@testable import Canvas

@Suite("Frames and their differences")
struct FrameTests {
  @Test("a cell takes eight bytes")
  func cellSize() { #expect(MemoryLayout<Cell>.stride == 8) }

  @Test("replaying differences always shows the frame", arguments: 0..<300)
  func replay(seed: UInt64) {
    var random = SeededChance(state: seed)
    let ambiguous: AmbiguousWidth = seed % 2 == 0 ? .narrow : .wide
    let size = (width: Int.random(in: 1...24, using: &random), height: Int.random(in: 1...6, using: &random))
    var terminal = ModelTerminal(width: size.width, height: size.height, ambiguous: ambiguous)
    var shown: Frame?
    var frame = Frame(width: size.width, height: size.height, ambiguous: ambiguous)
    for _ in 0..<8 {
      if Bool.random(using: &random) {
        frame = Frame(width: size.width, height: size.height, ambiguous: ambiguous)
      }
      scribble(on: &frame, &random)
      terminal.draw(frame.difference(from: shown))
      let isShown = terminal.cells == ModelTerminal.showing(frame)
      #expect(isShown)
      #expect(frame.difference(from: frame).isEmpty)
      shown = frame
    }
  }

  @Test("a patch is drawn as if the whole frame had been, or not at all", arguments: 0..<300)
  func patches(seed: UInt64) {
    var random = SeededChance(state: seed)
    let ambiguous: AmbiguousWidth = seed % 2 == 0 ? .narrow : .wide
    var terminal = ModelTerminal(width: 24, height: 6, ambiguous: ambiguous)
    var shown = Frame(width: 24, height: 6, ambiguous: ambiguous)
    scribble(on: &shown, &random)
    terminal.draw(shown.difference(from: nil))
    for _ in 0..<8 {
      var small = Frame(
        width: Int.random(in: 1...20, using: &random), height: Int.random(in: 1...3, using: &random),
        ambiguous: ambiguous)
      scribble(on: &small, &random)
      small.cursor = Bool.random(using: &random) ? Cursor(x: 0, y: 0) : nil
      let (x, y) = (Int.random(in: -1...5, using: &random), Int.random(in: -1...4, using: &random))
      let before = shown
      guard let told = shown.paste(FramePatch(small, x: x, y: y)) else {
        #expect(shown == before)
        continue
      }
      #expect(told == shown.difference(from: before))
      #expect(shown.cursor == small.cursor.map { Cursor(x: $0.x + x, y: $0.y + y) })
      for row in 0..<6 {
        for column in 0..<24 {
          let isInside = (x..<(x + small.width)).contains(column) && (y..<(y + small.height)).contains(row)
          let wanted = isInside ? small[column - x, row - y] : before[column, row]
          #expect(shown[column, row] == wanted)
        }
      }
      terminal.draw(told)
      let isShown = terminal.cells == ModelTerminal.showing(shown)
      #expect(isShown)
    }
  }

  private func scribble(on frame: inout Frame, _ random: inout SeededChance) {
    let words: [PlainText] = ["税务局", "a", "é", "“…”", "开票x", " ", "𠀀𱍐", "─│", "e\u{301}\u{302}z"]
    let styles = [Style(), Style(foreground: .rgb(1, 2, 3)), Style(background: .indexed(4), attributes: .bold)]
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let x = Int.random(in: -2..<frame.width, using: &random)
      let y = Int.random(in: 0..<frame.height, using: &random)
      let style = styles[Int.random(in: 0..<styles.count, using: &random)]
      switch Int.random(in: 0..<4, using: &random) {
      case 0: frame.fill(Rect(x: x, y: y, width: Int.random(in: 0...6, using: &random), height: 2), style: style)
      case 1: frame.restyle(Rect(x: x, y: y, width: 3, height: 1)) { $0.adding(.underline) }
      default: frame.write(words[Int.random(in: 0..<words.count, using: &random)], at: x, y, style: style)
      }
    }
  }

  @Test("a wide glyph never stands in the last column")
  func lastColumn() {
    var frame = Frame(width: 5, height: 1)
    #expect(frame.write("税务局", at: 0, 0, style: Style()) == 4)
    #expect(frame.lines() == ["税务 "])
  }

  @Test("text stays inside its rectangle")
  func clips() {
    var frame = Frame(width: 10, height: 2)
    frame.write("税务局abc", at: 3, 0, style: Style(), within: Rect(x: 3, y: 0, width: 5, height: 1))
    #expect(frame.lines()[0] == "   税务   ")
    #expect(frame.write("x", at: 3, 1, style: Style(), within: Rect(x: 3, y: 0, width: 5, height: 1)) == 0)
  }

  @Test("cursor and modes are part of the difference")
  func modes() {
    let old = Frame(width: 4, height: 1)
    var new = old
    new.cursor = Cursor(x: 1, y: 0)
    new.modes.mouse = true
    let difference = new.difference(from: old)
    #expect(difference.runs.isEmpty)
    #expect(difference.movesCursor)
    #expect(difference.modes?.mouse == true)
    #expect(new != old)
  }

  @Test("borders fall back to ASCII where lines are wide")
  func borders() {
    var narrow = Frame(width: 8, height: 3)
    narrow.border(narrow.bounds, style: Style())
    #expect(narrow.lines()[0] == "╭──────╮")
    var wide = Frame(width: 8, height: 3, ambiguous: .wide)
    wide.border(wide.bounds, style: Style())
    #expect(wide.lines() == ["+------+", "|      |", "+------+"])
  }
}

/// SplitMix64, so that a failing seed replays.
struct SeededChance: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
