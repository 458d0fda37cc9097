import Foundation
import TestPrograms

/// A small disk of the run's own, that is full when it is wanted to be.
enum Disk {
  private static let megabytes = 192

  /// Mounts it; whether that is allowed.
  static func mount(_ path: String) throws -> Bool {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let words = ["mount", "-t", "tmpfs", "-o", "size=\(megabytes)m,mode=700", "tmpfs", path]
    return try ChildProcess.run(words).status == 0
  }

  static func unmount(_ path: String) { _ = try? ChildProcess.run(["umount", "-l", path]) }

  /// Takes all that is left.
  static func fill(_ path: String) {
    _ = try? ChildProcess.run(["dd", "if=/dev/zero", "of=\(path)/ballast", "bs=64k", "status=none"])
    _ = try? ChildProcess.run(["dd", "if=/dev/zero", "of=\(path)/ballast2", "bs=512", "status=none"])
  }

  static func free(_ path: String) {
    for name in ["ballast", "ballast2"] { try? FileManager.default.removeItem(atPath: path + "/" + name) }
  }
}
