import Crypto
import Desk
import Foundation
import Transfer
import Wire

/// Something told to a webhook, signed as Standard Webhooks has it: HMAC-SHA256 over id, time and body, so that whoever shares the secret knows who speaks,
/// and that it is neither changed nor an old one told again.
enum WebhookRequest {
  /// Milliseconds the whole exchange may take, and the connection.
  private static let (timeout, connectTimeout) = (10_000, 5_000)
  /// Bytes of an answer that are looked at.
  private static let answerBytes = 65_536

  /// The exchange that tells it.
  static func make(
    _ delivery: WebhookDelivery, to webhook: Webhook, of office: OfficeID, at now: Timestamp, allowsPrivate: Bool
  ) -> TransferRequest {
    let name = delivery.name(in: office)
    let seconds = String(now.milliseconds / 1_000)
    let body = Array(delivery.body.utf8)
    var request = TransferRequest(
      server: webhook.url,
      request: WireRequest(
        .post, "",
        headers: [
          WireHeader("Content-Type", "application/json"), WireHeader("User-Agent", "zuoxid/" + Backend.version),
          WireHeader("Webhook-Id", name), WireHeader("Webhook-Timestamp", seconds),
          WireHeader("Webhook-Signature", signature(of: body, name: name, seconds: seconds, secret: webhook.secret)),
        ], body: body), timeout: timeout, connectTimeout: connectTimeout, bodyLimit: answerBytes)
    request.isStream = true
    request.isPublicOnly = !allowsPrivate
    return request
  }

  /// `v1,` and the code in base64.
  static func signature(of body: [UInt8], name: String, seconds: String, secret: String) -> String {
    let key = Data(base64Encoded: String(secret.dropFirst("whsec_".count))) ?? Data()
    let code = HMAC<SHA256>.authenticationCode(
      for: Array("\(name).\(seconds).".utf8) + body, using: SymmetricKey(data: key))
    return "v1," + Data(code).base64EncodedString()
  }
}
