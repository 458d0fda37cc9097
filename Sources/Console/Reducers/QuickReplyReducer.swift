import Desk

/// Quick replies 常用语: finding one and filling it in.
enum QuickReplyReducer {
  static func choose(_ state: inout State, _ picker: Picker) -> [Effect] {
    let replies = state.quickReplies(matching: picker.field.text)
    guard replies.indices.contains(picker.selected) else { return [] }
    let text = state.filled(replies[picker.selected])
    state.popup = nil
    state.focus = .composer
    return ComposerReducer.insert(&state, text)
  }
}

extension State {
  /// Quick replies whose name, text or pinyin initials match; those of the conversation's group first.
  public func quickReplies(matching words: String) -> [QuickReply] {
    guard let replica else { return [] }
    let group = current?.conversation.queue?.group
    let all = replica.catalogue.quickReplies.filter { $0.group == nil || $0.group == group || !words.isEmpty }
    let ordered = all.filter { $0.group == group } + all.filter { $0.group != group }
    guard !words.isEmpty else { return ordered }
    let ranked = ordered.enumerated().compactMap { index, reply -> (Int, Int, QuickReply)? in
      guard let score = Fuzzy.score(words, in: [reply.title, reply.pinyin, reply.code, reply.text]) else { return nil }
      return (score, index, reply)
    }
    return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  /// The reply's text with its variables filled in.
  public func filled(_ reply: QuickReply) -> String {
    let offset = replica?.office.calendar.utcOffsetMinutes ?? 480
    let values = [
      "{taxpayer}": current?.conversation.taxpayer.name ?? "",
      "{agent}": replica?.me.agent.name ?? "",
      "{time}": clock.now.map { ClockText.hoursMinutes($0, utcOffsetMinutes: offset) } ?? "",
    ]
    var result = ""
    var rest = Substring(reply.text)
    while let brace = rest.firstIndex(of: "{") {
      result += rest[..<brace]
      rest = rest[brace...]
      if let (name, value) = values.first(where: { rest.hasPrefix($0.key) }) {
        result += value
        rest = rest.dropFirst(name.count)
      } else {
        result += "{"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }
}
