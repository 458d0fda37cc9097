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
    // Without HOME the user's entry in the password file tells; a folder that everybody may write is no place for tokens.
    let home = Environment.value("HOME") ?? getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) } ?? "/"
    func base(_ name: String, _ fallback: String) -> String {
      // The specification: relative paths are to be ignored.
      guard let path = Environment.value(name), path.hasPrefix("/") else { return home + fallback }
      return path
    }
    return Folders(
      configuration: base("XDG_CONFIG_HOME", "/.config") + "/zuoxi",
      state: base("XDG_STATE_HOME", "/.local/state") + "/zuoxi")
  }

  /// Where a seat's outbox and drafts are: one place per backend, office and person, so that nobody sends what another wrote.
  public func seat(server: ServerAddress, owner: SeatOwner) -> String {
    state + "/seats/"
      + [server.description, owner.office.rawValue, owner.agent.rawValue].map(Self.spelled).joined(separator: "@")
  }

  /// Where it is remembered whose a token is.
  var links: String { state + "/owners" }

  /// The file that remembers whose that token is.
  func link(server: ServerAddress, token: String) -> String {
    links + "/" + Self.spelled(server.description) + "@" + Self.fingerprint(token)
  }

  /// A part of a file name that no other text is spelled as.
  private static func spelled(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }

  /// Tells tokens apart without giving them away (FNV-1a).
  private static func fingerprint(_ token: String) -> String {
    let hash = token.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    return String(hash, radix: 36)
  }
}
