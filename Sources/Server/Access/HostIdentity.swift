import Desk
import JWTKit

/// What a host page vouches for in its signed token (HS256).
struct HostClaims: JWTPayload, Sendable {
  struct EnterpriseClaim: Codable, Sendable {
    var name: String
    var creditCode: String
  }

  /// The host's code.
  var iss: String
  /// Names the person within the office.
  var sub: String
  /// When the token ends, in seconds since 1970; at most ten minutes after `iat`.
  var exp: Double
  var iat: Double
  var jti: String
  var name: String
  var enterprise: EnterpriseClaim?
  var region: String?
  var role: String?
  var mobile: String?

  // Times are checked against the backend's own clock by `HostIdentity`.
  func verify(using algorithm: some JWTAlgorithm) async throws {}

  /// The person as staff may see them.
  var taxpayer: Taxpayer {
    Taxpayer(
      id: TaxpayerID(sub), name: Masked.name(short(name)),
      enterprise: enterprise.map {
        Enterprise(name: short($0.name), creditCode: Masked.creditCode(short($0.creditCode)))
      },
      region: region.map(short), actingRole: role.map(short), mobile: mobile.map { Masked.mobile(short($0)) })
  }

  /// Hosts are outside: no name is longer than its place on a screen, however it is composed.
  private func short(_ text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.prefix(80))) }
}

/// Reads and makes host pages' identity tokens.
enum HostIdentity {
  static let longestSeconds = 600
  private static let leewaySeconds = 60

  /// The taxpayer a token vouches for. `secret` finds a host's secret by its code.
  static func taxpayer(
    from token: String, at now: Timestamp, secret: (String) async throws -> String?
  ) async throws -> Taxpayer {
    let refusal = Problem(
      .unauthenticated,
      detail: Localised("身份令牌无效，请重新打开页面", "The identity token is not valid; open the page again"))
    guard token.utf8.count <= 4096 else { throw refusal }
    let keys = JWTKeyCollection()
    guard let unverified = try? await keys.unverified(token, as: HostClaims.self),
      let secret = try await secret(unverified.iss)
    else { throw refusal }
    await keys.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
    guard let claims = try? await keys.verify(token, as: HostClaims.self) else { throw refusal }
    let seconds = Double(now.milliseconds) / 1000
    guard claims.exp > seconds else {
      throw Problem(
        .tokenExpired, detail: Localised("身份令牌已过期，请重新打开页面", "The identity token has expired; open the page again"))
    }
    guard claims.exp - claims.iat <= Double(longestSeconds), claims.iat <= seconds + Double(leewaySeconds),
      isSubject(claims.sub), !claims.jti.isEmpty
    else { throw refusal }
    return claims.taxpayer
  }

  /// A token for one of the sample people, as a host page's own backend would make it.
  static func token(_ claims: HostClaims, secret: String) async throws -> String {
    let keys = JWTKeyCollection()
    await keys.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
    return try await keys.sign(claims)
  }

  private static func isSubject(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }
}
