import Desk
import JWTKit

/// The way into an office's own meeting room, LiveKit's or Jitsi's, with a signed token for one side of one invitation.
enum MeetingRoom {
  /// How long a browser has to come in.
  static let seconds = 300
  private static let leeway = 10

  /// Who comes in.
  struct Guest: Sendable {
    var side: Side
    /// Tells them from everybody else in the room.
    var id: String
    var name: String
  }

  /// The address with the token.
  static func address(
    of invitation: Invitation, for guest: Guest, in rooms: MediaServices.Rooms, at now: Timestamp
  ) async throws -> String {
    let room = "zuoxi-" + invitation.id.rawValue.lowercased()
    let token = try await token(room: room, invitation.kind, guest, rooms, at: now)
    switch rooms.kind {
    case .livekit:
      return rooms.url + (rooms.url.contains("?") ? "&" : "?") + "room=" + room + "&token=" + token
    case .jitsi:
      let base = rooms.url.hasSuffix("/") ? String(rooms.url.dropLast()) : rooms.url
      return base + "/" + room + "?jwt=" + token
    }
  }

  /// The token alone: for this room, this side and these minutes.
  static func token(
    room: String, _ kind: Invitation.Kind, _ guest: Guest, _ rooms: MediaServices.Rooms, at now: Timestamp
  ) async throws -> String {
    let keys = JWTKeyCollection()
    await keys.add(hmac: HMACKey(from: rooms.secret), digestAlgorithm: .sha256)
    let second = now.milliseconds / 1000
    let (from, until) = (second - Int64(leeway), second + Int64(seconds))
    switch rooms.kind {
    case .livekit:
      let sources = sources(kind, guest.side)
      return try await keys.sign(
        LiveKitClaims(
          iss: rooms.key, sub: guest.id, nbf: from, exp: until, name: guest.name,
          video: .init(
            roomJoin: true, room: room, canPublish: !sources.isEmpty, canSubscribe: true, canPublishData: true,
            canPublishSources: sources)))
    case .jitsi:
      let host = EntryLink(code: "", title: Localised("", ""), menuPath: [], url: rooms.url).host ?? ""
      return try await keys.sign(
        JitsiClaims(
          aud: "jitsi", iss: rooms.key, sub: host, room: room, nbf: from, exp: until,
          context: .init(user: .init(id: guest.id, name: guest.name, moderator: guest.side == .agent))))
    }
  }

  /// What a side may send: only what it agreed to.
  private static func sources(_ kind: Invitation.Kind, _ side: Side) -> [String] {
    switch kind {
    case .remoteAssist: side == .taxpayer ? ["screen_share"] : []
    case .audioCall: ["microphone"]
    case .videoCall: ["camera", "microphone"]
    }
  }
}

/// What LiveKit reads in a token.
struct LiveKitClaims: JWTPayload, Sendable {
  struct Grant: Codable, Sendable {
    var roomJoin: Bool
    var room: String
    var canPublish: Bool
    var canSubscribe: Bool
    var canPublishData: Bool
    var canPublishSources: [String]
  }

  var iss: String
  var sub: String
  var nbf: Int64
  var exp: Int64
  var name: String
  var video: Grant

  // Only ever signed here.
  func verify(using algorithm: some JWTAlgorithm) async throws {}
}

/// What Jitsi reads in a token.
struct JitsiClaims: JWTPayload, Sendable {
  struct User: Codable, Sendable {
    var id: String
    var name: String
    var moderator: Bool
  }

  struct Context: Codable, Sendable {
    var user: User
  }

  var aud: String
  var iss: String
  var sub: String
  var room: String
  var nbf: Int64
  var exp: Int64
  var context: Context

  // Only ever signed here.
  func verify(using algorithm: some JWTAlgorithm) async throws {}
}
