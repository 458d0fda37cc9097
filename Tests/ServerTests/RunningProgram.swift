import Foundation
import TestPrograms

/// The built `zuoxid`, running in a folder of its own as a demo without visitors.
final class RunningProgram: Sendable {
  /// What the ready line says.
  struct Ready: Decodable, Sendable {
    var url: String
    var token: String
    var port: Int { Int(url.split(separator: ":").last ?? "") ?? 0 }
  }

  let ready: Ready
  private let process: ChildProcess

  /// Starts it over the folder and waits until it takes requests.
  init(folder: String) async throws {
    let process = try ChildProcess([
      Self.program.path, "serve", "--demo", "--visitors", "0", "--data", folder, "--listen", "127.0.0.1:0",
    ])
    let line = try await aside { process.readLine() ?? "" }
    ready = try JSONDecoder().decode(Ready.self, from: Data(line.utf8))
    self.process = process
  }

  /// Ends it at once, as a power cut of the process would.
  func kill() async throws {
    process.send(SIGKILL)
    _ = try await exitStatus()
  }

  /// Sends SIGTERM.
  func terminate() { process.send(SIGTERM) }

  /// The status it exits with.
  func exitStatus() async throws -> Int32 {
    try await aside { [process] in process.wait() }
  }

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
