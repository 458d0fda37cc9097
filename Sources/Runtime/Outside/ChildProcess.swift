import Glibc

/// A program run beside this one, tied to it by its input.
enum ChildProcess {
  /// `POSIX_SPAWN_SETSID`, which glibc's header shows only to GNU programs.
  private static let newSession: Int16 = 0x80
  /// A console has fewer files and connections than that.
  private static let mostOpen: CInt = 1_024

  /// Starts a program with pipes for input and output; what it says on its error output goes to the log. One that `isApart` has no terminal to ask.
  static func start(
    _ arguments: [String], log: String, isApart: Bool = false
  ) throws(SystemFailure) -> (process: pid_t, input: Int32, output: Int32) {
    var toChild: [Int32] = [0, 0]
    var fromChild: [Int32] = [0, 0]
    guard pipe(&toChild) == 0 else { throw SystemFailure("pipe") }
    guard pipe(&fromChild) == 0 else {
      for end in toChild { close(end) }
      throw SystemFailure("pipe")
    }
    // The child must not hold our own ends, or it would never see its input close.
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
    posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    // Nor any connection of ours: a backend would take us for connected for as long as a browser is open that we started.
    for descriptor in 3..<Self.mostOpen { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    // A process group of its own: Ctrl-C and Ctrl-Z in the terminal are for the seat.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, isApart ? Self.newSession : Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, arguments[0], &actions, &attributes, &words, environ)
    guard code == 0 else {
      close(toChild[1])
      close(fromChild[0])
      throw SystemFailure("start " + arguments[0], code: code)
    }
    return (process, toChild[1], fromChild[0])
  }

  /// The first line it says; `nil` when it ends or takes too long before that.
  static func firstLine(_ output: Int32, within milliseconds: Int64) -> [UInt8]? {
    var line: [UInt8] = []
    let end = Monotonic.now + milliseconds
    while true {
      var descriptor = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let left = end - Monotonic.now
      guard left > 0 else { return nil }
      guard poll(&descriptor, 1, Int32(left)) > 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 4_096)
      let count = read(output, &buffer, buffer.count)
      guard count > 0 else { return nil }
      line += buffer[..<count]
      if let feed = line.firstIndex(of: 10) { return Array(line[..<feed]) }
    }
  }

  /// Asks it to end and waits for that, a few seconds at most; then ends it.
  static func end(_ process: pid_t, closing input: Int32) {
    close(input)
    kill(process, SIGTERM)
    let patience = Monotonic.now + 5_000
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      guard Monotonic.now < patience else {
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
        return
      }
      poll(nil, 0, 20)
    }
  }
}
