import Desk

/// Blocking a taxpayer 拉黑, and the list of those who are.
enum BlockReducer {
  static func edit(_ state: inout State, _ key: Key) {
    guard case .block(var form) = state.popup else { return }
    _ = form.reason.handle(key, width: state.popupTextWidth, state.ambiguous)
    state.popup = .block(form)
  }

  static func move(_ state: inout State, by step: Int) {
    switch state.popup {
    case .block(var form):
      form.selected = min(max(0, form.selected + step), max(0, state.blockHours.count - 1))
      state.popup = .block(form)
    case .blocks(var list):
      list.selected = min(max(0, list.selected + step), max(0, (list.blocks?.count ?? 0) - 1))
      state.popup = .blocks(list)
    default: break
    }
  }

  static func submit(_ state: inout State) -> [Effect] {
    guard case .block(var form) = state.popup, !form.isSending else { return [] }
    guard !form.reason.isBlank else {
      state.notify(.warning, Localised("请填写拉黑原因", "Say why"))
      return []
    }
    let hours = state.blockHours
    guard hours.indices.contains(form.selected) else { return [] }
    form.isSending = true
    state.popup = .block(form)
    let request = BlockRequest(reason: form.reason.text, hours: hours[form.selected])
    return [state.request(.block(form.conversation, request))]
  }

  static func done(_ state: inout State, _ id: ConversationID, _ hours: Int, _ detail: ConversationDetail) {
    if case .block(let form) = state.popup, form.conversation == id { state.popup = nil }
    state.replica?.merge(detail)
    let time = Block.words(hours: hours)
    let name = detail.conversation.taxpayer.name
    state.notify(
      .success, Localised("已拉黑 \(name) \(time.chinese)", "\(name) is blocked for \(time.english)"))
    if state.selected == id, state.popup == nil { WrapUpReducer.open(&state, id) }
  }

  static func failed(_ state: inout State, _ id: ConversationID, _ failure: Failure) {
    if case .block(var form) = state.popup, form.conversation == id {
      form.isSending = false
      state.popup = .block(form)
    }
    state.notify(failure)
  }

  static func open(_ state: inout State) -> [Effect] {
    state.popup = .blocks(BlockListState())
    return [state.request(.blocks)]
  }

  static func take(_ state: inout State, _ list: BlockList) {
    WallReducer.change(&state) { $0.blocks = list.blocks }
    guard case .blocks(var shown) = state.popup else { return }
    shown.blocks = list.blocks
    shown.selected = min(shown.selected, max(0, list.blocks.count - 1))
    state.popup = .blocks(shown)
  }

  /// Asks before it lifts the marked one.
  static func lift(_ state: inout State) -> [Effect] {
    guard case .blocks(let list) = state.popup, let blocks = list.blocks, blocks.indices.contains(list.selected)
    else { return [] }
    let block = blocks[list.selected]
    state.popup = .question(.unblock(block.taxpayer, name: block.name))
    return []
  }
}
