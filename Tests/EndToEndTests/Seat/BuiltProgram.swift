import Foundation
import Testing

/// The programs under test, as built beside this test.
enum BuiltProgram {
  /// The folder the build put everything in.
  static let folder: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return (own as NSString).deletingLastPathComponent
  }()

  static var zuoxi: String { folder + "/zuoxi" }
  static var zuoxid: String { folder + "/zuoxid" }

  /// Whether a tool the test needs is there; where it is not, says so, and in continuous integration that is a failure.
  static func has(_ tool: String) -> Bool {
    let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    if paths.contains(where: { FileManager.default.isExecutableFile(atPath: $0 + "/" + tool) }) { return true }
    print("skipped: \(tool) is not installed")
    if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("skipped: \(tool) is not installed") }
    return false
  }
}
