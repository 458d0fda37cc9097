import Desk

/// What the agent does with one conversation, kept while others are on the screen.
public struct Talk: Equatable, Sendable {
  /// What is being written.
  public var editor: Editor
  /// How far the messages are scrolled back; `nil` stays at the newest.
  public var scroll: Scroll?
  /// Whether earlier messages are on their way.
  public var isLoadingEarlier: Bool
  /// The taxpayer's unsent words; `nil` when they do not type.
  public var typed: LiveDraft?
  /// Messages told while catching up, not looked at since.
  public var missed: Int
  /// Whether Enter was pressed once although something is unseen: the next one sends.
  public var isSendArmed: Bool
  /// How far this console has told the backend it received and read.
  public var reported: Receipt
  /// When the draft was last written to disk less than it is now, by the monotonic clock.
  public var unsavedSince: Int64?
  /// When the backend was last told that the agent types, by the monotonic clock; `nil` when it knows they do not.
  public var typingToldAt: Int64?
  /// The wrap-up so far.
  public var form: WrapUpForm
  /// Articles that may help with the taxpayer's last words.
  public var suggestions: Suggestions

  /// A conversation not touched yet.
  public init(draft: String = "") {
    editor = Editor(draft)
    isLoadingEarlier = false
    missed = 0
    isSendArmed = false
    reported = Receipt()
    form = WrapUpForm()
    suggestions = Suggestions()
  }
}

/// How far messages are scrolled back. Counted from a fixed message, so that new ones do not move what is being read.
public struct Scroll: Hashable, Sendable {
  /// The last message when scrolling began.
  public var anchor: Int
  /// Rows between that message's end and the bottom of the pane.
  public var rows: Int

  /// A place from its parts.
  public init(anchor: Int, rows: Int) {
    self.anchor = anchor
    self.rows = rows
  }
}

/// A taxpayer's unsent words.
public struct LiveDraft: Hashable, Sendable {
  /// The words; may be empty while they type.
  public var text: String
  /// When they came, by the monotonic clock.
  public var at: Int64

  /// Words from their parts.
  public init(text: String, at: Int64) {
    self.text = text
    self.at = at
  }
}

/// Articles found for the taxpayer's last words.
public struct Suggestions: Hashable, Sendable {
  /// The articles, best first.
  public var articles: [Article]
  /// Number of the message they are for; 0 before the first.
  public var number: Int
  /// The request on its way.
  public var request: RequestID?

  /// None yet.
  public init() {
    articles = []
    number = 0
  }
}
