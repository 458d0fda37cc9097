/// An address of the office's own systems that is told what happens, signed with a secret both know.
public struct Webhook: Hashable, Codable, Sendable {
  /// Names it within the office.
  public var code: String
  /// Where it is told: https, or http where the operator allows the office's own network.
  public var url: String
  /// What it is told of.
  public var kinds: [WebhookKind]
  /// `whsec_` and 24 to 64 bytes in base64.
  public var secret: String

  /// A webhook from its parts.
  public init(code: String, url: String, kinds: [WebhookKind], secret: String) {
    self.code = code
    self.url = url
    self.kinds = kinds
    self.secret = secret
  }

  /// The host and whether the way to it is https; `nil` for what is no such address. No user, no backslash, no fragment, no white space: every program
  /// reads the same host.
  public static func place(_ url: String) -> (host: String, isSecure: Bool)? {
    guard url.utf8.count <= 2_000, url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !url.contains("#") else {
      return nil
    }
    let isPlain = url.lowercased().hasPrefix("http://")
    let asSecure = isPlain ? "https://" + url.dropFirst("http://".count) : url
    let link = EntryLink(code: "", title: Localised("", ""), menuPath: [], url: asSecure)
    return link.host.map { ($0, !isPlain) }
  }

  /// Whether a secret is `whsec_` and 24 to 64 bytes in base64.
  public static func isSecret(_ text: String) -> Bool {
    guard text.hasPrefix("whsec_") else { return false }
    let digits = text.utf8.dropFirst("whsec_".utf8.count)
    let padding = digits.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    return digits.count % 4 == 0 && (32...88).contains(digits.count) && padding <= 2
      && digits.dropLast(padding).allSatisfy { byte in
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "+")
          || byte == UInt8(ascii: "/")
      }
  }
}

/// Webhooks as an administrator gives them: what `PUT /v1/webhooks` takes.
public struct WebhookDraft: Hashable, Codable, Sendable {
  /// One of them.
  public struct Entry: Hashable, Codable, Sendable {
    /// Names it within the office.
    public var code: String
    /// Where it is told.
    public var url: String
    /// What it is told of.
    public var kinds: [WebhookKind]
    /// `whsec_` and 24 to 64 bytes in base64; without one the secret there stays.
    public var secret: String?

    /// An entry from its parts.
    public init(code: String, url: String, kinds: [WebhookKind], secret: String? = nil) {
      self.code = code
      self.url = url
      self.kinds = kinds
      self.secret = secret
    }
  }

  /// All of the office's, at most 20.
  public var webhooks: [Entry]

  /// A draft from its parts.
  public init(webhooks: [Entry]) { self.webhooks = webhooks }
}
