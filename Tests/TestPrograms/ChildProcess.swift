import Glibc
import Synchronization

/// A program that runs beside the tests, read and written through pipes. It inherits nothing of the tests but those pipes, so a part of it
/// that stays behind as a daemon keeps nobody waiting.
///
/// Reading and waiting block: call them on ``TestThread`` or a thread of their own.
public final class ChildProcess: Sendable {
  /// The program could not be started.
  public struct NotStarted: Error {
    /// What was to be run.
    public var words: [String]
    /// Why not, as `errno` has it.
    public var reason: Int32
  }

  private struct State {
    var input: Int32
    var output: Int32
    var status: Int32?
  }

  private let id: pid_t
  private let state: Mutex<State>

  /// One start at a time: no other child inherits pipes before they are marked as not to be.
  private static let starting = Mutex(())

  /// Starts a program found by `PATH` with its arguments. What it says on its error output goes where the tests' does, or nowhere.
  public init(_ words: [String], isQuiet: Bool = true) throws {
    let started = try Self.starting.withLock { _ in try Self.start(words, isQuiet: isQuiet) }
    id = started.id
    state = Mutex(State(input: started.input, output: started.output))
  }

  private static func start(_ words: [String], isQuiet: Bool) throws -> (id: pid_t, input: Int32, output: Int32) {
    var toChild: [Int32] = [0, 0]
    var fromChild: [Int32] = [0, 0]
    guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { throw NotStarted(words: words, reason: errno) }
    for end in toChild + fromChild { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer {
      close(toChild[0])
      close(fromChild[1])
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
    if isQuiet { posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }
    // A connection that is closed here ends only when no child holds it either.
    for descriptor in 3..<4_096 { _ = fcntl(Int32(descriptor), F_SETFD, FD_CLOEXEC) }
    // The tests' threads may hold signals back; a program starts with none held.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var id: pid_t = 0
    let reason = posix_spawnp(&id, words.first ?? "", &actions, &attributes, arguments, environ)
    guard reason == 0 else {
      close(toChild[1])
      close(fromChild[0])
      throw NotStarted(words: words, reason: reason)
    }
    return (id, toChild[1], fromChild[0])
  }

  /// The system's number for it.
  public var processID: Int32 { id }

  deinit {
    send(SIGKILL)
    wait()
    closeInput()
    state.withLock { _ = close($0.output) }
  }

  /// Runs a program to its end with that input; returns what it printed and its exit status.
  @discardableResult
  public static func run(
    _ words: [String], input: String = "", isQuiet: Bool = true
  ) throws -> (text: String, status: Int32) {
    let child = try ChildProcess(words, isQuiet: isQuiet)
    child.write(input)
    child.closeInput()
    let text = child.readToEnd()
    return (text, child.wait())
  }

  /// The same beside the tests' tasks, for programs that take long.
  public static func runAside(_ words: [String]) async throws -> (text: String, status: Int32) {
    try await aside { try run(words) }
  }

  /// Writes to its standard input.
  public func write(_ text: String) {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let descriptor = state.withLock(\.input)
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
      }
      if count < 0 && errno != EINTR { return }
      written += max(0, count)
    }
  }

  /// Ends its standard input.
  public func closeInput() {
    state.withLock { state in
      if state.input >= 0 { close(state.input) }
      state.input = -1
    }
  }

  /// The next line of its standard output, without its end; `nil` after the last.
  public func readLine() -> String? {
    var line: [UInt8] = []
    while let byte = read(1).first {
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
  }

  /// All that is left of its standard output.
  public func readToEnd() -> String {
    var all: [UInt8] = []
    while true {
      let part = read(65536)
      if part.isEmpty { return String(decoding: all, as: UTF8.self) }
      all += part
    }
  }

  private func read(_ most: Int) -> [UInt8] {
    let descriptor = state.withLock(\.output)
    var buffer = [UInt8](repeating: 0, count: most)
    while true {
      let count = Glibc.read(descriptor, &buffer, most)
      if count < 0 && errno == EINTR { continue }
      return Array(buffer[..<max(0, count)])
    }
  }

  /// Sends it a signal, unless its end was already seen.
  public func send(_ signal: Int32) {
    state.withLock { state in
      if state.status == nil { kill(id, signal) }
    }
  }

  /// Waits for its end: its exit status, or 128 and the signal that ended it.
  @discardableResult
  public func wait() -> Int32 {
    if let status = state.withLock(\.status) { return status }
    var code: Int32 = 0
    while waitpid(id, &code, 0) < 0 && errno == EINTR {}
    let status = code & 0x7f == 0 ? (code >> 8) & 0xff : 128 + (code & 0x7f)
    state.withLock { $0.status = $0.status ?? status }
    return status
  }
}
