import Testing

@testable import Wire

@Suite("Event streams are read as the HTML standard says")
struct EventStreamTests {
  private func read(_ text: String, pieces: Int = .max) -> [EventStreamItem] {
    var parser = EventStreamParser()
    var rest = Array(text.utf8)[...]
    var items: [EventStreamItem] = []
    while !rest.isEmpty {
      items += parser.feed(rest.prefix(pieces))
      rest = rest.dropFirst(pieces)
    }
    return items
  }

  private func message(_ data: String, type: String = "message", id: String = "") -> EventStreamItem {
    EventStreamItem(type: type, data: data, id: id)
  }

  private static let streams = [
    "\u{FEFF}data: YHOO\ndata: +2\ndata: 10\n\n", ": test\n\ndata: one\nid: 1\n\ndata:second\nid\n\ndata:  third\n\n",
    "data\n\ndata\ndata\n\ndata:", "data:test\r\rdata: test\r\n\r\nevent: 您好\r\ndata: 世界😀\r\n\r\n",
    "retry: 12x\nretry: 30\ndata: x\n\n",
  ]

  @Test("The standard's examples")
  func examples() {
    #expect(read(Self.streams[0]) == [message("YHOO\n+2\n10")])
    #expect(read(Self.streams[1]) == [message("one", id: "1"), message("second"), message(" third")])
    #expect(read(Self.streams[2]) == [message(""), message("\n")])
    #expect(read(Self.streams[3]) == [message("test"), message("test"), message("世界😀", type: "您好")])
  }

  @Test("Any split of the bytes reads the same", arguments: streams)
  func splits(stream: String) {
    for pieces in 1...9 { #expect(read(stream, pieces: pieces) == read(stream)) }
  }

  @Test("What is not a field, a number or an id is passed over")
  func oddities() {
    var parser = EventStreamParser()
    let items = parser.feed(
      Array("id: a\nid: b\0c\nretry: -1\nretry: 99999999999999999999\nother: 1\ndata: x\n\n".utf8))
    #expect(items == [message("x", id: "a")])
    #expect(parser.retry == nil)
    #expect(parser.feed(Array("retry: 700\nevent: only\n\n".utf8)).isEmpty)
    #expect(parser.retry == 700)
    #expect(parser.feed([0x64, 0x61, 0x74, 0x61, 0x3A, 0xFF, 0x0A, 0x0A]) == [message("\u{FFFD}", id: "a")])
  }

  @Test("An endless line costs bounded memory and only itself")
  func endlessLine() {
    var parser = EventStreamParser(longest: 4_096)
    _ = parser.feed(Array("data: ".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 10_000))
    #expect(parser.feed(Array("\n\ndata: y\n\n".utf8)) == [message("y")])
  }
}
