import Desk

/// The writing field: editing, drafts on disk, telling that one types, sending without ever sending blindly.
enum ComposerReducer {
  /// Types or edits; `false` if the key means nothing in a text field.
  static func edit(_ state: inout State, _ key: Key) -> (isHandled: Bool, effects: [Effect]) {
    guard let id = state.selected else { return (false, []) }
    // Only keys that move by rows ask how wide they are.
    let width = key.isText ? 0 : state.layout.composerWidth
    let ambiguous = state.ambiguous
    return change(&state, id) { $0.handle(key, width: width, ambiguous) }
  }

  static func insert(_ state: inout State, _ text: String) -> [Effect] {
    state.selected.map { insert(&state, text, in: $0) } ?? []
  }

  static func insert(_ state: inout State, _ text: String, in id: ConversationID) -> [Effect] {
    change(&state, id) { editor in
      editor.insert(text)
      return true
    }.effects
  }

  /// Puts text in the place of so many characters before the caret, as one change.
  static func replace(_ state: inout State, _ id: ConversationID, _ count: Int, with text: String) -> [Effect] {
    change(&state, id) { editor in
      editor.replaceBackward(count, with: text)
      return true
    }.effects
  }

  /// Sends what is written. While something may be unseen, the first Enter says so and the second one sends.
  static func send(_ state: inout State) -> [Effect] {
    guard let id = state.selected, let talk = state.talks[id], !talk.editor.isBlank else { return [] }
    let limit = state.replica?.office.settings.messageBytes ?? 8192
    let text = talk.editor.text.trimmingBlank
    guard text.utf8.count <= limit else {
      state.notify(
        .failure,
        Localised(
          "消息过长：\(text.utf8.count) 字节，上限 \(limit) 字节", "Too long: \(text.utf8.count) bytes of at most \(limit)"))
      return []
    }
    guard isWhole(&state, id, talk), maySend(&state, in: id) else { return [] }
    let message = PendingMessage(
      id: state.ids.nextMessage(), conversation: id, text: text, entryLink: talk.attachment?.entryLink,
      writtenAt: state.clock.now)
    state.change(id) { talk in
      talk.editor = Editor()
      talk.attachment = nil
      talk.prompts = []
      talk.unsavedSince = nil
      talk.typingToldAt = nil
    }
    return enqueue(&state, message) + [.persistDraft(id, "")]
  }

  /// Whether a quick reply has all it wants: the first Enter says what is left, the second one sends all the same.
  private static func isWhole(_ state: inout State, _ id: ConversationID, _ talk: Talk) -> Bool {
    guard !talk.isSendArmed else { return true }
    let left: Localised
    if let prompt = talk.prompts.first(where: { !$0.isFilled }) {
      left = Localised(
        "“\(prompt.name)”还未填写；再按 Enter 仍然发送", "“\(prompt.name)” is not filled in; Enter again sends anyway")
      state.change(id) { $0.editor.moveCaret(to: $0.editor.characters.count - prompt.fromEnd) }
    } else if talk.attachment?.needsPicture == true {
      left = Localised(
        "这条常用语要附图片；再按 Enter 先发文字，请随后发图", "This reply wants a picture; Enter again sends the words, then send it")
    } else {
      return true
    }
    state.change(id) { $0.isSendArmed = true }
    state.notify(.warning, left)
    return false
  }

  /// Whether something may be sent now: while anything may be unseen the first attempt says so, and the second one may.
  static func maySend(_ state: inout State, in id: ConversationID) -> Bool {
    guard let talk = state.talks[id] ?? (state.current == nil ? nil : Talk()) else { return false }
    guard let warning = unseen(state, talk), !talk.isSendArmed else { return true }
    TalkReducer.toBottom(&state)
    state.change(id) { $0.isSendArmed = true }
    state.notify(.warning, warning)
    return false
  }

  /// Puts a message into the outbox; the talk shows its end.
  static func enqueue(_ state: inout State, _ message: PendingMessage) -> [Effect] {
    state.outbox.append(message)
    state.change(message.conversation) { talk in
      talk.isSendArmed = false
      talk.scroll = nil
      talk.missed = 0
    }
    return [.enqueue(message)]
  }

  static func stopTyping(_ state: inout State, _ id: ConversationID) -> [Effect] {
    state.change(id) { $0.typingToldAt = nil }
    return state.connection.isLost ? [] : [state.request(.typing(id, TypingReport(draft: "")))]
  }

  /// Writes every draft that is not on disk yet.
  static func saveDrafts(_ state: inout State) -> [Effect] {
    var effects: [Effect] = []
    for (id, talk) in state.talks.sorted(by: { $0.key < $1.key }) where talk.unsavedSince != nil {
      effects.append(.persistDraft(id, talk.draft))
      state.talks[id]?.unsavedSince = nil
    }
    return effects
  }

  /// What may be unseen, in words; `nil` when the screen is all there is.
  private static func unseen(_ state: State, _ talk: Talk) -> Localised? {
    switch state.connection {
    case .lost where state.needsSignIn:
      return Localised(
        "登录已失效，可能有未见消息；再按 Enter 存入发件箱，另行 zuoxi login 后发送",
        "The session has ended and messages may be unseen; Enter again keeps this in the outbox until after zuoxi login"
      )
    case .lost, .connecting:
      return Localised(
        "连接已断开，可能有未见消息；再按 Enter 存入发件箱，恢复后发送",
        "The connection is lost and messages may be unseen; Enter again keeps this in the outbox until it is back")
    case .catchingUp:
      let count = state.unseenCount
      return Localised(
        "还有 \(count) 条未见，正在补齐；再按 Enter 仍然发送", "\(count) unseen, catching up; Enter again sends anyway")
    case .live: break
    }
    let below = state.newBelow
    if below > 0 { return Localised("下方有 \(below) 条未见；再按 Enter 发送", "\(below) unseen below; Enter again sends") }
    if talk.missed > 0 {
      return Localised(
        "断线期间来了 \(talk.missed) 条消息，请先看；再按 Enter 发送",
        "\(talk.missed) unseen came while the connection was lost; read first, Enter again sends")
    }
    return nil
  }

  private static func change(
    _ state: inout State, _ id: ConversationID, _ body: (inout Editor) -> Bool
  ) -> (isHandled: Bool, effects: [Effect]) {
    let now = state.clock.monotonic
    let (isHandled, changed): (Bool, Changed?) = state.change(id) { talk in
      let before = talk.editor.characters
      guard body(&talk.editor) else { return (false, nil) }
      guard talk.editor.characters != before else {
        talk.completion = nil
        return (true, nil)
      }
      talk.isSendArmed = false
      talk.keepPrompts(after: before.count)
      talk.unsavedSince = talk.unsavedSince ?? now
      talk.completion = nil
      return (
        true,
        Changed(
          isEmpty: talk.editor.isEmpty, toldAt: talk.typingToldAt, slash: CompletionReducer.slash(talk.editor))
      )
    }
    guard let changed else { return (isHandled, []) }
    if let slash = changed.slash { CompletionReducer.offer(&state, id, from: slash) }
    return (isHandled, tellTyping(&state, id, changed, now))
  }

  /// What an edit left behind, looked at once.
  private struct Changed {
    var isEmpty: Bool
    var toldAt: Int64?
    var slash: Int?
  }

  private static func tellTyping(
    _ state: inout State, _ id: ConversationID, _ changed: Changed, _ now: Int64
  ) -> [Effect] {
    if changed.isEmpty { return changed.toldAt == nil ? [] : stopTyping(&state, id) }
    guard !state.connection.isLost, now - (changed.toldAt ?? .min / 2) >= 3000 else { return [] }
    state.change(id) { $0.typingToldAt = now }
    // The taxpayer learns that the agent types, never what: the words stay here.
    return [state.request(.typing(id, TypingReport(draft: "…")))]
  }
}

extension Talk {
  /// Moves the places to be filled in after an edit: what stands behind the caret has not moved, counted from the end; what stands before it has.
  mutating func keepPrompts(after count: Int) {
    if editor.isEmpty {
      prompts = []
      attachment = nil
      return
    }
    let behind = editor.characters.count - editor.caret
    let grown = editor.characters.count - count
    if grown > 0, let here = prompts.firstIndex(where: { $0.fromEnd == behind && !$0.isFilled }) {
      prompts[here].isFilled = true
    }
    for place in prompts.indices where prompts[place].fromEnd > behind { prompts[place].fromEnd += grown }
    prompts.removeAll { !(0...editor.characters.count).contains($0.fromEnd) }
  }
}

extension State {
  /// How many changes of the office at most were not told yet; 0 when the screen is all there is.
  public var unseenCount: Int {
    guard case .catchingUp(let told) = connection else { return 0 }
    guard let target = catchUpTarget, let position = replica?.position else { return told }
    return Int(max(0, target.sequence - position.sequence))
  }
}

extension String {
  /// Without white space at both ends.
  fileprivate var trimmingBlank: String {
    let characters = Array(self)
    guard let first = characters.firstIndex(where: { !$0.isWhitespace }),
      let last = characters.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(characters[first...last])
  }
}
