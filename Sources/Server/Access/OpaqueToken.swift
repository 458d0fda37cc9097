import Crypto
import Desk

/// Random names nobody can guess: bearer tokens of 256 bits, and the ids of requests.
enum OpaqueToken {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// 43 characters of base64url: 256 random bits.
  static func make() -> String {
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    var letters: [UInt8] = []
    for start in stride(from: 0, to: 32, by: 3) {
      let triple = (0..<3).reduce(UInt32(0)) { $0 << 8 | (start + $1 < 32 ? UInt32(bytes[start + $1]) : 0) }
      for shift in [18, 12, 6, 0] { letters.append(alphabet[Int(triple >> UInt32(shift)) & 63]) }
    }
    return String(decoding: letters.prefix(43), as: UTF8.self)
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
