import Desk

/// Where a talk can be passed on to.
public enum TransferTarget: Hashable, Sendable {
  /// A group's queue.
  case group(GroupFigures)
  /// A colleague who is signed in.
  case seat(SeatLine)
}

/// The form that passes a talk on 转接, or asks a colleague 会商.
public struct TransferForm: Equatable, Sendable {
  /// What is asked of the target.
  public enum Purpose: Hashable, Sendable {
    /// To take the talk.
    case transfer
    /// To help within it.
    case consult
  }

  /// The form's fields.
  public enum Field: Hashable, Sendable {
    /// To whom.
    case target
    /// Words for them.
    case note
  }

  /// The talk.
  public var conversation: ConversationID
  /// What is asked of the target.
  public var purpose: Purpose
  /// Narrows the targets down.
  public var filter: Editor
  /// Row marked among the targets shown, from 0.
  public var selected: Int
  /// The target chosen.
  public var target: TransferTarget?
  /// Words for whoever takes it or is asked; the taxpayer does not see them.
  public var note: Editor
  /// Where keys go.
  public var field: Field
  /// Whether it is on its way.
  public var isSending: Bool

  /// An empty form.
  public init(_ conversation: ConversationID, for purpose: Purpose = .transfer) {
    self.conversation = conversation
    self.purpose = purpose
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
