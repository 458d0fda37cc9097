import CPowerCut
import Foundation

/// What a disk holds after a power cut: all that was synced; what was not is there, is missing, or is torn at its sectors, as chance has it. Shared memory
/// is gone.
struct CutDisk {
  /// Whose syncs are believed: all, as it should be, or fewer, to see that their want is noticed.
  enum Trust: Sendable, CaseIterable {
    case everySync
    /// As with `synchronous=OFF`.
    case noSync
    /// As with `synchronous=NORMAL`, which GRDB's pool sets by itself.
    case noSyncOfLog
  }

  private static let sector = 512

  private(set) var contents: [Int32: [UInt8]] = [:]
  private var names: [String: Int32] = [:]

  /// The disk after the first `moment` entries of a folder's journal.
  init(
    _ entries: ArraySlice<WatchedFolder.Entry>, before: [String: [UInt8]], trusting trust: Trust,
    by random: inout SeededGenerator
  ) {
    // How many entries of each file its last believed sync covers.
    var synced: [Int32: Int64] = [:]
    // SQLite syncs the folder with the first sync of a log it has made.
    var created: Set<Int32> = []
    var folderSynced: Int64 = 0
    for entry in entries {
      if entry.kind == PowerCutCreate { created.insert(entry.file) }
      let isBelieved = trust == .everySync || (trust == .noSyncOfLog && !entry.name.hasSuffix("-wal"))
      guard entry.kind == PowerCutSync, isBelieved else { continue }
      synced[entry.file] = max(synced[entry.file] ?? 0, entry.place)
      if created.remove(entry.file) != nil { folderSynced = max(folderSynced, entry.place) }
    }
    for (index, (name, bytes)) in before.sorted(by: { $0.key < $1.key }).enumerated() where !name.hasSuffix("-shm") {
      names[name] = -1 - Int32(index)
      contents[-1 - Int32(index)] = bytes
    }
    // How much of what is in doubt is kept differs from cut to cut, so that all and nothing are among them.
    let kept = [0, 10, 50, 90, 100].randomElement(using: &random) ?? 50
    for (index, entry) in entries.enumerated() {
      let isSafe = Int64(index) < synced[entry.file] ?? 0
      apply(entry, isSafe: isSafe, isFolderSafe: Int64(index) < folderSynced, kept: kept, by: &random)
    }
  }

  private mutating func apply(
    _ entry: WatchedFolder.Entry, isSafe: Bool, isFolderSafe: Bool, kept: Int, by random: inout SeededGenerator
  ) {
    func isKept() -> Bool { Int.random(in: 0..<100, using: &random) < kept }
    if contents[entry.file] == nil, entry.kind != PowerCutCreate {
      // A file that was there before; now it is known which.
      contents[entry.file] = names[entry.name].flatMap { contents[$0] } ?? []
      names[entry.name] = entry.file
    }
    switch entry.kind {
    case PowerCutCreate:
      contents[entry.file] = []
      if isFolderSafe || isKept() { names[entry.name] = entry.file }
    case PowerCutWrite:
      let (from, to) = (Int(entry.place), Int(entry.place) + entry.bytes.count)
      if isSafe || (isKept() && isKept()) {
        write(entry.bytes[...], at: from, in: entry.file)
      } else {
        var start = from
        while start < to {
          let end = min(to, (start / Self.sector + 1) * Self.sector)
          if isKept() { write(entry.bytes[(start - from)..<(end - from)], at: start, in: entry.file) }
          start = end
        }
      }
    case PowerCutTruncate:
      if isSafe || isKept() { cut(entry.file, to: Int(entry.place)) }
    case PowerCutDelete:
      if entry.place != 0 || isFolderSafe || isKept() { names[entry.name] = nil }
    default: break
    }
  }

  private mutating func write(_ bytes: ArraySlice<UInt8>, at place: Int, in file: Int32) {
    let missing = place + bytes.count - (contents[file]?.count ?? 0)
    if missing > 0 { contents[file]?.append(contentsOf: [UInt8](repeating: 0, count: missing)) }
    // Bytes at once: thousands of pages are written for every cut.
    bytes.withUnsafeBytes { from in
      contents[file]?.withUnsafeMutableBytes { to in
        UnsafeMutableRawBufferPointer(rebasing: to[place..<(place + from.count)]).copyMemory(from: from)
      }
    }
  }

  private mutating func cut(_ file: Int32, to length: Int) {
    let now = contents[file]?.count ?? 0
    if now > length { contents[file]?.removeLast(now - length) }
  }

  /// Writes the files into a folder that is made.
  func write(to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, file) in names {
      try Data(contents[file] ?? []).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
  }
}
