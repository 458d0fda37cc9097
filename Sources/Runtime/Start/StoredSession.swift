import Desk
import Wire

/// A sign-in kept between runs, readable by its owner alone.
public struct StoredSession: Hashable, Codable, Sendable {
  /// The backend's address.
  public var server: String
  /// The office.
  public var office: OfficeID
  /// Who signed in.
  public var account: String
  /// The bearer token.
  public var token: String
  /// When the token ends.
  public var expiresAt: Timestamp

  /// A sign-in from its parts.
  public init(server: String, office: OfficeID, account: String, token: String, expiresAt: Timestamp) {
    self.server = server
    self.office = office
    self.account = account
    self.token = token
    self.expiresAt = expiresAt
  }

  /// Whose seat it opens.
  public var owner: SeatOwner { SeatOwner(office: office, agent: AgentID(account)) }

  /// The sign-in kept there; `nil` when there is none or it cannot be read.
  public static func load(_ folders: Folders) -> StoredSession? {
    guard let bytes = try? FileStore.read(path(folders)) else { return nil }
    return try? WireCodec.decode(StoredSession.self, from: bytes)
  }

  /// Keeps the sign-in.
  public func save(_ folders: Folders) throws(SystemFailure) {
    try FileStore.makeFolder(folders.configuration)
    guard let bytes = try? WireCodec.encode(self) else { throw SystemFailure("spell the session", code: 22) }
    try FileStore.replace(Self.path(folders), with: bytes, isDurable: true)
  }

  /// Forgets the sign-in.
  public static func forget(_ folders: Folders) throws(SystemFailure) { try FileStore.remove(path(folders)) }

  private static func path(_ folders: Folders) -> String { folders.configuration + "/session.json" }
}
