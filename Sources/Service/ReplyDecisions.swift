import Desk

// Quick replies 常用语 of an agent's own, and counting what is used.

/// What an edit expects to find.
public enum ReplyPrecondition: Hashable, Sendable {
  /// That revision.
  case revision(Int)
  /// Nothing of that code.
  case absent
}

extension Decision {
  mutating func keepReply(
    _ reply: QuickReply, expecting precondition: ReplyPrecondition
  ) throws(Problem) -> Answer {
    let agent = try agent()
    let reply = try checked(reply)
    let earlier = facts.replies.first { $0.reply.code == reply.code }
    switch precondition {
    case .absent:
      guard earlier == nil else {
        throw Problem(
          .changedMeanwhile,
          detail: Localised(
            "编码 \(reply.code) 已有常用语，请换一个", "There is a reply \(reply.code) already; choose another code"))
      }
    case .revision(let revision):
      guard let earlier else { throw Self.noReply }
      guard earlier.revision == revision else { throw Problem(.changedMeanwhile) }
    }
    return .reply(try keep(reply, over: earlier, of: agent, count: facts.replies.count))
  }

  mutating func dropReply(_ code: String, expecting revision: Int) throws(Problem) -> Answer {
    let agent = try agent()
    guard let earlier = facts.replies.first(where: { $0.reply.code == code }) else { throw Self.noReply }
    guard earlier.revision == revision else { throw Problem(.changedMeanwhile) }
    events.append(.replyDropped(ReplyDropped(agent: agent.id, code: code)))
    return .done
  }

  /// All or nothing; those not named stay.
  mutating func importReplies(_ replies: [QuickReply]) throws(Problem) -> Answer {
    let agent = try agent()
    var count = facts.replies.count
    for reply in replies {
      let reply = try checked(reply)
      let earlier = facts.replies.first { $0.reply.code == reply.code }
      if earlier?.reply == reply { continue }
      _ = try keep(reply, over: earlier, of: agent, count: count)
      if earlier == nil { count += 1 }
    }
    return .done
  }

  mutating func useReply(_ request: ReplyUseRequest) throws(Problem) -> Answer {
    let agent = try agent()
    let isKnown =
      switch request.scope {
      case .personal: facts.replies.contains { $0.reply.code == request.code }
      case .group: facts.catalogue.quickReplies.contains { $0.code == request.code && $0.group != nil }
      case .office: facts.catalogue.quickReplies.contains { $0.code == request.code && $0.group == nil }
      }
    guard isKnown else { throw Self.noReply }
    let before = facts.usage
    let usage = ReplyUsage(
      scope: request.scope, code: request.code, own: (before?.own ?? 0) + 1, office: (before?.office ?? 0) + 1,
      lastAt: now)
    events.append(.replyUsed(ReplyUsed(agent: agent.id, usage: usage)))
    return .done
  }

  // MARK: - Parts

  private static let noReply = Problem(.notFound, detail: Localised("没有该常用语", "There is no such quick reply"))

  private mutating func keep(
    _ reply: QuickReply, over earlier: PersonalReply?, of agent: Agent, count: Int
  ) throws(Problem) -> PersonalReply {
    guard earlier != nil || count < PersonalReply.most else {
      throw Problem(
        .tooLarge,
        detail: Localised("个人常用语已满 \(PersonalReply.most) 条", "You have \(PersonalReply.most) quick replies already"))
    }
    let kept = PersonalReply(reply: reply, revision: (earlier?.revision ?? 0) + 1, changedAt: now)
    events.append(.replyKept(ReplyKept(agent: agent.id, reply: kept)))
    return kept
  }

  /// The reply with its words cleaned, if they can be taken.
  private func checked(_ reply: QuickReply) throws(Problem) -> QuickReply {
    guard CleanText.isCode(reply.code) else {
      throw Problem(
        .badRequest,
        detail: Localised("编码应为 1–64 个字母、数字、“.”、“-”、“_”", "A code is 1–64 of letters, digits, `.`, `-` and `_`"))
    }
    var reply = reply
    reply.group = nil
    reply.title = try CleanText.check(reply.title, bytes: QuickReply.longestTitle * 4)
    reply.text = try CleanText.check(reply.text, bytes: QuickReply.longestText * 4)
    guard reply.title.count <= QuickReply.longestTitle, !reply.title.contains(where: \.isNewline) else {
      throw Problem(
        .invalidText,
        detail: Localised(
          "名称应为一行，最多 \(QuickReply.longestTitle) 字",
          "A name is one line of at most \(QuickReply.longestTitle) characters"))
    }
    guard reply.text.count <= QuickReply.longestText else {
      throw Problem(
        .tooLarge,
        detail: Localised("内容最多 \(QuickReply.longestText) 字", "A text has at most \(QuickReply.longestText) characters")
      )
    }
    do {
      _ = try ReplyText(reply.text)
    } catch {
      throw Problem(.invalidText, detail: error.text)
    }
    guard reply.pinyin.utf8.count <= 64, reply.pinyin.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw Problem(
        .badRequest, detail: Localised("拼音首字母最多 64 个字母或数字", "Initials are at most 64 letters and digits"))
    }
    if let link = reply.entryLink, !facts.catalogue.entryLinks.contains(where: { $0.code == link }) {
      throw Problem(
        .badRequest, detail: Localised("没有编码为 \(link) 的办理入口", "There is no entry link \(link)"))
    }
    return reply
  }
}
