/// How outbox records stand on disk: `<RS><CRC-32> <bytes> <JSON><LF>`, one after the other as in RFC 7464, only ever appended.
///
/// A crash or a full disk leaves at most a torn record. It is passed over when the journal is read: it was never acknowledged to the
/// agent, because that happens only after the record is safely on disk. The separator in front keeps a torn record apart from the next.
public enum OutboxJournal {
  /// What a journal held.
  public struct Contents: Hashable, Sendable {
    /// The records, in order.
    public var records: [OutboxRecord]
    /// Records that were written whole and cannot be read any more.
    public var damaged: Int
  }

  /// The bytes of a record.
  public static func line(_ record: OutboxRecord) throws(CodecFailure) -> [UInt8] {
    let payload = try WireCodec.encode(record)
    return [separator] + Array("\(hexadecimal(checksum(payload))) \(payload.count) ".utf8) + payload + [newline]
  }

  /// Reads a journal, whatever happened to it.
  public static func read(_ bytes: [UInt8]) -> Contents {
    var contents = Contents(records: [], damaged: 0)
    for chunk in bytes.split(separator: separator) {
      // What follows the last line end is torn; more than one line means that a separator was damaged.
      for line in chunk.split(separator: newline, omittingEmptySubsequences: false).dropLast() {
        if let record = record(in: line) {
          contents.records.append(record)
        } else {
          contents.damaged += 1
        }
      }
    }
    return contents
  }

  private static let separator: UInt8 = 0x1E
  private static let newline = UInt8(ascii: "\n")

  private static func record(in line: ArraySlice<UInt8>) -> OutboxRecord? {
    let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
    guard parts.count == 3, Int(String(decoding: parts[1], as: UTF8.self)) == parts[2].count,
      String(decoding: parts[0], as: UTF8.self) == hexadecimal(checksum(parts[2]))
    else { return nil }
    return try? WireCodec.decode(OutboxRecord.self, from: parts[2])
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// CRC-32 as in ISO 3309, zlib and PNG.
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var value = UInt32.max
    for byte in bytes { value = table[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8) }
    return ~value
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }
}
