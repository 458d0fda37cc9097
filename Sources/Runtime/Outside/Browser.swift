import Glibc

/// The user's browser, beside the terminal.
enum Browser {
  private static let opener = "/usr/bin/xdg-open"

  /// Opens an http address where there is a display; does nothing elsewhere. Nothing of what is started writes to the terminal.
  static func open(_ address: String) {
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else { return }
    let names: [String] = ["DISPLAY", "WAYLAND_DISPLAY"]
    let hasDisplay = names.contains { name in getenv(name).map { $0.pointee != 0 } ?? false }
    guard hasDisplay, access(opener, X_OK) == 0 else { return }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in 0...2 { posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0) }
    // A process group of its own: keys of the terminal are for the seat.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    // By way of a shell that ends at once, so that nobody has to wait for it later.
    let words = ["/bin/sh", "-c", "\"$0\" \"$1\" &", opener, address]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    guard posix_spawn(&process, words[0], &actions, &attributes, &arguments, environ) == 0 else { return }
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }
}
