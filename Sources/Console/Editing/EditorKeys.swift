import Glyphs

extension Editor {
  /// Does what a key does in any text field; `false` if the key means nothing here. `width` is the field's, in cells.
  mutating func handle(_ key: Key, width: Int, _ ambiguous: AmbiguousWidth) -> Bool {
    if let text = key.text {
      insert(text)
      return true
    }
    let isWord = !key.modifiers.isDisjoint(with: [.control, .alt])
    switch key.code {
    case .backspace: isWord ? deleteWordBackward() : deleteBackward()
    case .delete: isWord ? deleteWordForward() : deleteForward()
    case .left where key.modifiers != .alt || isMultiline: isWord ? moveWordLeft() : moveLeft()
    case .right where key.modifiers != .alt || isMultiline: isWord ? moveWordRight() : moveRight()
    case .home: isWord ? moveToStart() : moveToRowStart(width, ambiguous)
    case .end: isWord ? moveToEnd() : moveToRowEnd(width, ambiguous)
    case .up where isMultiline && key.modifiers.isEmpty: return moveRow(by: -1, width, ambiguous)
    case .down where isMultiline && key.modifiers.isEmpty: return moveRow(by: 1, width, ambiguous)
    case .character(let letter) where key.modifiers == .control: return handleControl(letter)
    case .character("b") where key.modifiers == .alt: moveWordLeft()
    case .character("f") where key.modifiers == .alt: moveWordRight()
    case .character("d") where key.modifiers == .alt: deleteWordForward()
    default: return false
    }
    return true
  }

  private mutating func handleControl(_ letter: Character) -> Bool {
    switch letter {
    case "a": moveToLineStart()
    case "e": moveToLineEnd()
    case "w": deleteWordBackward()
    case "u": deleteToLineStart()
    case "k": deleteToLineEnd()
    case "d": deleteForward()
    case "b": moveLeft()
    case "f": moveRight()
    case "_", "/": undo()
    case "y": redo()
    default: return false
    }
    return true
  }

  private mutating func moveRow(by step: Int, _ width: Int, _ ambiguous: AmbiguousWidth) -> Bool {
    let rows = EditorRows(self, width: width, ambiguous)
    let row = rows.caretRow + step
    if row < 0 {
      moveToStart()
    } else if row >= rows.rows.count {
      moveToEnd()
    } else {
      moveCaret(to: rows.index(row: row, column: rows.caretColumn, in: self, ambiguous))
    }
    return true
  }

  private mutating func moveToRowStart(_ width: Int, _ ambiguous: AmbiguousWidth) {
    let rows = EditorRows(self, width: width, ambiguous)
    moveCaret(to: rows.index(row: rows.caretRow, column: 0, in: self, ambiguous))
  }

  private mutating func moveToRowEnd(_ width: Int, _ ambiguous: AmbiguousWidth) {
    let rows = EditorRows(self, width: width, ambiguous)
    moveCaret(to: rows.index(row: rows.caretRow, column: .max / 2, in: self, ambiguous))
  }
}
