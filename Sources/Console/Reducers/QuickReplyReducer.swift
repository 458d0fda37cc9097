import Desk

/// Quick replies 常用语: finding one, filling it in, going from one place to the next.
enum QuickReplyReducer {
  static func choose(_ state: inout State, _ picker: Picker) -> [Effect] {
    let replies = state.quickReplies(matching: picker.field.text)
    guard replies.indices.contains(picker.selected) else { return [] }
    state.popup = nil
    state.focus = .composer
    return use(&state, replies[picker.selected], replacing: 0)
  }

  /// Puts a reply at the caret, in place of so many characters before it; the caret goes to the first place to be filled in.
  static func use(_ state: inout State, _ entry: ReplyEntry, replacing count: Int) -> [Effect] {
    guard let id = state.selected else { return [] }
    let filled = ReplyText(asKept: entry.reply.text).filled(state.replyValues)
    let effects = ComposerReducer.replace(&state, id, count, with: filled.text)
    attach(&state, id, entry)
    state.change(id) { talk in
      talk.completion = nil
      let behind = talk.editor.characters.count - talk.editor.caret
      let length = filled.text.count
      talk.prompts = filled.prompts.map { WritingPrompt(name: $0.name, fromEnd: behind + length - $0.offset) }
      if let first = talk.prompts.first { talk.editor.moveCaret(to: talk.editor.characters.count - first.fromEnd) }
    }
    let request = ReplyUseRequest(scope: entry.scope, code: entry.reply.code)
    return effects + (state.connection.isLost ? [] : [state.request(.useReply(request))])
  }

  /// To the next place that is still to be filled in.
  static func nextPrompt(_ state: inout State) {
    guard let id = state.selected else { return }
    state.change(id) { talk in
      let count = talk.editor.characters.count
      let left = talk.prompts.filter { !$0.isFilled && count - $0.fromEnd != talk.editor.caret }
      if let next = left.first(where: { count - $0.fromEnd > talk.editor.caret }) ?? left.first {
        talk.editor.moveCaret(to: count - next.fromEnd)
      } else {
        talk.prompts = talk.prompts.filter { !$0.isFilled }
        talk.editor.moveToEnd()
      }
    }
  }

  private static func attach(_ state: inout State, _ id: ConversationID, _ entry: ReplyEntry) {
    let reply = entry.reply
    guard reply.entryLink != nil || reply.needsPicture == true else { return }
    var link = reply.entryLink
    if let code = link {
      let known = state.replica?.catalogue.entryLinks.first { $0.code == code }
      let obstacle = known.flatMap { state.obstacle(toSending: $0)?.text }
      if known == nil || obstacle != nil {
        let words = obstacle ?? Localised("没有该办理入口", "there is no such link")
        state.notify(
          .warning,
          Localised("常用语所带的入口未附上：\(words.chinese)", "The reply's link was left out: \(words.english)"))
        link = nil
      }
    }
    state.change(id) { $0.attachment = ReplyAttachment(entryLink: link, needsPicture: reply.needsPicture == true) }
  }
}

extension State {
  /// Every quick reply: one's own, the groups', the office's.
  public var allReplies: [ReplyEntry] {
    guard let replica else { return [] }
    return replica.replies.personal.map { ReplyEntry(reply: $0.reply, scope: .personal, revision: $0.revision) }
      + replica.catalogue.quickReplies.map { ReplyEntry(reply: $0, scope: $0.group == nil ? .office : .group) }
  }

  /// Quick replies whose name, text or pinyin initials match. Those used more come first, then one's own and those of the talk's group.
  public func quickReplies(matching words: String) -> [ReplyEntry] {
    let group = current?.conversation.queue?.group
    let isSearch = words.contains { !$0.isWhitespace }
    let uses = replyUses
    func rank(_ entry: ReplyEntry) -> Int {
      entry.scope == .personal ? 0 : entry.reply.group == nil ? 2 : entry.reply.group == group ? 1 : 3
    }
    let found = allReplies.enumerated().compactMap { index, entry -> (Int, Int, Int, Int, ReplyEntry)? in
      if !isSearch, entry.scope == .group, entry.reply.group != group { return nil }
      let reply = entry.reply
      guard let score = Fuzzy.score(words, in: [reply.title, reply.pinyin, reply.code, reply.text]) else { return nil }
      let used = uses[entry.scope.rawValue + "/" + reply.code] ?? 0
      return (score, -used, rank(entry), index, entry)
    }
    return found.sorted { ($0.0, $0.1, $0.2, $0.3) < ($1.0, $1.1, $1.2, $1.3) }.map(\.4)
  }

  /// What replies are filled in with.
  public var replyValues: [ReplyText.Variable: String] {
    let offset = replica?.office.calendar.utcOffsetMinutes ?? 480
    let taxpayer = current?.conversation.taxpayer
    var values: [ReplyText.Variable: String] = [
      // A masked name is for the agent's eyes: nobody is addressed by stars.
      .taxpayer: taxpayer.map { $0.name.contains("*") ? "纳税人" : $0.name } ?? "",
      .enterprise: taxpayer?.enterprise?.name ?? "",
      .agent: replica?.me.agent.name ?? "", .office: replica?.office.name.chinese ?? "",
    ]
    if let now = clock.now {
      values[.time] = ClockText.hoursMinutes(now, utcOffsetMinutes: offset)
      values[.date] = replica?.office.calendar.day(at: now).description
    }
    return values
  }

  /// The reply's text as it would be sent, places to fill in shown by their names.
  public func filled(_ reply: QuickReply) -> String { ReplyText(asKept: reply.text).shown(replyValues) }

  /// How much each reply counts: one's own use three times as much as everybody's.
  private var replyUses: [String: Int] {
    var uses: [String: Int] = [:]
    for usage in replica?.replies.usage ?? [] {
      uses[usage.scope.rawValue + "/" + usage.code] = usage.own * 3 + usage.office
    }
    return uses
  }
}
