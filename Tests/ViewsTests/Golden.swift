import Foundation
import Testing

/// Compares with a file beside the tests; `RECORD_GOLDENS=1` writes it instead.
enum Golden {
  static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")
    let file = folder.appendingPathComponent(name + ".txt")
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return
    }
    let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    guard golden != text else { return }
    let old = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let rows = (0..<max(old.count, new.count)).filter {
      ($0 < old.count ? old[$0] : "") != ($0 < new.count ? new[$0] : "")
    }
    let shown = rows.prefix(6).map {
      "\($0 + 1)\n- \($0 < old.count ? old[$0] : "")\n+ \($0 < new.count ? new[$0] : "")"
    }
    Issue.record(
      "\(name) looks different in \(rows.count) rows; RECORD_GOLDENS=1 records it\n\(shown.joined(separator: "\n"))",
      sourceLocation: sourceLocation)
  }
}
