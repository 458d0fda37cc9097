import Testing

@testable import Console

@Suite("Editing text by grapheme")
struct EditorTests {
  private static let pieces = [
    "税", "a", "word ", "，", "\n", "é", "e\u{301}", "\u{301}", "👨‍👩‍👧", "🇨🇳", "🇨", "\u{200D}", "한", "㊙️", "𠮷", "  ", "12",
  ]

  @Test("whatever is done, text and graphemes agree, the caret is within, and undo leads back to the beginning")
  func properties() {
    for seed in 0..<40 {
      var random = Seeded(seed: UInt64(seed))
      var editor = Editor("起点")
      for _ in 0..<120 {
        act(&editor, &random)
        #expect(Array(editor.text) == editor.characters)
        #expect((0...editor.characters.count).contains(editor.caret))
        let rows = EditorRows(editor, width: 11, .narrow)
        #expect(rows.caretColumn <= 11 && rows.caretRow < rows.rows.count)
        let shown = rows.rows.reduce(0) { $0 + $1.count } + editor.characters.count { $0 == "\n" }
        #expect(shown == editor.characters.count)
      }
      for _ in 0..<200 { editor.undo() }
      #expect(editor.text == "起点")
    }
  }

  private func act(_ editor: inout Editor, _ random: inout Seeded) {
    switch random.next() % 16 {
    case 0...6: editor.insert(Self.pieces[Int(random.next() % UInt64(Self.pieces.count))])
    case 7: editor.deleteBackward()
    case 8: editor.deleteForward()
    case 9: editor.deleteWordBackward()
    case 10: editor.moveWordLeft()
    case 11: editor.moveWordRight()
    case 12: editor.moveCaret(to: Int(random.next() % 60))
    case 13: editor.deleteToLineEnd()
    case 14: editor.moveToLineStart()
    default: editor.deleteToLineStart()
    }
  }

  @Test("a combining mark joins the letter before the caret; backspace takes the whole grapheme")
  func graphemes() {
    var editor = Editor("ae")
    editor.insert("\u{301}")
    #expect(editor.characters.count == 2)
    editor.deleteBackward()
    #expect(editor.text == "a")
    editor.insert("👨‍👩‍👧")
    editor.deleteBackward()
    #expect(editor.text == "a")
  }

  @Test("pasted line ends become LF, controls are dropped, one-line fields get spaces")
  func paste() {
    var editor = Editor()
    editor.insert("一\r\n二\r三\u{1B}[31m\u{202E}\u{7}")
    #expect(editor.text == "一\n二\n三[31m")
    var field = Editor(isMultiline: false)
    field.insert("a\nb\tc")
    #expect(field.text == "a b c")
  }

  @Test("moving by words stops between Han, Latin and punctuation")
  func words() {
    var editor = Editor("开具invoice红字，好")
    let stops = (0..<4).map { _ in
      editor.moveWordLeft()
      return editor.caret
    }
    #expect(stops == [12, 11, 9, 2])
  }

  @Test("up and down go by screen rows, keeping the column")
  func rows() {
    var editor = Editor("一二三四五六七八\n短")
    let isHandled = editor.handle(Key(.up), width: 8, .narrow)
    #expect(isHandled)
    #expect(EditorRows(editor, width: 8, .narrow).caretRow == 1)
    #expect(EditorRows(editor, width: 8, .narrow).caretColumn == 2)
    _ = editor.handle(Key(.up), width: 8, .narrow)
    #expect(editor.caret == 1)
    _ = editor.handle(Key(.up), width: 8, .narrow)
    #expect(editor.caret == 0)
    _ = editor.handle(Key(.end), width: 8, .narrow)
    #expect(editor.caret == 3)
    _ = editor.handle(Key(.end, .control), width: 8, .narrow)
    #expect(editor.caret == editor.characters.count)
  }

  @Test("words typed in one go are one step of undo")
  func undo() {
    var editor = Editor()
    for character in "hello" { editor.insert(String(character)) }
    editor.insert(" ")
    for character in "world" { editor.insert(String(character)) }
    editor.undo()
    #expect(editor.text == "hello ")
    editor.undo()
    editor.undo()
    #expect(editor.isEmpty)
    editor.redo()
    #expect(editor.text == "hello")
  }
}
