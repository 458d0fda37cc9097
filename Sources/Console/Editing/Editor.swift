/// A text field's text and caret, by grapheme; with undo. Where lines break on the screen is `EditorRows`' business.
public struct Editor: Hashable, Sendable {
  /// The text by graphemes; lines are separated by LF.
  public private(set) var characters: [Character]
  /// The caret stands before the character of this index; `characters.count` is the end.
  public private(set) var caret: Int
  /// Whether Enter may write a line break.
  public let isMultiline: Bool

  private var past: [Moment] = []
  private var future: [Moment] = []
  private var isTyping = false

  private struct Moment: Hashable, Sendable {
    var characters: [Character]
    var caret: Int
  }

  /// How many steps can be undone.
  private static let depth = 200

  /// A field with that text and the caret at its end.
  public init(_ text: String = "", isMultiline: Bool = true) {
    self.isMultiline = isMultiline
    characters = Array(Editor.cleaned(text, isMultiline: isMultiline))
    caret = characters.count
  }

  /// The text.
  public var text: String { String(characters) }
  /// Whether nothing is written.
  public var isEmpty: Bool { characters.isEmpty }
  /// Whether only white space is written.
  public var isBlank: Bool { characters.allSatisfy(\.isWhitespace) }

  /// Writes at the caret; line breaks become spaces where the field has one line, other controls are dropped.
  public mutating func insert(_ text: String) {
    let clean = Editor.cleaned(text, isMultiline: isMultiline)
    guard !clean.isEmpty else { return }
    let isWord = clean.count == 1 && clean.first?.isBlank == false
    remember(joining: isWord && isTyping)
    isTyping = isWord
    splice(caret..<caret, with: clean)
  }

  /// Puts text in the place of so many graphemes before the caret, as one change.
  public mutating func replaceBackward(_ count: Int, with text: String) {
    remember(joining: false)
    isTyping = false
    splice(max(0, caret - count)..<caret, with: Editor.cleaned(text, isMultiline: isMultiline))
  }

  /// Removes the grapheme before the caret.
  public mutating func deleteBackward() { remove(from: caret - 1, to: caret) }
  /// Removes the grapheme after the caret.
  public mutating func deleteForward() { remove(from: caret, to: caret + 1) }
  /// Removes back to the beginning of the word.
  public mutating func deleteWordBackward() { remove(from: wordStart(before: caret), to: caret) }
  /// Removes on to the end of the word.
  public mutating func deleteWordForward() { remove(from: caret, to: wordEnd(after: caret)) }
  /// Removes back to the beginning of the line; at the beginning, the line break before it.
  public mutating func deleteToLineStart() {
    let start = lineStart
    remove(from: start == caret ? caret - 1 : start, to: caret)
  }
  /// Removes on to the end of the line; at the end, the line break after it.
  public mutating func deleteToLineEnd() {
    let end = lineEnd
    remove(from: caret, to: end == caret ? caret + 1 : end)
  }
  /// Removes everything; it can be undone.
  public mutating func clear() { remove(from: 0, to: characters.count) }

  /// Puts the caret before the character of that index, within bounds.
  public mutating func moveCaret(to index: Int) {
    caret = min(max(0, index), characters.count)
    isTyping = false
  }
  /// One grapheme left.
  public mutating func moveLeft() { moveCaret(to: caret - 1) }
  /// One grapheme right.
  public mutating func moveRight() { moveCaret(to: caret + 1) }
  /// To the beginning of the word.
  public mutating func moveWordLeft() { moveCaret(to: wordStart(before: caret)) }
  /// To the end of the word.
  public mutating func moveWordRight() { moveCaret(to: wordEnd(after: caret)) }
  /// To the beginning of the line.
  public mutating func moveToLineStart() { moveCaret(to: lineStart) }
  /// To the end of the line.
  public mutating func moveToLineEnd() { moveCaret(to: lineEnd) }
  /// To the very beginning.
  public mutating func moveToStart() { moveCaret(to: 0) }
  /// To the very end.
  public mutating func moveToEnd() { moveCaret(to: characters.count) }

  /// Takes the last change back; words typed in one go count as one change.
  public mutating func undo() { step(from: \.past, to: \.future) }
  /// Does again what was taken back.
  public mutating func redo() { step(from: \.future, to: \.past) }

  private var lineStart: Int { (characters[..<caret].lastIndex(of: "\n") ?? -1) + 1 }
  private var lineEnd: Int { characters[caret...].firstIndex(of: "\n") ?? characters.count }

  private mutating func remove(from: Int, to: Int) {
    let range = max(0, from)..<max(max(0, from), min(to, characters.count))
    guard !range.isEmpty else { return }
    remember(joining: false)
    isTyping = false
    splice(range, with: "")
  }

  /// Puts text in the place of those characters, the caret after it. A mark joins the grapheme before it and flags pair up from their first: unless
  /// all that meets is plain, the whole text is segmented again.
  private mutating func splice(_ range: Range<Int>, with text: String) {
    let seam = [range.lowerBound - 1, range.upperBound].filter(characters.indices.contains).map { characters[$0] }
    if seam.allSatisfy(\.standsAlone), text.allSatisfy(\.standsAlone) {
      let before = characters.count
      characters.replaceSubrange(range, with: text)
      caret = range.lowerBound + characters.count - before + range.count
      return
    }
    let before = String(characters[..<range.lowerBound]) + text
    let after = String(characters[range.upperBound...])
    characters = Array(before + after)
    caret = min(before.count, characters.count)
  }

  private mutating func remember(joining: Bool) {
    future = []
    if joining { return }
    past.append(Moment(characters: characters, caret: caret))
    if past.count > Editor.depth { past.removeFirst() }
  }

  private mutating func step(from: WritableKeyPath<Editor, [Moment]>, to: WritableKeyPath<Editor, [Moment]>) {
    guard let moment = self[keyPath: from].popLast() else { return }
    self[keyPath: to].append(Moment(characters: characters, caret: caret))
    characters = moment.characters
    caret = moment.caret
    isTyping = false
  }

  private func wordStart(before index: Int) -> Int {
    var place = index
    while place > 0, WordClass(characters[place - 1]) == .space { place -= 1 }
    guard place > 0 else { return 0 }
    let kind = WordClass(characters[place - 1])
    while place > 0, WordClass(characters[place - 1]) == kind { place -= 1 }
    return place
  }

  private func wordEnd(after index: Int) -> Int {
    var place = index
    while place < characters.count, WordClass(characters[place]) == .space { place += 1 }
    guard place < characters.count else { return characters.count }
    let kind = WordClass(characters[place])
    while place < characters.count, WordClass(characters[place]) == kind { place += 1 }
    return place
  }

  private static func cleaned(_ text: String, isMultiline: Bool) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var clean = String.UnicodeScalarView()
    var lastWasReturn = false
    for scalar in text.unicodeScalars {
      let value = scalar.value
      if value == 10, lastWasReturn {
        lastWasReturn = false
        continue
      }
      lastWasReturn = value == 13
      switch value {
      case 10, 13, 0x85, 0x2028, 0x2029: clean.append(isMultiline ? "\n" : " ")
      case 9: clean.append(contentsOf: isMultiline ? "  ".unicodeScalars : " ".unicodeScalars)
      case 0..<32, 127..<160, 0x202A...0x202E, 0x2066...0x2069: break
      default: clean.append(scalar)
      }
    }
    return String(clean)
  }
}

extension Character {
  /// Whether it is white space; printable ASCII, which is most of what is asked about, is told without a look at Unicode's tables.
  var isBlank: Bool {
    if let ascii = asciiValue, ascii > 0x20, ascii < 0x7F { return false }
    return isWhitespace
  }

  /// Whether no neighbour can join it: printable ASCII, and what East Asian text is made of, marks left out.
  fileprivate var standsAlone: Bool {
    let scalars = unicodeScalars
    guard let scalar = scalars.first, scalars.count == 1 else { return false }
    switch scalar.value {
    case 0x0A, 0x20...0x7E, 0x3000...0x3029, 0x3030...0x3098, 0x309B...0x9FFF, 0xFF01...0xFF9D: return true
    default: return false
    }
  }
}

/// What belongs together when moving by words: Chinese runs, Latin words and numbers, punctuation, white space.
private enum WordClass {
  case space
  case word
  case han
  case other

  init(_ character: Character) {
    guard let scalar = character.unicodeScalars.first else {
      self = .other
      return
    }
    if character.isWhitespace {
      self = .space
    } else if scalar.properties.isIdeographic {
      self = .han
    } else if character.isLetter || character.isNumber || character == "_" {
      self = .word
    } else {
      self = .other
    }
  }
}
