import ArgumentParser
import Foundation

/// What the system refuses a backend: the syncs or the writes of its files.
struct Refusals {
  /// What is refused.
  enum Kind: String {
    /// Syncing, with EIO.
    case sync
    /// Writing, with ENOSPC.
    case space
  }

  private let folder: String
  /// Stands before a backend's own words.
  let prefix: [String]

  /// For backends whose data are in that folder; wishes are written beside it.
  init(of data: String) throws {
    folder = data + "-refusals"
    let library = BackendProcess.folder + "/libzuoxi-refusals.so"
    guard FileManager.default.fileExists(atPath: library) else {
      throw ValidationError("\(library) is missing: `swift build --product zuoxi-refusals` makes it")
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    prefix = ["env", "LD_PRELOAD=" + library, "ZUOXI_REFUSALS=" + folder, "ZUOXI_REFUSED=" + data]
  }

  /// From now on it is refused.
  func begin(_ kind: Kind) {
    try? FileManager.default.removeItem(atPath: log(kind))
    _ = FileManager.default.createFile(atPath: folder + "/" + kind.rawValue, contents: nil)
  }

  /// From now on it is not; when it was refused since it began, on the ledger's clock.
  func end(_ kind: Kind) -> [Int64] {
    try? FileManager.default.removeItem(atPath: folder + "/" + kind.rawValue)
    return refused(kind)
  }

  /// When it was refused since it began.
  func refused(_ kind: Kind) -> [Int64] {
    let text = try? String(contentsOfFile: log(kind), encoding: .utf8)
    return (text ?? "").split(separator: "\n").compactMap { Int64($0) }.sorted()
  }

  private func log(_ kind: Kind) -> String { folder + "/" + kind.rawValue + ".log" }
}
