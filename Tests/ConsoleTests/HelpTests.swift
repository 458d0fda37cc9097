import Desk
import Testing

@testable import Console

@Suite("Help")
struct HelpTests {
  private func keys(_ state: State, _ name: String) -> Bool {
    state.helpLines.contains { if case .command(_, let told, _, _) = $0 { told.chinese == name } else { false } }
  }

  @Test("over a form it tells the form's keys, and the form with what is written in it comes back")
  func overAForm() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.alt("n")), .pasted("第三次来问"), .keyPressed(.function(1)))
    #expect(store.state.place == .help && keys(store.state, "提交") && !keys(store.state, "接入下一位"))
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.place == .note)
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.note("C1", "第三次来问")])
  }

  @Test("at its end the hints lead back up, and one page up moves it at once")
  func end() {
    var store = Scene.live()
    store.arrange(.keyPressed(.character("?")))
    #expect(store.state.hints.contains { $0.id == .pageDown } && !store.state.hints.contains { $0.id == .pageUp })
    store.arrange(.keyPressed(.character("G")), .keyPressed(.character("j")))
    #expect(store.state.popup == .help(scroll: store.state.helpLines.count - store.state.helpRows))
    #expect(!store.state.hints.contains { $0.id == .pageDown } && store.state.hints.first?.id == .pageUp)
    store.arrange(.keyPressed(.character("k")))
    #expect(store.state.popup == .help(scroll: store.state.helpLines.count - store.state.helpRows - 1))
    #expect(store.state.hints.contains { $0.id == .pageDown })
  }

  @Test("in English at eighty columns, too, all that a key does is told: what has no room stands below")
  func fits() {
    var store = Scene.live()
    store.set { state in
      state.preferences.language = .english
      state.size = Size(columns: 80, rows: 24)
    }
    store.arrange(.keyPressed(.character("?")))
    let room = HelpLine.width(in: store.state.size) - HelpLine.tooltipColumn
    var told: [String] = []
    for line in store.state.helpLines {
      switch line {
      case .command(_, _, let tooltip, _): told.append(tooltip.english)
      case .more(let words):
        told.append((told.popLast() ?? "") + " " + words.english)
        #expect(words.english.count <= room)
      case .heading, .text: break
      }
    }
    let long = told.filter { $0.count > room }
    #expect(!long.isEmpty && long.allSatisfy { text in Command.table.contains { $0.tooltip.english == text } })
  }

  @Test("over the panes it lists what the keys do by what it is for")
  func chapters() {
    var store = Scene.live()
    store.arrange(.keyPressed(.character("?")))
    let headings = store.state.helpLines.compactMap { if case .heading(let words) = $0 { words.chinese } else { nil } }
    #expect(headings.prefix(5) == ["接待", "会话", "待办与预约", "移动", "坐席与屏幕"])
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(.character("d")), .keyPressed(.character("?")))
    #expect(keys(store.state, "领取") && keys(store.state, "为何到期"), "what can be done to what was promised")
    let told = Set(Command.chapters.flatMap(\.commands).map(\.id))
    #expect(Command.table.allSatisfy { told.contains($0.id) }, "no command is left out")
  }
}
