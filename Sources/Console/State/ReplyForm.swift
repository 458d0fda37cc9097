import Desk

/// The form that writes or changes a quick reply of one's own.
public struct ReplyForm: Equatable, Sendable {
  /// The form's fields.
  public enum Field: Hashable, Sendable, CaseIterable {
    /// Its short name.
    case title
    /// Its text.
    case text
    /// Its pinyin initials.
    case initials
  }

  /// Its code.
  public var code: String
  /// What is changed; `nil` for a new one.
  public var revision: Int?
  /// Its short name.
  public var title: Editor
  /// Its text.
  public var text: Editor
  /// Its pinyin initials; empty to have them made from the name.
  public var initials: Editor
  /// Code of the entry link that goes along.
  public var entryLink: String?
  /// Whether a picture has to go along.
  public var needsPicture: Bool
  /// Where keys go.
  public var field: Field
  /// Whether it is on its way.
  public var isSending: Bool

  /// A form for a new reply with those words.
  public init(code: String, text: String) {
    self.code = code
    title = Editor(isMultiline: false)
    self.text = Editor(text)
    initials = Editor(isMultiline: false)
    needsPicture = false
    field = .title
    isSending = false
  }

  /// A form that changes a reply.
  public init(_ entry: ReplyEntry) {
    code = entry.reply.code
    revision = entry.revision
    title = Editor(entry.reply.title, isMultiline: false)
    text = Editor(entry.reply.text)
    initials = Editor(entry.reply.pinyin, isMultiline: false)
    entryLink = entry.reply.entryLink
    needsPicture = entry.reply.needsPicture == true
    field = .text
    isSending = false
  }

  /// What goes to the backend.
  public var draft: QuickReplyDraft {
    QuickReplyDraft(
      title: title.text, text: text.text, pinyin: initials.isBlank ? nil : initials.text, entryLink: entryLink,
      needsPicture: needsPicture ? true : nil)
  }

  /// What is wrong with the text, if it cannot be taken.
  public var mistake: Localised? {
    do {
      _ = try ReplyText(text.text)
      return nil
    } catch {
      return error.text
    }
  }
}
