import Crypto
import Desk

/// Random names nobody can guess: bearer tokens of 256 bits, and the ids of requests.
enum OpaqueToken {
  /// 64 hexadecimal digits, 256 random bits: fit for a command line, where a first `-` would make an option of it.
  static func make() -> String {
    var random = SystemRandomNumberGenerator()
    return hexadecimal((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) })
  }

  /// The token that belongs to a request and a salt: whoever repeats the request, key and body, gets the same one, although only its hash is
  /// kept. The salt alone tells nothing of it.
  static func derived(from key: String, body: some Sequence<UInt8>, salt: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(
      for: Array((salt + "\n").utf8) + Array(body), using: SymmetricKey(data: Array(key.utf8)))
    return hexadecimal(code)
  }

  /// The first 128 bits of such a token as 39 decimal digits: what a QR code holds in the least room.
  static func digits(of token: String) -> String {
    let number = String(UInt128(token.prefix(32), radix: 16) ?? 0)
    return String(repeating: "0", count: 39 - number.count) + number
  }

  /// 16 hexadecimal digits.
  static func requestID() -> String {
    var random = SystemRandomNumberGenerator()
    return hexadecimal((0..<8).map { _ in UInt8.random(in: .min ... .max, using: &random) })
  }

  /// SHA-256, hexadecimal: what is kept of a token.
  static func hash(_ token: String) -> String { hexadecimal(SHA256.hash(data: Array(token.utf8))) }

  /// SHA-256 of what was asked, so that a key used again for something else is noticed.
  static func fingerprint(_ parts: [String], body: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    for part in parts { hash.update(data: Array((part + "\n").utf8)) }
    hash.update(data: Array(body))
    return hexadecimal(hash.finalize())
  }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
