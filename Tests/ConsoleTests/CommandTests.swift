import Desk
import Testing

@testable import Console

@Suite("The one table of commands")
struct CommandTests {
  @Test("no key means two things in one place", arguments: Place.allCases)
  func unambiguous(_ place: Place) {
    var owners: [Key: CommandID] = [:]
    for command in Command.table {
      for key in command.keys(at: place) {
        #expect(owners[key] == nil, "\(key.name) at \(place): \(String(describing: owners[key])) and \(command.id)")
        owners[key] = command.id
      }
    }
  }

  @Test("keys a terminal confuses with others are not used")
  func confused() {
    for command in Command.table {
      for key in command.keys {
        for letter in "imh[sq" { #expect(key != .control(letter), "\(command.id)") }
      }
    }
  }

  @Test("in text fields no printable key is a command", arguments: Place.allCases.filter(\.isText))
  func text(_ place: Place) {
    for command in Command.table { #expect(command.keys(at: place).allSatisfy { $0.text == nil }) }
  }

  @Test("there is a way out of every place, and a way to help")
  func exits() {
    for place in Place.allCases {
      #expect(Command.at(place, key: Key(.escape))?.id == .stepOut)
      if place != .help { #expect(Command.at(place, key: .function(1))?.id == .help) }
    }
  }

  @Test("every command has both names, and initials a palette can find")
  func names() {
    for command in Command.table {
      #expect(!command.name.chinese.isEmpty && !command.name.english.isEmpty && !command.tooltip.english.isEmpty)
      #expect(command.initials.allSatisfy { $0.isASCII && !$0.isUppercase } && !command.initials.isEmpty)
    }
  }

  @Test(
    "the palette finds by pinyin initials and by English words",
    arguments: [("jr", CommandID.accept), ("jshh", .endConversation), ("theme", .nextTheme), ("cyy", .quickReplies)])
  func palette(_ words: String, _ id: CommandID) {
    var store = Scene.live()
    store.set { $0.preferences.language = .english }
    #expect(store.state.paletteCommands(matching: words).first?.id == id)
  }

  @Test("what cannot be run says why instead")
  func obstacle() {
    var store = Scene.live()
    store.arrange(.keyPressed(.character("w")))
    #expect(store.state.notices.last?.text.chinese == "会话仍在进行，先结束会话")
  }

  @Test("any key in any place leaves a state that settles: one more tick changes nothing but time")
  func settles() {
    var random = Seeded(seed: 7)
    let keys = Command.table.flatMap(\.keys) + "好a1 /?".map { Key.character($0) }
    var store = Scene.live()
    for step in 0..<3000 {
      store.arrange(
        .ticked(milliseconds: 1000 + Int64(step) * 40), .keyPressed(keys[Int(random.next() % UInt64(keys.count))]))
      if step % 50 == 0 { store.set { $0.size = Size(columns: 60 + step % 140, rows: 16 + step % 40) } }
      if let selected = store.state.selected { #expect(store.state.replica?.conversations[selected] != nil) }
      #expect(store.state.nextWakeup > store.state.clock.monotonic)
    }
  }
}
