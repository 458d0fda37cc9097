/// A request to the backend, before any socket is opened.
public struct WireRequest: Hashable, Sendable {
  /// The methods the contract uses.
  public enum Method: String, Sendable, CaseIterable {
    /// Reads.
    case get = "GET"
    /// Does.
    case post = "POST"
    /// Puts something in its place.
    case put = "PUT"
    /// Changes a part.
    case patch = "PATCH"
    /// Ends.
    case delete = "DELETE"
  }

  /// What to do with the address.
  public var method: Method
  /// Path and query, percent-encoded, beginning with a slash.
  public var path: String
  /// Header fields in the order they are sent.
  public var headers: [WireHeader]
  /// The body; `nil` sends none.
  public var body: [UInt8]?

  /// A request from its parts.
  public init(_ method: Method, _ path: String, headers: [WireHeader] = [], body: [UInt8]? = nil) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
  }

  /// The same request with the bearer token; a token with characters no header may hold is left out, and the backend refuses.
  public func authorised(by token: String) -> WireRequest { with("Authorization", "Bearer " + token) }

  /// The same request with the key that makes sending it again harmless.
  public func keyed(_ key: IdempotencyKey) -> WireRequest { with("Idempotency-Key", key.rawValue) }

  /// The same request with that header, in place of one of the same name.
  public func with(_ name: String, _ value: String) -> WireRequest {
    var copy = self
    copy.headers.removeAll { $0.name.lowercased() == name.lowercased() }
    guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return copy }
    copy.headers.append(WireHeader(name, value))
    return copy
  }

  /// The first header of that name, in any case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// One header field.
public struct WireHeader: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Its value.
  public var value: String

  /// A field from its parts.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
