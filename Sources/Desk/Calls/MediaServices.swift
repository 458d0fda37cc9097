/// The office's servers for sound and pictures, with their secrets: never part of what consoles or pages are told.
public struct MediaServices: Hashable, Codable, Sendable {
  /// A coturn that relays media where browsers cannot reach each other.
  public struct Relay: Hashable, Codable, Sendable {
    /// Its addresses, `stun:`, `turn:` or `turns:`.
    public var urls: [String]
    /// coturn's `static-auth-secret`.
    public var secret: String
    /// Whether media must go through it.
    public var isRequired: Bool

    /// A relay from its parts.
    public init(urls: [String], secret: String, isRequired: Bool = false) {
      self.urls = urls
      self.secret = secret
      self.isRequired = isRequired
    }
  }

  /// Meeting rooms of the office's own.
  public struct Rooms: Hashable, Codable, Sendable {
    /// The programs there are.
    public enum Kind: String, Codable, Sendable, CaseIterable {
      /// LiveKit.
      case livekit
      /// Jitsi Meet.
      case jitsi
    }

    /// Which program.
    public var kind: Kind
    /// Where its page is, https only.
    public var url: String
    /// LiveKit's API key, or Jitsi's application id.
    public var key: String
    /// What signs the tokens.
    public var secret: String

    /// Rooms from their parts.
    public init(kind: Kind, url: String, key: String, secret: String) {
      self.kind = kind
      self.url = url
      self.key = key
      self.secret = secret
    }
  }

  /// The relay; `nil` for none.
  public var relay: Relay?
  /// Meeting rooms; `nil` for browser to browser.
  public var rooms: Rooms?

  /// Services from their parts.
  public init(relay: Relay? = nil, rooms: Rooms? = nil) {
    self.relay = relay
    self.rooms = rooms
  }
}
