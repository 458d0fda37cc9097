import Console
import Desk

extension Auditor {
  /// Every conversation can be replayed from the log: the taxpayer's view has each message, nothing is out of order or without words, and at the end it
  /// stands as its row does.
  func studyReplays(_ rows: Rows) throws(Violation) {
    var events: [ConversationID: [Event]] = [:]
    for event in rows.events { if let id = event.body.conversation { events[id, default: []].append(event) } }
    for (id, conversation) in rows.conversations.sorted(by: { $0.key < $1.key }) {
      let record = ConversationRecord(conversation: conversation, events: events[id] ?? [])
      let timeline = ReplayTimeline(record)
      guard record.hasBeginning, timeline.conversation(at: timeline.length) == conversation else {
        throw Violation(.rowsAreTheLog, "the record of \(id) does not end as its row stands")
      }
      guard timeline.seen.compactMap(\.message) == messages[id] ?? [] else {
        throw Violation(.rowsAreTheLog, "the record of \(id) does not show the taxpayer what was written")
      }
      let words = ReplayWords(record)
      var last: Int64 = 0
      for moment in timeline.review {
        guard moment.offset >= last, moment.message != nil || words.words(moment) != nil else {
          throw Violation(.rowsAreTheLog, "the record of \(id) is out of order or without words at \(moment.event)")
        }
        last = moment.offset
      }
    }
  }
}
