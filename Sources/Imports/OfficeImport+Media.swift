import Desk
import Yams

// Servers for sound and pictures.

extension OfficeImport {
  private static let relayKeys: Set<String> = ["urls", "secret", "relayOnly"]
  private static let roomKeys: Set<String> = ["kind", "url", "key", "secret"]

  func mediaServices(over existing: MediaServices) throws(ImportError) -> MediaServices? {
    var services = existing
    var isGiven = false
    if let entry = try sections["turn"]?.entry("turn", keys: Self.relayKeys) {
      services.relay = try relay(entry, over: existing.relay)
      isGiven = true
    }
    if let entry = try sections["rooms"]?.entry("rooms", keys: Self.roomKeys) {
      services.rooms = try rooms(entry, over: existing.rooms)
      isGiven = true
    }
    return isGiven ? services : nil
  }

  /// Without addresses there is no relay any more.
  private func relay(
    _ entry: YAMLEntry, over old: MediaServices.Relay?
  ) throws(ImportError) -> MediaServices.Relay? {
    let urls = try entry.lines("urls", limit: 10)
    guard !urls.isEmpty else { return nil }
    for url in urls where !Self.isRelay(url) {
      throw entry.fail(
        "urls", "“\(url)”应如 turn:turn.example.cn:3478?transport=udp",
        "`\(url)` must be such as turn:turn.example.cn:3478?transport=udp")
    }
    return MediaServices.Relay(
      urls: urls, secret: try secret(entry, kept: old?.secret), isRequired: try entry.flag("relayOnly") ?? false)
  }

  /// `kind: none` goes back to browser to browser.
  private func rooms(
    _ entry: YAMLEntry, over old: MediaServices.Rooms?
  ) throws(ImportError) -> MediaServices.Rooms? {
    let name = try entry.text("kind")
    if name == "none" { return nil }
    guard let kind = MediaServices.Rooms.Kind(rawValue: name) else {
      throw entry.fail("kind", "应为 livekit、jitsi 或 none", "must be livekit, jitsi or none")
    }
    let url = try entry.text("url", limit: 500)
    guard EntryLink(code: "", title: Localised("", ""), menuPath: [], url: url).host != nil else {
      throw entry.fail("url", "应为 https 地址", "must be an https address")
    }
    return MediaServices.Rooms(
      kind: kind, url: url, key: try entry.text("key"),
      secret: try secret(entry, kept: old?.kind == kind ? old?.secret : nil))
  }

  private func secret(_ entry: YAMLEntry, kept: String?) throws(ImportError) -> String {
    guard let secret = try entry.optional("secret") ?? kept else {
      throw entry.fail("secret", "须有密钥", "is missing; add what the server was given")
    }
    guard secret.utf8.count >= 16 else {
      throw entry.fail("secret", "密钥至少 16 字节", "a secret has at least 16 bytes")
    }
    return secret
  }

  private static func isRelay(_ url: String) -> Bool {
    guard let scheme = ["stun:", "turn:", "turns:"].first(where: url.hasPrefix) else { return false }
    let rest = url.dropFirst(scheme.count).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let host = rest.first, !host.isEmpty, !host.hasPrefix("/") else { return false }
    let isHost = host.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x3A).contains(byte)
        || byte == 0x2E || byte == 0x2D || byte == 0x5B || byte == 0x5D
    }
    return isHost && (rest.count == 1 || (scheme != "stun:" && ["transport=udp", "transport=tcp"].contains(rest[1])))
  }
}
