/// Where a backend is: `http://HOST[:PORT]` or `https://…`, without a path.
public struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address, without a slash at its end.
  public let description: String

  /// Reads an address; a host alone gets `https://`, a loopback host `http://`. `nil` for anything else.
  public init?(_ text: String) {
    var rest = Substring(text)
    var scheme: String?
    for known in ["http://", "https://"] where rest.lowercased().hasPrefix(known) {
      scheme = known
      rest = rest.dropFirst(known.count)
    }
    while rest.last == "/" { rest = rest.dropLast() }
    let isHost = rest.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"),
        UInt8(ascii: "["), UInt8(ascii: "]"):
        true
      default: false
      }
    }
    guard isHost, let first = rest.first, first != ":" else { return nil }
    let isLoopback = ["localhost", "127.", "[::1]"].contains { rest.lowercased().hasPrefix($0) }
    description = (scheme ?? (isLoopback ? "http://" : "https://")) + rest.lowercased()
  }

  /// The backend on this machine, at the port `zuoxid serve` uses by default.
  public static let local = ServerAddress(known: "http://127.0.0.1:8470")

  private init(known: String) { description = known }
}
