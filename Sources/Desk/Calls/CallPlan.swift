/// What a browser needs to find the other one: `GET /v1/visit/call`, and with a room.
public struct CallPlan: Hashable, Codable, Sendable {
  /// A server that helps to find a way, as browsers take it.
  public struct Helper: Hashable, Codable, Sendable {
    /// Its addresses, `stun:`, `turn:` or `turns:`.
    public var urls: [String]
    /// For `turn:`, good for minutes.
    public var username: String?
    /// For `turn:`, good for minutes.
    public var credential: String?

    /// A server from its parts.
    public init(urls: [String], username: String? = nil, credential: String? = nil) {
      self.urls = urls
      self.username = username
      self.credential = credential
    }
  }

  /// The invitation.
  public var invitation: Invitation
  /// The backend's clock.
  public var at: Timestamp
  /// Servers that help; empty where none is configured.
  public var iceServers: [Helper]
  /// Whether media must go through a relay: neither side learns the other's address.
  public var isRelayOnly: Bool
  /// The office's own meeting room with the side's signed token; then nothing travels browser to browser.
  public var room: String?

  /// Everything it says.
  public init(
    invitation: Invitation, at moment: Timestamp, iceServers: [Helper] = [], isRelayOnly: Bool = false,
    room: String? = nil
  ) {
    self.invitation = invitation
    at = moment
    self.iceServers = iceServers
    self.isRelayOnly = isRelayOnly
    self.room = room
  }
}
