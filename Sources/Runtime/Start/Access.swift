import Desk
import Wire

/// Which backend to speak to, and as whom.
public struct Access: Hashable, Sendable {
  /// The backend.
  public var server: ServerAddress
  /// The bearer token.
  public var token: String
  /// Who the token is for, as far as is known: keeps the outboxes of several people apart.
  public var account: String

  /// An access from its parts.
  public init(server: ServerAddress, token: String, account: String) {
    self.server = server
    self.token = token
    self.account = account
  }

  /// From the command line, else from `ZUOXI_SERVER` and `ZUOXI_TOKEN`, else from the last `zuoxi login`.
  public static func find(server: String?, token: String?, folders: Folders = .ofUser) throws(ProgramFailure) -> Access
  {
    let stored = StoredSession.load(folders)
    let address = try self.server(server, stored: stored)
    if let token = token ?? Environment.value("ZUOXI_TOKEN") {
      let owner = stored.flatMap { $0.token == token ? $0.account : nil }
      return Access(server: address, token: token, account: owner ?? "token-" + fingerprint(token))
    }
    guard let stored, ServerAddress(stored.server) == address else {
      throw ProgramFailure(
        .noPermission,
        Localised("尚未登录，请先运行 zuoxi login，或用 --token 提供令牌", "Not signed in; run zuoxi login first, or give a --token"))
    }
    guard stored.expiresAt > Monotonic.wall else {
      throw ProgramFailure(.noPermission, Problem.Kind.tokenExpired.title)
    }
    return Access(server: address, token: stored.token, account: stored.account)
  }

  /// The backend's address alone.
  public static func server(_ text: String?, stored: StoredSession?) throws(ProgramFailure) -> ServerAddress {
    guard let text = text ?? Environment.value("ZUOXI_SERVER") ?? stored?.server else { return .local }
    guard let address = ServerAddress(text) else {
      throw ProgramFailure(
        .usage,
        Localised(
          "服务器地址“\(text)”无效，请写成 http://主机:端口 或 https://主机",
          "The address “\(text)” is not right; write http://HOST:PORT or https://HOST"
        ))
    }
    return address
  }

  /// Tells tokens apart without giving them away (FNV-1a).
  private static func fingerprint(_ token: String) -> String {
    let hash = token.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    return String(hash, radix: 36)
  }
}
