import Foundation
import TestPrograms
import Testing

/// A real coturn on the loopback, which it relays to here alone.
final class Relay {
  let port = Int.random(in: 42_000...47_000)
  let secret = "secret-of-the-relay-" + UUID().uuidString
  private var process: ChildProcess

  init() throws { process = try Self.start(port, secret) }

  /// What the office's file says of it.
  var settings: String {
    "turn: {urls: [\"turn:127.0.0.1:\(port)?transport=udp\"], secret: \(secret), relayOnly: true}"
  }

  /// Ends it at once, and with it every way that goes through it.
  func kill() {
    process.send(SIGKILL)
    process.wait()
  }

  /// Starts it again at the same place.
  func startAgain() throws { process = try Self.start(port, secret) }

  private static func start(_ port: Int, _ secret: String) throws -> ChildProcess {
    try ChildProcess([
      "turnserver", "-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", "--listening-port=\(port)",
      "--use-auth-secret", "--static-auth-secret=\(secret)", "--realm=zuoxi", "--allow-loopback-peers", "--no-tls",
      "--no-dtls", "--no-cli", "--log-file=/dev/null", "--pidfile=\(NSTemporaryDirectory())turn-\(port).pid",
    ])
  }
}
