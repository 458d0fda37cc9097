import Glibc

/// The process's environment variables.
enum Environment {
  /// The variable's value; `nil` when it is not set or empty.
  static func value(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
