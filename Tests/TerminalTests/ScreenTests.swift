import CTerminal
import Canvas
import Glibc
import Glyphs
import Testing

@testable import Terminal

@Suite("A real screen on a pseudo-terminal", .serialized)
struct ScreenTests {
  private struct Pair {
    var master: Int32 = -1
    var slave: Int32 = -1

    init(columns: Int32, rows: Int32) throws {
      setlocale(LC_ALL, "C.UTF-8")
      setenv("TERM", "xterm-256color", 1)
      try #require(zt_open_pair(&master, &slave, columns, rows) == 0)
      _ = fcntl(master, F_SETFL, O_NONBLOCK)
    }

    func read() -> [UInt8] {
      var all: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = zt_read(master, &buffer, buffer.count)
        guard count > 0 else { return all }
        all += buffer[..<count]
      }
    }
  }

  @Test("what is seen is the frame, whatever changed before", arguments: [ScreenDepth.trueColor, .indexed256, .ansi16])
  func shows(depth: ScreenDepth) throws {
    let pair = try Pair(columns: 40, rows: 8)
    let screen = try Screen(input: pair.slave, output: pair.slave, depth: depth)
    defer { screen.close() }
    var random = Seeded(state: 7)
    var receiver = Receiver(width: 40, height: 8)
    let words: [PlainText] = ["税务局坐席", "abc", "é", "𱍐𲎯", "“引号”…", "─│╭", "\u{1B}[31m红", " "]
    for step in 0..<120 {
      var frame = Frame(width: 40, height: 8)
      for _ in 0..<Int.random(in: 1...25, using: &random) {
        let style = Style(
          foreground: .rgb(UInt8.random(in: 0...255, using: &random), 100, 200),
          background: Bool.random(using: &random) ? .rgb(20, 20, 30) : .terminalDefault)
        frame.write(
          words[Int.random(in: 0..<words.count, using: &random)], at: Int.random(in: 0..<40, using: &random),
          Int.random(in: 0..<8, using: &random), style: style)
      }
      frame.cursor = Cursor(x: step % 40, y: step % 8)
      screen.show(frame)
      receiver.take(pair.read())
      #expect(receiver.lines == frame.lines())
      #expect(receiver.column == step % 40 && receiver.row == step % 8)
    }
  }

  @Test("an equal frame writes nothing, one glyph writes little")
  func quiet() throws {
    let pair = try Pair(columns: 80, rows: 24)
    let screen = try Screen(input: pair.slave, output: pair.slave, depth: .trueColor)
    defer { screen.close() }
    var frame = Frame(width: 80, height: 24)
    frame.write("税务局", at: 3, 3, style: Style(foreground: .rgb(200, 10, 10)))
    frame.cursor = Cursor(x: 9, y: 3)
    screen.show(frame)
    _ = pair.read()
    screen.show(frame)
    #expect(pair.read().isEmpty)
    frame.write("厅", at: 9, 3, style: Style(foreground: .rgb(200, 10, 10)))
    frame.cursor = Cursor(x: 11, y: 3)
    screen.show(frame)
    let count = pair.read().count
    #expect(count > 0 && count < 60)
  }

  @Test("leaving undoes every mode and puts the settings back")
  func leaves() throws {
    let pair = try Pair(columns: 20, rows: 4)
    var before = termios()
    tcgetattr(pair.slave, &before)
    let screen = try Screen(input: pair.slave, output: pair.slave, depth: .trueColor)
    var frame = Frame(width: 20, height: 4)
    frame.modes = Modes(mouse: true, bracketedPaste: true, focusReports: true, title: "坐席")
    screen.show(frame)
    let entered = String(decoding: pair.read(), as: UTF8.self)
    #expect(entered.contains("\u{1B}[?1006h") && entered.contains("\u{1B}[?2004h"))
    screen.close()
    let left = String(decoding: pair.read(), as: UTF8.self)
    for mode in ["1000l", "1006l", "2004l", "1004l", "1049l"] { #expect(left.contains("\u{1B}[?" + mode)) }
    var after = termios()
    tcgetattr(pair.slave, &after)
    #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag)
  }

  @Test("another size is drawn whole")
  func resizes() throws {
    let pair = try Pair(columns: 20, rows: 4)
    let screen = try Screen(input: pair.slave, output: pair.slave, depth: .trueColor)
    defer { screen.close() }
    for (width, height) in [(20, 4), (31, 9), (5, 2), (60, 20)] {
      var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(pair.slave, UInt(TIOCSWINSZ), &size)
      var frame = Frame(width: width, height: height)
      for row in 0..<height {
        frame.write(PlainText(repeating: "税务", count: 20), at: row % 2, row, style: Style())
      }
      screen.show(frame)
      var receiver = Receiver(width: width, height: height)
      receiver.take(pair.read())
      #expect(receiver.lines == frame.lines())
    }
  }

  @Test("what is not a terminal is refused with the reason")
  func refuses() throws {
    let pair = try Pair(columns: 20, rows: 4)
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    #expect(throws: TerminalProblem.notATerminal) {
      try Screen.check(input: ends[0], output: ends[1], kind: "xterm")
    }
    #expect(throws: TerminalProblem.tooSimple(kind: "dumb")) {
      try Screen.check(input: pair.slave, output: pair.slave, kind: "dumb")
    }
  }
}
