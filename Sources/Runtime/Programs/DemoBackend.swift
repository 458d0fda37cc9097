import Desk
import Glibc
import Wire

/// The `zuoxid` that a demo runs: on a free loopback port, in a folder of its own, alive as long as this program.
final class DemoBackend {
  /// The line it prints when it is ready.
  struct Ready: Codable, Hashable {
    var ready: Bool
    var url: String
    var token: String
    var supervisorToken: String
    var taxpayerUrl: String
    var seat: String
  }

  /// What it said when it was ready.
  let ready: Ready
  /// The folder with its data and its log, removed at the end.
  let folder: String
  private let process: pid_t
  private let input: Int32
  private var isRunning = true

  /// Starts it and waits until it listens, at most this many milliseconds.
  private static let patience: Int64 = 60_000

  /// Starts the backend beside this program.
  init(visitors: Int?, language: Language) throws(ProgramFailure) {
    let program = try Self.program()
    folder = try Self.makeFolder()
    var arguments = [program, "serve", "--demo", "--data", folder + "/data", "--listen", "127.0.0.1:0"]
    if let visitors { arguments += ["--visitors", String(visitors)] }
    arguments += ["--language", language.rawValue]
    let started: (process: pid_t, input: Int32, output: Int32)
    do {
      started = try ChildProcess.start(arguments, log: folder + "/zuoxid.log")
    } catch {
      FileStore.removeFolder(folder)
      throw ProgramFailure(error)
    }
    (process, input) = (started.process, started.input)
    defer { close(started.output) }
    guard let line = ChildProcess.firstLine(started.output, within: Self.patience),
      let ready = try? WireCodec.decode(Ready.self, from: line)
    else {
      let log = String(decoding: ((try? FileStore.read(folder + "/zuoxid.log")) ?? nil) ?? [], as: UTF8.self)
      ChildProcess.end(process, closing: input)
      FileStore.removeFolder(folder)
      let last = log.split(separator: "\n").suffix(3).joined(separator: "\n")
      throw ProgramFailure(
        .unavailable,
        Localised("演示后台 zuoxid 未能启动：\n\(last)", "The demo's backend zuoxid did not start:\n\(last)"))
    }
    self.ready = ready
  }

  /// Stops the backend and removes its folder.
  func stop() {
    guard isRunning else { return }
    isRunning = false
    ChildProcess.end(process, closing: input)
    FileStore.removeFolder(folder)
  }

  /// Whether it ended by itself.
  var hasEnded: Bool {
    var status: Int32 = 0
    guard isRunning, waitpid(process, &status, WNOHANG) == process else { return false }
    isRunning = false
    close(input)
    FileStore.removeFolder(folder)
    return true
  }

  private static func program() throws(ProgramFailure) -> String {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let own = length > 0 ? String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self) : ""
    let folder = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "."
    let program = folder + "/zuoxid"
    guard access(program, X_OK) == 0 else {
      throw ProgramFailure(
        .unavailable,
        Localised(
          "找不到演示后台 \(program)，请用 swift build 一并构建 zuoxid",
          "The demo's backend \(program) is not there; build zuoxid too, with swift build"))
    }
    return program
  }

  private static func makeFolder() throws(ProgramFailure) -> String {
    let base = Environment.value("TMPDIR") ?? "/tmp"
    var template = Array((base + "/zuoxi-demo-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw ProgramFailure(SystemFailure("create a folder in " + base)) }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
