import Desk

/// Quick replies offered while one writes: `/zx` at the beginning of a word.
enum CompletionReducer {
  private static let longest = 20

  /// Offers what the word between that slash and the caret may mean.
  static func offer(_ state: inout State, _ id: ConversationID, from start: Int) {
    guard let editor = state.talks[id]?.editor else { return }
    let words = String(editor.characters[(start + 1)..<editor.caret])
    let entries = Array(state.quickReplies(matching: words).prefix(Completion.most))
    state.change(id) { $0.completion = entries.isEmpty ? nil : Completion(start: start, entries: entries) }
  }

  static func move(_ state: inout State, by step: Int) {
    guard let id = state.selected else { return }
    state.change(id) { talk in
      guard let completion = talk.completion else { return }
      talk.completion?.selected = min(max(0, completion.selected + step), completion.entries.count - 1)
    }
  }

  static func take(_ state: inout State) -> [Effect] {
    guard let id = state.selected, let talk = state.talks[id], let completion = talk.completion,
      completion.entries.indices.contains(completion.selected)
    else { return [] }
    return QuickReplyReducer.use(
      &state, completion.entries[completion.selected], replacing: talk.editor.caret - completion.start)
  }

  static func dismiss(_ state: inout State) {
    guard let id = state.selected else { return }
    state.change(id) { $0.completion = nil }
  }

  /// Where the slash of the word before the caret stands, if the word begins with one.
  static func slash(_ editor: Editor) -> Int? {
    var place = editor.caret
    while place > 0, editor.caret - place <= longest {
      let character = editor.characters[place - 1]
      if character == "/" {
        let isFirst = place == 1 || editor.characters[place - 2].isBlank
        return isFirst ? place - 1 : nil
      }
      guard !character.isBlank else { return nil }
      place -= 1
    }
    return nil
  }
}
