import Foundation
import NIOPosix
import Synchronization

/// The built `zuoxid`, running in a folder of its own as a demo without visitors.
final class RunningProgram: Sendable {
  /// What the ready line says.
  struct Ready: Decodable, Sendable {
    var url: String
    var token: String
    var port: Int { Int(url.split(separator: ":").last ?? "") ?? 0 }
  }

  let ready: Ready
  private let process: Mutex<Process>
  private let ended: Task<Int32, Never>

  /// Starts it over the folder and waits until it takes requests.
  init(folder: String) async throws {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = ["serve", "--demo", "--visitors", "0", "--data", folder, "--listen", "127.0.0.1:0"]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = Pipe()
    let (exits, exit) = AsyncStream<Int32>.makeStream()
    process.terminationHandler = { exit.yield($0.terminationStatus) }
    try process.run()
    ended = Task {
      for await status in exits { return status }
      return -1
    }
    let handle = output.fileHandleForReading
    let line = try await NIOThreadPool.singleton.runIfActive {
      var line = Data()
      while let byte = try handle.read(upToCount: 1), byte.first != UInt8(ascii: "\n"), !byte.isEmpty { line += byte }
      return line
    }
    ready = try JSONDecoder().decode(Ready.self, from: line)
    self.process = Mutex(process)
  }

  /// Sends SIGTERM.
  func terminate() { process.withLock { $0.terminate() } }

  /// The status it exits with.
  func exitStatus() async -> Int32 { await ended.value }

  /// Beside the tests in the build folder.
  static var program: URL {
    let tests = URL(fileURLWithPath: CommandLine.arguments.first ?? "")
    var folder = tests.deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appendingPathComponent("zuoxid").path) {
      folder.deleteLastPathComponent()
    }
    return folder.appendingPathComponent("zuoxid")
  }
}
