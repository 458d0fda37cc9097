import Desk

/// What the agent does with one conversation, kept while others are on the screen.
public struct Talk: Equatable, Sendable {
  /// What is being written.
  public var editor: Editor
  /// What a quick reply brought along with its words.
  public var attachment: ReplyAttachment?
  /// Places in what is being written that are still to be filled in, in order.
  public var prompts: [WritingPrompt]
  /// Quick replies offered for the word before the caret.
  public var completion: Completion?
  /// How far the messages are scrolled back; `nil` stays at the newest.
  public var scroll: Scroll?
  /// Whether earlier messages are on their way.
  public var isLoadingEarlier: Bool
  /// The taxpayer's unsent words; `nil` when they do not type.
  public var typed: LiveDraft?
  /// Messages told while catching up, not looked at since.
  public var missed: Int
  /// The last message that was on the screen before one looked away, while newer ones stand below it; `nil` when there is no such place.
  public var seenUntil: Int?
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
  /// The link into the room of its invitation, as last told.
  public var room: RoomAddress?
  /// Articles that may help with the taxpayer's last words.
  public var suggestions: Suggestions

  /// What of it is kept on disk.
  public var draft: KeptDraft { KeptDraft(editor.text, attachment: attachment, prompts: prompts) }

  /// A conversation not touched yet, but for what an earlier run left.
  public init(draft: KeptDraft = "") {
    editor = Editor(draft.text)
    attachment = draft.attachment
    prompts = draft.prompts
    isLoadingEarlier = false
    missed = 0
    isSendArmed = false
    reported = Receipt()
    form = WrapUpForm()
    suggestions = Suggestions()
  }
}
