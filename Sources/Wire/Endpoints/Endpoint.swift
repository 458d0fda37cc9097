import Desk

/// A route of the contract with the answer it gives.
public struct Endpoint<Answer: Decodable & Sendable>: Sendable {
  /// The request to send.
  public var request: WireRequest

  /// A route that takes no body.
  public init(_ method: WireRequest.Method, _ path: String) {
    request = WireRequest(method, path, headers: [WireHeader("Accept", "application/json")])
  }

  /// A route that takes JSON.
  init(posting body: some Encodable, to path: String, key: IdempotencyKey? = nil) {
    request = WireRequest(
      .post, path,
      headers: [WireHeader("Accept", "application/json"), WireHeader("Content-Type", "application/json")],
      body: Self.spelled(body))
    if let key { request = request.keyed(key) }
  }

  /// The same route with the bearer token.
  public func authorised(by token: String) -> Endpoint {
    var copy = self
    copy.request = request.authorised(by: token)
    return copy
  }

  /// Reads the answer, or says why there is none.
  public func answer(from response: WireResponse) throws(WireFailure) -> Answer {
    if let failure = response.failure { throw failure }
    if let nothing = NoContent() as? Answer { return nothing }
    do {
      return try WireCodec.decode(Answer.self, from: response.body)
    } catch {
      throw .unreadable(reason: error.reason)
    }
  }

  private static func spelled(_ body: some Encodable) -> [UInt8] {
    do {
      return try WireCodec.encode(body)
    } catch {
      preconditionFailure("a request of the contract has no JSON spelling: \(error.reason)")
    }
  }
}

/// The answer of routes that have nothing to say.
public struct NoContent: Hashable, Codable, Sendable {
  /// Nothing.
  public init() {}
}

/// The body of routes that need none.
struct EmptyBody: Codable, Sendable {}

/// One path segment or query value, percent-encoded down to the unreserved characters of RFC 3986.
func escaped(_ text: String) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var bytes: [UInt8] = []
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "~"):
      bytes.append(byte)
    default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  let escaped = String(decoding: bytes, as: UTF8.self)
  // A segment of dots alone would be resolved away by what stands between.
  return escaped == "." || escaped == ".." ? escaped.replacing(".", with: "%2E") : escaped
}

/// A query from its parts, those without a value left out.
func query(_ parts: (name: String, value: String?)...) -> String {
  let given = parts.compactMap { part in part.value.map { part.name + "=" + escaped($0) } }
  return given.isEmpty ? "" : "?" + given.joined(separator: "&")
}
