import Desk
import NIOConcurrencyHelpers
import NIOCore

/// One person's open streams, by the loop their connections live on.
struct ReaderGroup {
  private(set) var readers: [ObjectIdentifier: StreamReader] = [:]
  private var lanes: [ReaderLane]?

  var isEmpty: Bool { readers.isEmpty }

  mutating func insert(_ reader: StreamReader) {
    readers[ObjectIdentifier(reader)] = reader
    lanes = nil
  }

  /// Whether it was there.
  mutating func remove(_ reader: StreamReader) -> Bool {
    lanes = nil
    return readers.removeValue(forKey: ObjectIdentifier(reader)) != nil
  }

  /// What is known of the streams, together with others of the same person.
  func link(with other: SeatLink?) -> SeatLink? {
    readers.values.reduce(other) { link, reader in
      let standing = reader.standing
      guard var link else {
        return SeatLink(
          streams: 1, since: reader.openedAt, acknowledged: standing?.position, acknowledgedAt: standing?.at)
      }
      link.streams += 1
      link.since = min(link.since, reader.openedAt)
      if let standing, standing.at >= link.acknowledgedAt ?? standing.at {
        link.acknowledged = standing.position
        link.acknowledgedAt = standing.at
      }
      return link
    }
  }

  /// Hands a record to every stream.
  mutating func deliver(_ record: ByteBuffer) {
    let lanes = lanes ?? Self.lanes(of: readers.values)
    self.lanes = lanes
    for lane in lanes { lane.deliver(record) }
  }

  private static func lanes(of readers: some Sequence<StreamReader>) -> [ReaderLane] {
    Dictionary(grouping: readers) { ObjectIdentifier($0.outlet.loop) }.values.compactMap { group in
      group.first.map { ReaderLane(loop: $0.outlet.loop, readers: group) }
    }
  }
}

/// Streams that live on one loop. What is handed over while the loop is busy goes out together: one write for each reader, of bytes they
/// share.
final class ReaderLane: Sendable {
  private let loop: any EventLoop
  private let readers: [StreamReader]
  private let waiting = NIOLockedValueBox<[ByteBuffer]>([])

  init(loop: any EventLoop, readers: [StreamReader]) {
    self.loop = loop
    self.readers = readers
  }

  func deliver(_ record: ByteBuffer) {
    let isFirst = waiting.withLockedValue { waiting in
      waiting.append(record)
      return waiting.count == 1
    }
    if isFirst { loop.execute { self.drain() } }
  }

  private func drain() {
    let records = waiting.withLockedValue { waiting in
      defer { waiting = [] }
      return waiting
    }
    let chunk = HTTPChunk.framed(StreamReader.joined(records))
    for reader in readers { reader.take(chunk) }
  }
}
