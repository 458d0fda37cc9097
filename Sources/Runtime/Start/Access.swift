import Desk
import Wire

/// Which backend to speak to, and as whom.
public struct Access: Hashable, Sendable {
  /// The backend.
  public var server: ServerAddress
  /// The bearer token.
  public var token: String
  /// Who the token is for; `nil` while only the backend can tell. Keeps the outboxes of several people apart.
  public var owner: SeatOwner?

  /// An access from its parts.
  public init(server: ServerAddress, token: String, owner: SeatOwner? = nil) {
    self.server = server
    self.token = token
    self.owner = owner
  }

  /// From the command line, else from `ZUOXI_SERVER` and `ZUOXI_TOKEN`, else from the last `zuoxi login`.
  public static func find(server: String?, token: String?, folders: Folders = .ofUser) throws(ProgramFailure) -> Access
  {
    let stored = StoredSession.load(folders)
    let address = try self.server(server, stored: stored)
    let own = stored.flatMap { ServerAddress($0.server) == address ? $0 : nil }
    if let token = token ?? Environment.value("ZUOXI_TOKEN") {
      return Access(server: address, token: token, owner: own?.token == token ? own?.owner : nil)
    }
    guard let stored = own else {
      throw ProgramFailure(
        .noPermission,
        Localised("尚未登录，请先运行 zuoxi login，或用 --token 提供令牌", "Not signed in; run zuoxi login first, or give a --token"))
    }
    guard stored.expiresAt > Monotonic.wall else {
      throw ProgramFailure(.noPermission, Problem.Kind.tokenExpired.title)
    }
    return Access(server: address, token: stored.token, owner: stored.owner)
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
}
