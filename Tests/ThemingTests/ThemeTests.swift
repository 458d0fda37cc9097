import Canvas
import Testing

@testable import Theming

@Suite("Themes")
struct ThemeTests {
  @Test("built-in themes can be read all day", arguments: ThemeShelf.builtIn)
  func contrast(name: String) throws {
    let theme = try ThemeShelf().theme(name)
    #expect(theme.contrastBelow(4.5).map { "\($0.scope) \($0.ratio)" } == [])
    #expect(theme.isDark == (name == "dark"))
  }

  @Test("a scope falls back to its parents")
  func fallback() throws {
    let theme = try ThemeShelf().theme("dark")
    #expect(theme.style("wait.overdue.head") == theme.style("wait.overdue"))
    #expect(theme.style("never.heard.of") == theme.style("ui.text"))
  }

  @Test("a file in the folder wins, and inherits what it does not say")
  func inherits() throws {
    let shelf = ThemeShelf { name in
      name == "mine" ? Array("inherits = \"light\"\n[palette]\nred = \"#ff0000\"\n".utf8) : nil
    }
    let theme = try shelf.theme("mine")
    #expect(theme.style("wait.overdue").foreground == .rgb(255, 0, 0))
    #expect(theme.isDark == false)
  }

  @Test("a folder's theme of a built-in name may inherit the built-in one")
  func overridesBuiltIn() throws {
    let shelf = ThemeShelf { $0 == "dark" ? Array("inherits = \"dark\"\n[palette]\nred = \"#010203\"".utf8) : nil }
    #expect(try shelf.theme("dark").style("wait.overdue").foreground == .rgb(1, 2, 3))
  }

  @Test("base16 schemes are taken as they are")
  func base16() throws {
    let lines = Base16.names.enumerated().map { "\($1) = \"\(String(repeating: String($0, radix: 16), count: 6))\"" }
    let shelf = ThemeShelf { $0 == "b" ? Array(lines.joined(separator: "\n").utf8) : nil }
    let theme = try shelf.theme("b")
    #expect(theme.style("ui.background").background == .rgb(0, 0, 0))
    #expect(theme.style("wait.overdue").foreground == .rgb(0x88, 0x88, 0x88))
  }

  @Test("a light base16 scheme is light, and its badges can be read")
  func lightBase16() throws {
    let colors = [
      "fafafa", "f0f0f1", "e5e5e6", "a0a1a7", "696c77", "383a42", "202227", "090a0b", "ca1243", "d75f00", "c18401",
      "50a14f", "0184bc", "4078f2", "a626a4", "986801",
    ]
    let lines = zip(Base16.names, colors).map { "\($0) = \"\($1)\"" }
    let shelf = ThemeShelf { $0 == "one" ? Array(lines.joined(separator: "\n").utf8) : nil }
    let theme = try shelf.theme("one")
    #expect(theme.isDark == false)
    #expect(theme.contrastBelow(3).filter { $0.scope == "unread" || $0.scope.hasPrefix("notice") }.isEmpty)
  }

  @Test(
    "what is wrong is said with file and reason",
    arguments: [
      ("x = [", "bad.toml"), ("[styles]\n\"ui.text\" = \"nosuch\"", "nosuch"),
      ("[styles]\n\"ui.text\" = { attributes = [\"blink\"] }", "blink"), ("inherits = \"gone\"", "gone.toml"),
    ])
  func problems(text: String, mention: String) {
    let shelf = ThemeShelf { $0 == "bad" ? Array(text.utf8) : nil }
    let problem = #expect(throws: ThemeProblem.self) { try shelf.theme("bad") }
    #expect(problem?.description.contains(mention) == true)
  }

  @Test("a name never leaves the folder", arguments: ["../x", "a/b", "", ".hidden"])
  func names(name: String) { #expect(throws: ThemeProblem.self) { try ThemeShelf().theme(name) } }

  @Test("fewer colours keep what matters")
  func quantises() throws {
    let theme = try ThemeShelf().theme("dark")
    #expect(theme.quantised(to: .monochrome).style("ui.selection").attributes.contains(.reverse))
    #expect(theme.quantised(to: .monochrome).style("wait.overdue").attributes.contains(.bold))
    if case .indexed(let index) = theme.quantised(to: .indexed256).style("wait.overdue").foreground {
      #expect(index >= 16)
    } else {
      Issue.record("not one of 256")
    }
    #expect(theme.quantised(to: .monochrome).style("ui.text").background == .terminalDefault)
  }

  @Test("every scope the views need is in both themes", arguments: ThemeShelf.builtIn)
  func complete(name: String) throws {
    let styles = try ThemeShelf().theme(name).styles
    let needed = """
      ui.background ui.text ui.text.dim ui.border ui.border.focused ui.title ui.title.focused ui.selection
      ui.selection.inactive ui.header ui.header.label ui.header.value ui.hint.key ui.hint.label ui.input
      ui.input.placeholder ui.popup ui.popup.border ui.badge state.ready state.busy state.onBreak state.wrapUp
      state.training state.signedOut link.live link.behind link.lost wait.fresh wait.warning wait.overdue talk.taxpayer
      talk.agent talk.assistant talk.system talk.time talk.mark.sent talk.mark.delivered talk.mark.read talk.draft
      notice.info notice.warning notice.error unread
      """
    #expect(needed.split { $0 == " " || $0 == "\n" }.filter { styles[String($0)] == nil } == [])
  }

  @Test("256 colours stay readable", arguments: ThemeShelf.builtIn)
  func readable256(name: String) throws {
    let theme = try ThemeShelf().theme(name).quantised(to: .indexed256)
    #expect(theme.contrastBelow(4).map { "\($0.scope) \($0.ratio)" } == [])
  }

  @Test(
    "the selection is seen in lists and popups at any depth", arguments: ThemeShelf.builtIn,
    [ColorDepth.trueColor, .indexed256, .ansi16, .monochrome])
  func selectionIsSeen(name: String, depth: ColorDepth) throws {
    let theme = try ThemeShelf().theme(name).quantised(to: depth)
    for (bar, ground) in [("ui.selection", "ui.background"), ("ui.popup.selection", "ui.popup")] {
      let (on, off) = (theme.style(bar), theme.style(ground))
      #expect(
        on.background != off.background || on.attributes.contains(.reverse) != off.attributes.contains(.reverse))
    }
    #expect(theme.style("ui.selection") != theme.style("ui.selection.inactive"))
    #expect(theme.style("ui.selection.inactive") != theme.style("ui.background"))
  }

  /// The sixteen as xterm shows them.
  private static let sixteen: [RGB] = [
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
    0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
  ].map { RGB(UInt8($0 >> 16), UInt8($0 >> 8 & 255), UInt8($0 & 255)) }

  @Test(
    "with sixteen colours nothing depends on the terminal's own ground: both colours are painted, and stand apart",
    arguments: ThemeShelf.builtIn)
  func sixteenOnAnyGround(name: String) throws {
    let theme = try ThemeShelf().theme(name).quantised(to: .ansi16)
    for scope in theme.styles.keys.sorted() {
      let style = theme.style(scope)
      guard case .indexed(let text) = style.foreground, case .indexed(let ground) = style.background else {
        Issue.record("\(scope) leaves a colour to the terminal")
        continue
      }
      let ratio = RGB.contrast(Self.sixteen[Int(text)], Self.sixteen[Int(ground)])
      #expect(scope.contains("border") || scope == "ui.code" || ratio >= 1.8, "\(scope) \(ratio)")
    }
  }

  @Test("sixteen colours keep fresh, warning and overdue apart", arguments: ThemeShelf.builtIn)
  func sixteen(name: String) throws {
    let theme = try ThemeShelf().theme(name).quantised(to: .ansi16)
    let styles = ["wait.fresh", "wait.warning", "wait.overdue"].map { theme.style($0) }
    let bright: UInt8 = name == "dark" ? 8 : 0
    // Yellow is not read on white: it is a mark there.
    let hues = styles.map { bright == 0 && $0.background == .indexed(3) ? $0.background : $0.foreground }
    #expect(hues == [.indexed(2 + bright), .indexed(3 + bright), .indexed(1 + bright)])
  }

  @Test("no bold black on a coloured bar, which many terminals show as grey", arguments: ThemeShelf.builtIn)
  func noBoldBlack(name: String) throws {
    let brand = try ThemeShelf().theme(name).quantised(to: .ansi16).style("ui.header.brand")
    #expect(brand.foreground != .indexed(0) || !brand.attributes.contains(.bold))
  }
}
