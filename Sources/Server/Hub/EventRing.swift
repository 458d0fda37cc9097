import Desk
import NIOCore

/// The log's tail in memory, for readers that come back. Each event is encoded once, when somebody first needs it.
struct EventRing: Sendable {
  struct Entry: Sendable {
    var event: Event
    var audience: Audience
    var record: ByteBuffer?
  }

  private var entries: [Entry] = []
  private var start = 0
  private let capacity: Int

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// The position after which the ring holds everything; `nil` while it is empty.
  var floor: Int64? { entries.isEmpty ? nil : entries[start % entries.count].event.position.sequence - 1 }

  mutating func append(_ entry: Entry) {
    if entries.count < capacity {
      entries.append(entry)
    } else {
      entries[start] = entry
      start = (start + 1) % capacity
    }
  }

  mutating func removeAll() {
    entries = []
    start = 0
  }

  /// Encoded events after a sequence that the reader may see; `nil` when the ring no longer reaches back that far.
  mutating func records(after sequence: Int64, head: Int64, for reader: StreamSubject) -> [ByteBuffer]? {
    if sequence == head { return [] }
    guard let floor, sequence >= floor else { return nil }
    var records: [ByteBuffer] = []
    let offset = Int(sequence - floor)
    for step in offset..<max(offset, entries.count) {
      let place = (start + step) % entries.count
      guard entries[place].audience.includes(reader) else { continue }
      let record = entries[place].record ?? ServerSentEvent.encode(entries[place].event)
      entries[place].record = record
      records.append(record)
    }
    return records
  }
}
