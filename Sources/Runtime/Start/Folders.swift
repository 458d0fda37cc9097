import Glibc

/// Where this program keeps things, as the XDG base directory specification says.
public struct Folders: Hashable, Sendable {
  /// Sign-in and choices.
  public var configuration: String
  /// Outbox and drafts.
  public var state: String

  /// Folders from their paths.
  public init(configuration: String, state: String) {
    self.configuration = configuration
    self.state = state
  }

  /// The folders of the user who runs the program.
  public static var ofUser: Folders {
    let home = Environment.value("HOME") ?? "/tmp"
    func base(_ name: String, _ fallback: String) -> String {
      // The specification: relative paths are to be ignored.
      guard let path = Environment.value(name), path.hasPrefix("/") else { return home + fallback }
      return path
    }
    return Folders(
      configuration: base("XDG_CONFIG_HOME", "/.config") + "/zuoxi",
      state: base("XDG_STATE_HOME", "/.local/state") + "/zuoxi")
  }

  /// Where a seat's outbox and drafts are: one place per backend and account, so that nobody sends what another wrote.
  public func seat(server: ServerAddress, account: String) -> String {
    func safe(_ text: String) -> String {
      String(
        String.UnicodeScalarView(
          text.unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil) ? scalar : "_"
          }))
    }
    return state + "/seats/" + safe(server.description) + "-" + safe(account)
  }
}
