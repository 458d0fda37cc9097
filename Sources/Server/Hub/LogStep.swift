import Desk
import Storage

/// How far an office's log was read: the last event and its time. A log that lost events and went on otherwise has another event there, or none.
struct LogMark: Hashable, Sendable {
  var position: EventPosition
  /// `nil` when that event was not seen.
  var at: Timestamp?

  /// Whether the log still tells the same; `event` is what stands there now.
  func stands(below head: EventPosition, _ event: Event?) -> Bool {
    guard position.sequence <= head.sequence else { return false }
    guard let at, let event, event.position == position else { return true }
    return event.at == at
  }
}

/// What one look at an office's log found, in one consistent view.
struct LogStep: Sendable {
  var head: EventPosition
  /// What follows.
  var events: [Event] = []
  /// Whether what was read before does not stand there any more.
  var isBack = false

  /// Reads what follows `seen`, and whether that and what was `doubtful` still stand. A new epoch is another log: nothing is read of it.
  init(after seen: LogMark, doubtful: LogMark?, limit: Int, from reader: any OfficeReader) throws {
    head = try reader.head()
    guard head.epoch == seen.position.epoch else { return }
    let isBehind = head.sequence > seen.position.sequence
    // The last that was seen comes along, so that it can be told whether this is what it was followed by.
    let read = try reader.events(after: seen.position.before, limit: isBehind ? limit + 1 : 1)
    isBack = !seen.stands(below: head, read.first)
    if let doubtful, doubtful.position.sequence < seen.position.sequence {
      let event = try reader.events(after: doubtful.position.before, limit: 1).first
      isBack = isBack || !doubtful.stands(below: head, event)
    }
    if !isBack { events = read.drop { $0.position.sequence <= seen.position.sequence }.prefix(limit).map(\.self) }
  }
}

extension EventPosition {
  fileprivate var before: EventPosition { EventPosition(epoch: epoch, sequence: sequence - 1) }
}
