import Console
import Desk
import Glyphs

/// A line of the taxpayer's card.
enum CardLine {
  case heading(PlainText)
  case field(label: PlainText, value: PlainText, scope: String)
  case more(PlainText, scope: String)
  case blank
}

/// The card's lines, for the pane, the popup and the linear rendering alike.
struct CardLines {
  let state: State
  let width: Int

  private var isChinese: Bool { state.preferences.language == .chinese }
  private func text(_ chinese: String, _ english: String) -> PlainText { PlainText(isChinese ? chinese : english) }
  private var labelWidth: Int { isChinese ? 9 : 12 }

  func lines(_ detail: ConversationDetail) -> [CardLine] {
    notes(detail.conversation) + person(detail.conversation) + [.blank] + history(detail)
      + suggestions(detail.conversation) + links()
  }

  private func person(_ conversation: Conversation) -> [CardLine] {
    let taxpayer = conversation.taxpayer
    var lines = field(text("姓名", "Name"), taxpayer.name, "ui.text.strong")
    lines += field(text("企业", "Enterprise"), taxpayer.enterprise?.name)
    lines += field(text("税号", "Tax number"), taxpayer.enterprise?.creditCode)
    lines += field(text("身份", "Role"), taxpayer.actingRole)
    lines += field(text("地区", "Region"), taxpayer.region)
    lines += field(text("手机", "Mobile"), taxpayer.mobile)
    let presence = conversation.isTaxpayerPresent ? text("在线", "open") : text("已离开", "closed")
    lines += field(
      text("页面", "Page"), presence.string, conversation.isTaxpayerPresent ? "wait.fresh" : "wait.warning")
    return lines
  }

  private func history(_ detail: ConversationDetail) -> [CardLine] {
    let conversation = detail.conversation
    let now = state.clock.now
    var lines: [CardLine] = [.heading(text("本次服务", "This conversation"))]
    if let entry = conversation.queue {
      let group = state.replica?.catalogue.groups.first { $0.id == entry.group }?.name
      lines += field(text("技能组", "Group"), group?.text(state.preferences.language))
      lines += field(text("原因", "Reason"), entry.reason)
      if let end = conversation.acceptedAt ?? now {
        lines += field(text("等待", "Waited"), ClockText.wait(end.seconds(since: entry.enteredAt)))
      }
    }
    if let accepted = conversation.acceptedAt {
      if let first = conversation.firstReplyAt {
        lines += field(text("首次回复", "First reply"), ClockText.wait(first.seconds(since: accepted)))
      }
      if let end = conversation.endedAt ?? now {
        lines += field(text("已接待", "Talking"), ClockText.wait(end.seconds(since: accepted)))
      }
    }
    lines += field(text("消息", "Messages"), String(conversation.lastNumber))
    lines += field(text("编号", "Number"), conversation.id.rawValue)
    var held = conversation.heldSeconds ?? 0
    if let since = conversation.heldSince, let now { held += max(0, now.seconds(since: since)) }
    if held > 0 { lines += field(text("挂起", "On hold"), ClockText.wait(held)) }
    if let invitation = conversation.invitation {
      let words = CallText.line(invitation, in: conversation, state.clock).text(state.preferences.language)
      lines += field(text("互动", "Call"), words, CallText.scope(invitation))
    }
    if let rating = conversation.rating {
      lines += field(text("评价", "Rating"), "\(rating.stars)/5 \(rating.comment)")
    }
    return lines
  }

  private func suggestions(_ conversation: Conversation) -> [CardLine] {
    guard let articles = state.talks[conversation.id]?.suggestions.articles, !articles.isEmpty else { return [] }
    var lines: [CardLine] = [.blank, .heading(text("知识建议", "Suggestions"))]
    for (index, article) in articles.enumerated() {
      let title = PlainText("\(article.id.rawValue) \(article.title)")
      lines += wrapped(title, width - 2).prefix(2).map { .more($0, scope: "talk.article") }
      if index == 0 {
        lines += wrapped(PlainText(article.answer), width - 2).prefix(4).map { .more($0, scope: "ui.text.dim") }
      }
    }
    lines.append(.more(text("Alt-U 放入输入框 · Alt-K 查更多", "Alt-U uses the first · Alt-K for more"), scope: "ui.text.dim"))
    return lines
  }

  /// What colleagues wrote down, the newest first: whoever takes over reads it before anything else.
  private func notes(_ conversation: Conversation) -> [CardLine] {
    let notes = (conversation.notes ?? []).filter { $0.isSideTalk != true }
    let aside = sideTalk(conversation)
    guard !notes.isEmpty else { return aside }
    let offset = state.replica?.office.calendar.utcOffsetMinutes ?? 480
    let lines = notes.suffix(3).reversed().flatMap { note -> [CardLine] in
      let kind = note.isWhisper == true ? text("密语 ", "Whisper ") : ""
      let time = ClockText.moment(note.at, at: state.clock.now, utcOffsetMinutes: offset)
      let head = kind + PlainText(note.author.name + " " + time)
      let words = PlainText(note.text, lines: .multiple).wrapped(to: max(4, width - 2), state.ambiguous).prefix(6)
      return [.more(head, scope: "ui.text.dim")] + words.map { .more($0, scope: "wait.warning") }
    }
    return aside + [.heading(text("备注 \(notes.count)", "Notes \(notes.count)"))] + lines + [.blank]
  }

  /// The last words between agent and colleague.
  private func sideTalk(_ conversation: Conversation) -> [CardLine] {
    let said = state.sideTalk(conversation)
    guard conversation.consult != nil || !said.isEmpty else { return [] }
    let partner = state.partner(in: conversation)?.name ?? ""
    let lines = said.suffix(4).flatMap { note -> [CardLine] in
      wrapped(PlainText(note.author.name + ": " + note.text), width - 2).prefix(3).map {
        .more($0, scope: "wait.warning")
      }
    }
    return [.heading(text("会商 ", "Consult ") + PlainText(partner))] + lines + [.blank]
  }

  private func links() -> [CardLine] {
    let links = state.suggestedLinks
    guard let first = links.first else { return [] }
    var lines: [CardLine] = [.blank, .heading(text("建议入口", "Suggested links"))]
    for link in links {
      lines += wrapped(PlainText(link.title.text(state.preferences.language)), width - 2).prefix(1).map {
        .more($0, scope: link.code == first.code ? "talk.article" : "ui.text.dim")
      }
      if link.code == first.code {
        lines += wrapped(PlainText(link.menuPath.joined(separator: " > ")), width - 2).prefix(2).map {
          .more($0, scope: "ui.text.dim")
        }
      }
    }
    lines.append(.more(text("Alt-O 发第一个 · Alt-L 选其他", "Alt-O sends the first · Alt-L for more"), scope: "ui.text.dim"))
    return lines
  }

  private func field(_ label: PlainText, _ value: String?, _ scope: String = "card.value") -> [CardLine] {
    guard let value, !value.isEmpty else { return [] }
    let rows = wrapped(PlainText(value), width - 2 - labelWidth).prefix(3)
    return rows.enumerated().map { index, row in
      .field(label: index == 0 ? label : "", value: row, scope: scope)
    }
  }

  private func wrapped(_ words: PlainText, _ cells: Int) -> [PlainText] {
    words.wrapped(to: max(4, cells), state.ambiguous)
  }

  /// Cells the labels take.
  var labels: Int { labelWidth }
}
