import Console
import Desk
import Wire

/// What an earlier run left unfinished.
struct KeptWork: Hashable {
  /// The outbox's journal.
  var records: [OutboxRecord] = []
  /// Drafts by conversation.
  var drafts: [ConversationID: KeptDraft] = [:]
}
