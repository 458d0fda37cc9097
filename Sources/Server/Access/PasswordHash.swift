import Crypto
import CryptoExtras
import Desk

/// A password's hash with its parameters: `$scrypt$ln=17,r=8,p=1$<salt>$<hash>`, both hexadecimal.
public enum PasswordHash {
  /// Hashes a password with a new salt of 128 bits. Takes long on purpose: not for an event loop.
  public static func make(_ password: String, cost: PasswordCost) throws(Problem) -> String {
    var random = SystemRandomNumberGenerator()
    let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    let key = try derive(password, salt: salt, cost: cost)
    return "$scrypt$ln=\(cost.logarithm),r=\(cost.blockSize),p=\(cost.parallelism)$"
      + OpaqueToken.hexadecimal(salt) + "$" + OpaqueToken.hexadecimal(key)
  }

  /// Whether the password is the one hashed. Compares in constant time; a hash that cannot be read matches nothing.
  public static func matches(_ password: String, _ hash: String) -> Bool {
    guard let (cost, salt, expected) = parse(hash), let key = try? derive(password, salt: salt, cost: cost),
      key.count == expected.count
    else { return false }
    return zip(key, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func derive(_ password: String, salt: [UInt8], cost: PasswordCost) throws(Problem) -> [UInt8] {
    do {
      let key = try KDF.Scrypt.deriveKey(
        from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: 1 << cost.logarithm,
        blockSize: cost.blockSize, parallelism: cost.parallelism)
      return key.withUnsafeBytes { Array($0) }
    } catch {
      throw Problem(.unavailable, retryAfter: 5)
    }
  }

  private static func parse(_ hash: String) -> (PasswordCost, salt: [UInt8], key: [UInt8])? {
    let parts = hash.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let salt = bytes(parts[3]),
      let key = bytes(parts[4])
    else { return nil }
    var numbers: [Substring: Int] = [:]
    for pair in parts[2].split(separator: ",") {
      let sides = pair.split(separator: "=")
      guard sides.count == 2, let number = Int(sides[1]) else { return nil }
      numbers[sides[0]] = number
    }
    guard let logarithm = numbers["ln"], (1...20).contains(logarithm), let blockSize = numbers["r"],
      (1...32).contains(blockSize), let parallelism = numbers["p"], (1...16).contains(parallelism)
    else { return nil }
    return (PasswordCost(logarithm: logarithm, blockSize: blockSize, parallelism: parallelism), salt, key)
  }

  private static func bytes(_ text: Substring) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count % 2 == 0, !digits.isEmpty else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[place..<(place + 2)], as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    return bytes
  }
}
