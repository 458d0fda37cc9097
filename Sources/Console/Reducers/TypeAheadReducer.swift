import Desk

/// Keys between taking a conversation and having it: they are meant for it, not for what is on the screen until then.
enum TypeAheadReducer {
  /// Words are kept, within reason; `nil` where the key is no such one.
  static func take(_ state: inout State, _ key: Key, at place: Place) -> [Effect]? {
    guard state.queue.accepting != nil, state.popup == nil else { return nil }
    guard place.isWriting ? state.talk.editor.isEmpty : !place.isText else { return nil }
    if let text = key.text {
      if state.queue.typedAhead.utf8.count < most { state.queue.typedAhead += text }
      return []
    }
    guard !state.queue.typedAhead.isEmpty else { return nil }
    switch key {
    case Key(.backspace):
      state.queue.typedAhead.removeLast()
      return []
    case Key(.escape):
      state.queue.typedAhead = ""
      return []
    // Nothing is sent before it is seen where it goes.
    case Key(.enter): return []
    default: return key.modifiers.contains(.alt) ? [] : nil
    }
  }

  /// A paste is one, too.
  static func paste(_ state: inout State, _ text: String) -> Bool {
    guard state.queue.accepting != nil, state.popup == nil else { return false }
    guard state.place.isWriting ? state.talk.editor.isEmpty : !state.place.isText else { return false }
    if state.queue.typedAhead.utf8.count + text.utf8.count <= most { state.queue.typedAhead += text }
    return true
  }

  /// The conversation is there: the words go where they were meant to.
  static func settle(_ state: inout State, _ id: ConversationID) -> [Effect] {
    guard !state.queue.typedAhead.isEmpty else { return [] }
    let text = state.queue.typedAhead
    state.queue.typedAhead = ""
    return ComposerReducer.insert(&state, text, in: id)
  }

  /// Bytes kept at most.
  private static let most = 8192
}
