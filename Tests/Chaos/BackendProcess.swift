import Foundation
import NIOPosix
import TestPrograms

/// One real `zuoxid`, on a port of its own, that is killed, stopped and started again.
final class BackendProcess: Sendable {
  let port: Int
  private let words: [String]
  private let process = LockedBox<ChildProcess?>(nil)

  /// A backend at that port, which works on for so long when it is told to end; `prefix` stands before its own words.
  init(port: Int, data: [String], leaveSeconds: Int = 0, under prefix: [String] = []) {
    self.port = port
    let serve = ["serve", "--sample-page", "--listen", "127.0.0.1:\(port)", "--leave-seconds", String(leaveSeconds)]
    words = prefix + [Self.program] + serve + data
  }

  /// Starts it and waits until it takes requests, or does not start.
  func start() async -> Bool {
    guard let child = try? ChildProcess(words) else { return false }
    process.value = child
    let line = try? await aside { child.readLine() }
    return line?.contains("ready") == true
  }

  func signal(_ signal: Int32) { process.value?.send(signal) }

  /// Ends it with that signal and waits until it is gone.
  func end(_ signal: Int32) async {
    guard let child = process.value else { return }
    child.send(signal)
    _ = try? await aside { child.wait() }
    process.value = nil
  }

  /// Waits until it has ended by itself, so many milliseconds at most, and kills it then; whether it had.
  func endsByItself(within milliseconds: Int) async -> Bool {
    guard let child = process.value else { return false }
    let isOver = LockedBox(false)
    let limit = Task {
      try await Task.sleep(for: .milliseconds(milliseconds))
      if !isOver.value { child.send(SIGKILL) }
    }
    let status = try? await aside { child.wait() }
    isOver.value = true
    limit.cancel()
    process.value = nil
    return status != 128 + SIGKILL
  }

  /// The `zuoxid` beside this program.
  static var program: String { folder + "/zuoxid" }

  /// Where this program is, and the others with it.
  static var folder: String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(filePath: own).deletingLastPathComponent().path
  }

  /// A port that is free now.
  static func freePort() async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = channel.localAddress?.port ?? 0
    try await channel.close()
    return port
  }
}
