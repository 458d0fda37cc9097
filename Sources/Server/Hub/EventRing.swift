import Desk
import NIOCore

/// The log's tail in memory, for readers that come back: so many events and so many bytes at most. Each event is encoded once.
struct EventRing: Sendable {
  struct Entry: Sendable {
    var sequence: Int64
    var audience: Audience
    var record: ByteBuffer

    /// What it takes in memory.
    var bytes: Int { record.storageCapacity + MemoryLayout<Entry>.stride }
  }

  private var entries: [Entry?] = []
  /// Entries before this one have been dropped.
  private var start = 0
  private var bytes = 0
  private let limits: (entries: Int, bytes: Int)

  init(entries: Int, bytes: Int) { limits = (max(1, entries), bytes) }

  /// Entries there are.
  var count: Int { entries.count - start }

  /// The position after which the ring holds everything; `nil` while it is empty.
  private var floor: Int64? { start < entries.count ? entries[start].map { $0.sequence - 1 } : nil }

  mutating func append(_ entry: Entry) {
    // What stands before a hole in the log is nobody's to come back to: places are counted from the first entry.
    if let last = entries.last ?? nil, last.sequence + 1 != entry.sequence { while count > 0 { dropFirst() } }
    entries.append(entry)
    bytes += entry.bytes
    while count > 1, count > limits.entries || bytes > limits.bytes { dropFirst() }
  }

  private mutating func dropFirst() {
    bytes -= entries[start]?.bytes ?? 0
    entries[start] = nil
    start += 1
    // In strides, so that the array is not moved for every event.
    if start >= 1_024, start * 2 >= entries.count {
      entries.removeFirst(start)
      start = 0
    }
  }

  /// Encoded events after a sequence that the reader may see; `nil` when the ring no longer reaches back that far.
  func records(after sequence: Int64, head: Int64, for reader: StreamSubject) -> [ByteBuffer]? {
    if sequence == head { return [] }
    guard let floor, sequence >= floor else { return nil }
    return entries.dropFirst(start + Int(sequence - floor)).compactMap { entry in
      entry.flatMap { $0.audience.includes(reader) ? $0.record : nil }
    }
  }
}
