import Desk
import Foundation

/// SQLite's write-ahead log, looked at as a file. SQLite reads it up to the first frame whose checksum is wrong, and takes that for the end: rightly after a
/// power cut, which leaves a part of the last transaction, but not where a frame was damaged that had been synced. Then more that is whole stands behind it.
/// The format is SQLite's "WAL-mode file format".
enum WriteAheadLog {
  private static let headerSize = 32
  private static let frameHeaderSize = 24

  /// Why the log of a data folder may not be read as if it ended where it can no longer be read; `nil` when it is whole, as far as it was ever synced. It may
  /// be written meanwhile: what looks damaged is looked at twice.
  static func refusal(_ folder: String) -> Localised? {
    guard let first = damage(in: folder) else { return nil }
    usleep(500_000)
    guard damage(in: folder) == first else { return nil }
    let file = folder + "/" + SQLiteOpening.fileName + "-wal"
    return Localised(
      "\(file) 在第 \(first) 字节附近损坏，其后还有已确认的数据：请停止后台，保留现有数据以便查明原因，从备份恢复",
      "\(file) is damaged near byte \(first), and acknowledged data stand behind that: stop the backend, keep these data to find out why, restore a backup"
    )
  }

  /// Where the first frame stands that is damaged although it was synced.
  static func damage(in folder: String) -> Int? {
    let file = URL(filePath: folder + "/" + SQLiteOpening.fileName + "-wal")
    guard let data = try? Data(contentsOf: file, options: .mappedIfSafe) else { return nil }
    return data.withUnsafeBytes { Log($0)?.damage }
  }

  /// A log's bytes.
  private struct Log {
    private typealias Sum = (first: UInt32, second: UInt32)

    private let bytes: UnsafeRawBufferPointer
    private let frameSize: Int
    private let count: Int
    private let isBigEndian: Bool
    private let isHeaderWhole: Bool
    private let salts: Sum

    init?(_ bytes: UnsafeRawBufferPointer) {
      guard bytes.count > headerSize + frameHeaderSize else { return nil }
      self.bytes = bytes
      let magic = Self.word(bytes, at: 0)
      let size = Int(Self.word(bytes, at: 8))
      // A header that is damaged itself: the size that every folder of ours has.
      let isKnown = magic & 0xFFFF_FFFE == 0x377F_0682 && (512...65_536).contains(size) && size & (size - 1) == 0
      isBigEndian = isKnown ? magic & 1 == 1 : false
      frameSize = frameHeaderSize + (isKnown ? size : 4_096)
      count = (bytes.count - headerSize) / frameSize
      guard count > 0 else { return nil }
      let sum = Self.sum(bytes, 0..<24, from: (0, 0), isBigEndian)
      isHeaderWhole = isKnown && sum == Self.pair(bytes, at: 24)
      // Every time the log is begun anew it has other salts: frames of before are none of its own.
      salts = Self.pair(bytes, at: isHeaderWhole ? 16 : headerSize + 8)
    }

    /// What was synced has a commit before something that came later: a commit returns when it is on the disk.
    var damage: Int? {
      let start = isHeaderWhole ? (0..<count).first { !isWhole($0) } ?? count : 0
      guard start < count else { return nil }
      var isCommitted = hasSalts(start) && isCommit(start)
      for frame in (start + 1)..<max(count, start + 1) where isWhole(frame) {
        if isCommitted { return isHeaderWhole ? place(start) : 0 }
        isCommitted = isCommit(frame)
      }
      return nil
    }

    private func place(_ frame: Int) -> Int { headerSize + frame * frameSize }

    private func hasSalts(_ frame: Int) -> Bool { Self.pair(bytes, at: place(frame) + 8) == salts }

    private func isCommit(_ frame: Int) -> Bool { Self.word(bytes, at: place(frame) + 4) != 0 }

    /// Whether a frame follows from what stands before it.
    private func isWhole(_ frame: Int) -> Bool {
      let place = place(frame)
      guard hasSalts(frame) else { return false }
      let before = Self.pair(bytes, at: frame == 0 ? 24 : place - frameSize + 16)
      let header = Self.sum(bytes, place..<(place + 8), from: before, isBigEndian)
      let page = Self.sum(bytes, (place + frameHeaderSize)..<(place + frameSize), from: header, isBigEndian)
      return page == Self.pair(bytes, at: place + 16)
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, at place: Int) -> UInt32 {
      UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    }

    private static func pair(_ bytes: UnsafeRawBufferPointer, at place: Int) -> Sum {
      (word(bytes, at: place), word(bytes, at: place + 4))
    }

    private static func sum(
      _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, from start: Sum, _ isBigEndian: Bool
    ) -> Sum {
      var (first, second) = start
      for place in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
        let one = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
        let other = bytes.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self)
        first &+= (isBigEndian ? UInt32(bigEndian: one) : UInt32(littleEndian: one)) &+ second
        second &+= (isBigEndian ? UInt32(bigEndian: other) : UInt32(littleEndian: other)) &+ first
      }
      return (first, second)
    }
  }
}
