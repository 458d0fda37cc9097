import Crypto
import Desk
import Foundation

/// A name and a password for coturn that are good for minutes: `use-auth-secret`, the REST way.
enum RelayCredential {
  /// How long a browser may begin to use it.
  static let seconds = 600

  /// The relay as browsers take it, for one of them.
  static func helpers(_ relay: MediaServices.Relay, for name: String, at now: Timestamp) -> [CallPlan.Helper] {
    let stun = relay.urls.filter { $0.hasPrefix("stun:") }
    let turn = relay.urls.filter { !$0.hasPrefix("stun:") }
    var helpers: [CallPlan.Helper] = []
    if !stun.isEmpty { helpers.append(CallPlan.Helper(urls: stun)) }
    guard !turn.isEmpty else { return helpers }
    let user = "\(now.milliseconds / 1000 + Int64(seconds)):" + name
    helpers.append(CallPlan.Helper(urls: turn, username: user, credential: password(for: user, secret: relay.secret)))
    return helpers
  }

  /// HMAC-SHA1 as base64: what coturn works out by itself from the name and its own copy of the secret.
  static func password(for user: String, secret: String) -> String {
    let code = HMAC<Insecure.SHA1>.authenticationCode(
      for: Array(user.utf8), using: SymmetricKey(data: Array(secret.utf8)))
    return Data(code).base64EncodedString()
  }
}
