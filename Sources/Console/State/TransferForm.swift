import Desk

/// Where a talk can be passed on to.
public enum TransferTarget: Hashable, Sendable {
  /// A group's queue.
  case group(GroupFigures)
  /// A colleague who is signed in.
  case seat(SeatLine)
}

/// The form that passes a talk on 转接.
public struct TransferForm: Equatable, Sendable {
  /// The form's fields.
  public enum Field: Hashable, Sendable {
    /// To whom.
    case target
    /// Words for them.
    case note
  }

  /// The talk.
  public var conversation: ConversationID
  /// Narrows the targets down.
  public var filter: Editor
  /// Row marked among the targets shown, from 0.
  public var selected: Int
  /// The target chosen.
  public var target: TransferTarget?
  /// Words for whoever takes it; the taxpayer does not see them.
  public var note: Editor
  /// Where keys go.
  public var field: Field
  /// Whether it is on its way.
  public var isSending: Bool

  /// An empty form.
  public init(_ conversation: ConversationID) {
    self.conversation = conversation
    filter = Editor(isMultiline: false)
    selected = 0
    note = Editor()
    field = .target
    isSending = false
  }
}

/// Something written down for other staff.
public struct NoteForm: Equatable, Sendable {
  /// The talk it is about.
  public var conversation: ConversationID
  /// The words.
  public var text: Editor

  /// An empty note.
  public init(_ conversation: ConversationID) {
    self.conversation = conversation
    text = Editor()
  }
}
