import Glibc

/// Programs of this machine.
enum Programs {
  /// Where a program of that name is, by `PATH`; `nil` when it is not installed.
  static func path(of name: String) -> String? {
    for folder in (Environment.value("PATH") ?? "/usr/bin:/bin").split(separator: ":") where folder.hasPrefix("/") {
      let path = folder + "/" + name
      if access(path, X_OK) == 0 { return path }
    }
    return nil
  }

  /// Whether there is a desktop to open things on.
  static var hasDesktop: Bool { Environment.value("DISPLAY") != nil || Environment.value("WAYLAND_DISPLAY") != nil }
}
