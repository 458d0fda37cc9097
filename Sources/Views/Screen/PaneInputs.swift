import Console
import Desk
import Glyphs

/// Everything of a state that a pane shows. Equal inputs look the same, so a pane is drawn again only when they differ; values that did not change
/// share their storage and are compared at once.
struct PaneInputs: Equatable {
  /// What the conversation list shows of a conversation besides the replica.
  struct Row: Equatable {
    var detail: ConversationDetail
    var unread: Int
    var typed: LiveDraft?
    var draft: [Character]?
    var hasFailed: Bool
  }

  var second: Int64?
  var isFocused = false
  var hasTalk = false
  var words: PlainText = ""
  var floor: FloorDigest?
  var me: Seat?
  var office: Office?
  var catalogue: Catalogue?
  var queue: QueueState?
  var rows: [Row] = []
  var selected: ConversationID?
  var detail: ConversationDetail?
  var scroll: Scroll?
  var seenUntil: Int?
  var isLoading = false
  var typed: LiveDraft?
  var pending: [PendingMessage] = []
  var suggestions: Suggestions?
  var failure: Failure?
  var requested: PresenceRequest?
  var storageFailure: String?
  var alarms: [Alarm] = []
  var announcements: [Announcement] = []
  var isFlashing = false

  init?(_ pane: Pane, _ painter: Painter) {
    let state = painter.state
    let second = state.clock.now.map { $0.milliseconds / 1000 }
    hasTalk = state.current != nil
    failure = state.failure
    switch pane {
    case .header:
      self.second = second
      words = HeaderView.connection(painter).0
      floor = state.replica?.floor
      me = state.replica?.me
      office = state.replica?.office
      catalogue = state.replica?.catalogue
      rows = [Row](repeating: Row(detail: .nothing, unread: 0, hasFailed: false), count: state.load)
      pending = state.outbox
      requested = state.presenceRequested
      storageFailure = state.storageFailure
      alarms = state.alarms.alarms
      announcements = state.unreadAnnouncements
      isFlashing = state.alarms.flashUntil != nil
    case .queue:
      self.second = second
      isFocused = state.focus == .queue && state.popup == nil
      floor = state.replica?.floor
      me = state.replica?.me
      office = state.replica?.office
      queue = state.queue
    case .conversations:
      self.second = second
      isFocused = state.focus == .conversations && state.popup == nil
      me = state.replica?.me
      selected = state.selected
      rows = state.myConversations.map { PaneInputs.row($0, state) }
    case .talk:
      isFocused = state.focus == .talk && state.popup == nil
      catalogue = state.replica?.catalogue
      pending = state.outbox
      takeTalk(state)
      if let talk = detail?.conversation, talk.heldSince != nil || talk.invitation?.isOpen == true {
        self.second = second
      }
      if !hasTalk {
        self.second = second
        floor = state.replica?.floor
        me = state.replica?.me
      }
    case .composer: return nil
    case .card:
      self.second = second
      isFocused = state.focus == .card && state.popup == nil
      detail = state.current
      suggestions = state.talk.suggestions
      catalogue = state.replica?.catalogue
      floor = state.replica?.floor
      me = state.replica?.me
    }
  }

  private mutating func takeTalk(_ state: State) {
    let talk = state.talk
    detail = state.current
    scroll = talk.scroll
    seenUntil = talk.seenUntil
    isLoading = talk.isLoadingEarlier
    typed = talk.typed
  }

  private static func row(_ detail: ConversationDetail, _ state: State) -> Row {
    let id = detail.conversation.id
    let talk = state.talks[id]
    return Row(
      detail: detail, unread: state.unread(detail), typed: talk?.typed,
      draft: id == state.selected ? nil : talk?.editor.characters,
      hasFailed: state.pending(in: id).contains(where: \.mark.isFailed))
  }
}

extension ConversationDetail {
  fileprivate static let nothing = ConversationDetail(
    conversation: Conversation(
      id: "", taxpayer: Taxpayer(id: "", name: ""), openedAt: Timestamp(milliseconds: 0)), messages: [])
}
