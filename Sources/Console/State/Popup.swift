import Desk

/// What lies over the panes and takes the keys.
public enum Popup: Equatable, Sendable {
  /// A waiting conversation, looked at before taking it.
  case preview(Preview)
  /// The choice of state; the marked row.
  case presence(selected: Int)
  /// The wrap-up of that conversation.
  case wrapUp(ConversationID)
  /// The command palette.
  case palette(Picker)
  /// What can be done here; rows scrolled down.
  case help(scroll: Int)
  /// A question to be answered with Enter or Esc.
  case question(Question)
  /// The knowledge base.
  case knowledge(KnowledgeSearch)
  /// The quick replies.
  case quickReplies(Picker)
  /// The taxpayer's card, where there is no room for it beside the talk; rows scrolled down.
  case card(scroll: Int)
}

/// A list narrowed down by typing.
public struct Picker: Equatable, Sendable {
  /// What is typed.
  public var field: Editor
  /// The marked row among those shown, from 0.
  public var selected: Int

  /// Nothing typed, the first row marked.
  public init() {
    field = Editor(isMultiline: false)
    selected = 0
  }
}

/// A waiting conversation as it is looked at.
public struct Preview: Equatable, Sendable {
  /// Which one.
  public var conversation: ConversationID
  /// Its messages, once they came.
  public var detail: ConversationDetail?
  /// Why they did not come.
  public var failure: Failure?
  /// Rows scrolled back from the newest.
  public var scroll: Int

  /// A look that has just begun.
  public init(conversation: ConversationID) {
    self.conversation = conversation
    scroll = 0
  }
}

/// What needs a second key.
public enum Question: Hashable, Sendable {
  /// Leave although conversations are live.
  case quit
  /// Sign the seat out and leave.
  case signOut
  /// End that talk.
  case end(ConversationID)
}

/// A look into the knowledge base.
public struct KnowledgeSearch: Equatable, Sendable {
  /// What is typed.
  public var field: Editor
  /// The marked row among the articles, from 0.
  public var selected: Int
  /// What was found.
  public var articles: [Article]
  /// What was found was found for these words; `nil` before the first answer.
  public var answered: String?
  /// The words on their way to the backend.
  public var request: OutgoingRequest?
  /// When the words last changed, by the monotonic clock; `nil` once they were asked for.
  public var changedAt: Int64?
  /// Why nothing came.
  public var failure: Failure?

  /// A search that begins with those words.
  public init(_ words: String = "") {
    field = Editor(words, isMultiline: false)
    selected = 0
    articles = []
  }
}
