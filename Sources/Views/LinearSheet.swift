import Console
import Desk
import Glyphs

/// Service sheets and quick replies of one's own as plain lines.
enum LinearSheet {
  static func lines(_ state: State, _ order: SheetOrder) -> [PlainText] {
    let head = order.own.map { LinearPopup.field(state, $0) } ?? []
    let rows = order.lines.map { line in
      let ticked = line.isListed ? Localised("要 ", "ticked ") : Localised("不要 ", "not ticked ")
      return LinearPopup.text(state, ticked) + LinearPopup.text(state, line.name) + need(state, line.isRequired)
    }
    return head + [LinearPopup.text(state, order.template.title)] + LinearPopup.rows(state, rows, order.selected)
  }

  static func lines(_ state: State, _ desk: SheetDesk) -> [PlainText] {
    guard let sheet = state.sheet(of: desk) else { return [] }
    let rows = sheet.materials.map { material -> PlainText in
      var line = LinearPopup.text(state, material.name) + need(state, material.isRequired)
      line += PlainText(" ") + LinearPopup.text(state, material.state.name)
      if !material.pictures.isEmpty {
        line += LinearPopup.text(
          state, Localised("，\(material.pictures.count) 张图片", ", pictures: \(material.pictures.count)"))
      }
      if let check = material.check, !check.isAccepted { line += PlainText(" " + check.reason) }
      return line
    }
    let head = [LinearPopup.text(state, sheet.title), PlainText(sheet.standing(state.preferences.language))]
    guard desk.writing != nil else { return head + LinearPopup.rows(state, rows, desk.selected) }
    let words = state.suggestions(of: desk).map { suggestion in
      let kind = suggestion.isHandled ? Localised("已办理 ", "handled ") : Localised("未办理 ", "not handled ")
      let barred = state.isBarred(suggestion, in: desk) ? Localised("现不可选 ", "not yet ") : Localised("", "")
      return LinearPopup.text(state, barred) + (desk.writing == .result ? LinearPopup.text(state, kind) : "")
        + PlainText(suggestion.words)
    }
    let why = (desk.writing == .result ? state.obstacle(toHandling: sheet) : nil)
      .map {
        LinearPopup.text(state, Localised("还不能登记为已办理：", "It cannot be told as handled yet: "))
          + LinearPopup.text(state, $0.text)
      }
    return LinearPopup.field(state, desk.words) + head + [why].compactMap(\.self)
      + LinearPopup.rows(state, words, desk.suggestion)
  }

  static func lines(_ state: State, _ form: ReplyForm) -> [PlainText] {
    let mistake = form.mistake.map { [LinearPopup.text(state, $0)] } ?? []
    return [
      titleLabel(state) + PlainText(form.title.text), textLabel(state) + PlainText(form.text.text),
      initialsLabel(state) + PlainText(form.initials.text),
    ] + mistake
  }

  static func field(_ state: State, _ form: ReplyForm, after count: Int) -> LinearField {
    switch form.field {
    case .title: LinearField(line: count + 1, label: titleLabel(state), form.title)
    case .text: LinearField(line: count + 2, label: textLabel(state), form.text)
    case .initials: LinearField(line: count + 3, label: initialsLabel(state), form.initials)
    }
  }

  /// The quick replies offered for what is being written.
  static func completion(_ state: State) -> [PlainText] {
    guard state.place == .completion, let completion = state.talk.completion else { return [] }
    let rows = completion.entries.map { PlainText($0.reply.title + " " + state.filled($0.reply)) }
    return [LinearPopup.text(state, Localised("可用常用语：", "Quick replies: "))]
      + LinearPopup.rows(state, rows, completion.selected)
  }

  /// What goes along with a reply.
  static func note(_ state: State, _ reply: QuickReply) -> PlainText {
    var words: PlainText = ""
    if reply.entryLink != nil { words += LinearPopup.text(state, Localised("，随附入口", ", with a link")) }
    if reply.needsPicture == true { words += LinearPopup.text(state, Localised("，须附图片", ", wants a picture")) }
    return words
  }

  private static func need(_ state: State, _ isRequired: Bool) -> PlainText {
    LinearPopup.text(state, isRequired ? Localised("（必需）", " (required)") : Localised("（可选）", " (optional)"))
  }

  private static func titleLabel(_ state: State) -> PlainText { LinearPopup.text(state, Localised("名称：", "Name: ")) }
  private static func textLabel(_ state: State) -> PlainText { LinearPopup.text(state, Localised("内容：", "Text: ")) }
  private static func initialsLabel(_ state: State) -> PlainText {
    LinearPopup.text(state, Localised("拼音首字母：", "Initials: "))
  }
}
