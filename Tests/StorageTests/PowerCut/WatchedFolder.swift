import CPowerCut
import Foundation

/// What SQLite does to the files of a folder, written down as it happens, from the first opening to ``end()``.
final class WatchedFolder: Sendable {
  /// One thing that was done.
  struct Entry: Sendable {
    var kind: PowerCutKind
    /// Which file: another one each time a name is created anew.
    var file: Int32
    var name: String
    var place: Int64
    var bytes: [UInt8]
  }

  /// The folder.
  let path: String
  /// What was in the files before.
  let before: [String: [UInt8]]
  private let journal: Int32

  /// Watches a folder, made if it is not there.
  init(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    self.path = path
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      files[name] = FileManager.default.contents(atPath: path + "/" + name).map(Array.init)
    }
    before = files
    journal = power_cut_begin(path)
    guard journal >= 0 else { throw CocoaError(.fileReadNoSuchFile) }
  }

  /// How many things were done so far.
  var moment: Int { power_cut_count(journal) }

  /// Watches no longer; tells everything that was done. The files must be closed.
  func end() -> [Entry] {
    defer { power_cut_end(journal) }
    return (0..<moment).map { index in
      let entry = power_cut_entry(journal, index)
      return Entry(
        kind: entry.kind, file: entry.file, name: String(cString: entry.name), place: entry.place,
        bytes: Array(UnsafeBufferPointer(start: entry.bytes, count: entry.length)))
    }
  }
}
