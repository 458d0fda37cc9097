import Desk

/// The wrap-up form 话后整理.
enum WrapUpReducer {
  static func open(_ state: inout State, _ id: ConversationID) {
    guard state.replica?.conversations[id]?.conversation.stage == .wrapUp else { return }
    state.popup = .wrapUp(id)
    showAllCodes(&state, id)
  }

  static func edit(_ state: inout State, _ id: ConversationID, _ key: Key) {
    let width = state.popupTextWidth
    let ambiguous = state.ambiguous
    state.change(id) { talk in
      switch talk.form.field {
      case .code:
        let before = talk.form.filter.characters
        _ = talk.form.filter.handle(key, width: width, ambiguous)
        if talk.form.filter.characters != before { talk.form.selected = 0 }
      case .summary: _ = talk.form.summary.handle(key, width: width, ambiguous)
      }
    }
  }

  static func move(_ state: inout State, _ id: ConversationID, by step: Int) {
    let count = state.wrapUpCodes(for: id).count
    state.change(id) { $0.form.selected = min(max(0, $0.form.selected + step), max(0, count - 1)) }
  }

  /// Takes the marked code and goes on to the summary.
  static func choose(_ state: inout State, _ id: ConversationID) {
    let codes = state.wrapUpCodes(for: id)
    guard let form = state.talks[id]?.form, codes.indices.contains(form.selected) else { return }
    state.change(id) { talk in
      talk.form.code = codes[form.selected].code
      talk.form.field = .summary
    }
    showAllCodes(&state, id)
  }

  /// Letters typed to find a code are done with once it is chosen, or the form left: whoever comes back sees them all, their own marked.
  private static func showAllCodes(_ state: inout State, _ id: ConversationID) {
    state.change(id) { $0.form.filter = Editor(isMultiline: false) }
    let codes = state.wrapUpCodes(for: id)
    state.change(id) { talk in
      talk.form.selected = codes.firstIndex { $0.code == talk.form.code } ?? 0
    }
  }

  static func switchField(_ state: inout State, _ id: ConversationID) {
    state.change(id) { $0.form.field = $0.form.field == .code ? .summary : .code }
  }

  static func submit(_ state: inout State, _ id: ConversationID) -> [Effect] {
    guard let form = state.talks[id]?.form, !form.isSending else { return [] }
    guard let code = form.code else {
      state.change(id) { $0.form.field = .code }
      state.notify(.warning, Localised("请先选择编码", "Choose a code first"))
      return []
    }
    state.change(id) { $0.form.isSending = true }
    return [state.request(.wrapUp(id, WrapUpRequest(code: code, summary: form.summary.text)))]
  }

  static func finish(_ state: inout State, _ id: ConversationID, _ detail: ConversationDetail) {
    state.change(id) { $0.form.isSending = false }
    guard detail.conversation.stage == .closed else { return }
    if state.popup == .wrapUp(id) { state.popup = nil }
    state.notify(
      .success,
      Localised(
        "\(detail.conversation.taxpayer.name) 的话后整理已提交",
        "The talk with \(detail.conversation.taxpayer.name) is written up"))
  }
}

extension State {
  /// The codes the form shows: the conversation's own group's, then everybody's, narrowed down by name, code or pinyin initials.
  public func wrapUpCodes(for id: ConversationID) -> [WrapUpCode] {
    guard let replica else { return [] }
    let group = replica.conversations[id]?.conversation.queue?.group
    let words = talks[id]?.form.filter.text ?? ""
    let codes = replica.catalogue.wrapUpCodes
    let ordered =
      group == nil ? codes : codes.filter { $0.group == group } + codes.filter { $0.group == nil }
    guard words.contains(where: { !$0.isWhitespace }) else { return ordered }
    return ordered.enumerated().compactMap { index, code -> (Int, Int, WrapUpCode)? in
      let names = [code.name.chinese, code.pinyin ?? "", code.code, code.name.english]
      guard let score = Fuzzy.score(words, in: names) else { return nil }
      return (score, index, code)
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  /// Cells across in the text fields of popups.
  public var popupTextWidth: Int { max(20, min(72, size.columns - 8)) - 6 }
}
