import Desk

/// Quick replies of one's own: keeping what is written as one, changing and deleting them.
enum ReplyFormReducer {
  /// What is in the writing field becomes a new reply.
  static func begin(_ state: inout State) {
    state.popup = .reply(ReplyForm(code: "own-" + state.ids.nextMessage().rawValue, text: state.talk.editor.text))
  }

  /// Changes the marked one of the list, if it is one's own.
  static func change(_ state: inout State) {
    guard let entry = marked(&state) else { return }
    state.popup = .reply(ReplyForm(entry))
  }

  /// Asks before the marked one is deleted.
  static func drop(_ state: inout State) {
    guard let entry = marked(&state), let revision = entry.revision else { return }
    state.popup = .question(.dropReply(code: entry.reply.code, title: entry.reply.title, revision: revision))
  }

  static func edit(_ state: inout State, _ key: Key) {
    let (width, ambiguous) = (state.popupTextWidth, state.ambiguous)
    write(&state) { _ = $0.handle(key, width: width, ambiguous) }
  }

  static func insert(_ state: inout State, _ text: String) { write(&state) { $0.insert(text) } }

  static func switchField(_ state: inout State) {
    guard case .reply(var form) = state.popup else { return }
    form.field = form.field == .title ? .text : form.field == .text ? .initials : .title
    state.popup = .reply(form)
  }

  static func submit(_ state: inout State) -> [Effect] {
    guard case .reply(var form) = state.popup, !form.isSending else { return [] }
    if form.title.isBlank || form.text.isBlank {
      form.field = form.title.isBlank ? .title : .text
      state.popup = .reply(form)
      state.notify(.warning, Localised("请填写名称和内容", "Give it a name and a text"))
      return []
    }
    if let mistake = form.mistake {
      form.field = .text
      state.popup = .reply(form)
      state.notify(.warning, mistake)
      return []
    }
    form.isSending = true
    state.popup = .reply(form)
    return [state.request(.keepReply(code: form.code, form.draft, revision: form.revision))]
  }

  static func kept(_ state: inout State, _ code: String, _ reply: PersonalReply) {
    state.replica?.take(reply)
    if case .reply(let form) = state.popup, form.code == code { state.popup = nil }
    state.notify(
      .success,
      Localised(
        "常用语“\(reply.reply.title)”已保存，输入 /\(reply.reply.pinyin) 即可用",
        "Quick reply “\(reply.reply.title)” is kept; type /\(reply.reply.pinyin) to use it"))
  }

  static func failed(_ state: inout State, _ code: String, _ failure: Failure) {
    if case .reply(var form) = state.popup, form.code == code {
      form.isSending = false
      state.popup = .reply(form)
    }
    state.notify(failure)
  }

  private static func write(_ state: inout State, _ body: (inout Editor) -> Void) {
    guard case .reply(var form) = state.popup, !form.isSending else { return }
    switch form.field {
    case .title: body(&form.title)
    case .text: body(&form.text)
    case .initials: body(&form.initials)
    }
    state.popup = .reply(form)
  }

  private static func marked(_ state: inout State) -> ReplyEntry? {
    guard case .quickReplies(let picker) = state.popup else { return nil }
    let replies = state.quickReplies(matching: picker.field.text)
    guard replies.indices.contains(picker.selected) else { return nil }
    guard replies[picker.selected].scope == .personal else {
      state.notify(
        .warning,
        Localised("机构和技能组的常用语由管理员导入，不能在此修改", "Shared replies come from import files; they are not changed here"))
      return nil
    }
    return replies[picker.selected]
  }
}
