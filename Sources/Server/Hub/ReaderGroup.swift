import NIOCore

/// One person's open streams, by the loop their connections live on: a record is handed to each loop once.
struct ReaderGroup {
  private(set) var readers: [ObjectIdentifier: StreamReader] = [:]
  private var lanes: [(loop: any EventLoop, readers: [StreamReader])]?

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

  /// Hands a record to every stream.
  mutating func deliver(_ record: ByteBuffer) {
    let lanes = lanes ?? Self.lanes(of: readers.values)
    self.lanes = lanes
    for (loop, readers) in lanes {
      loop.execute { for reader in readers { reader.take(record) } }
    }
  }

  private static func lanes(
    of readers: some Sequence<StreamReader>
  ) -> [(loop: any EventLoop, readers: [StreamReader])] {
    Dictionary(grouping: readers) { ObjectIdentifier($0.outlet.loop) }.values.compactMap { group in
      group.first.map { ($0.outlet.loop, group) }
    }
  }
}
