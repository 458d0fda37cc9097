import Desk
import HTTPTypes
import NIOCore
import NIOPosix
import Wire

/// One request over a connection of its own, for backends that run as a process.
enum PlainHTTP {
  /// The status and the body; `nil` when the connection was refused or broke before the whole answer came.
  static func send(
    _ method: String, port: Int, _ path: String, token: String, body: [UInt8] = [], key: String
  ) async -> (status: Int, body: [UInt8])? {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    head += "Authorization: Bearer \(token)\r\nIdempotency-Key: \(key)\r\nContent-Length: \(body.count)\r\n\r\n"
    let request = ByteBuffer(bytes: Array(head.utf8) + body)
    let received = try? await exchange(port: port, request)
    guard let received else { return nil }
    let text = String(decoding: received, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n"), let status = Int(text.dropFirst(9).prefix(3)) else { return nil }
    let length = text[..<end.lowerBound].lowercased().split(separator: "\r\n")
      .first { $0.hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).filter { $0 != " " }) }
    let payload = Array(text[end.upperBound...].utf8)
    guard length == nil || length == payload.count else { return nil }
    return (status, payload)
  }

  private static func exchange(port: Int, _ request: ByteBuffer) async throws -> [UInt8] {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(
      host: "127.0.0.1", port: port
    ) { channel in
      channel.eventLoop.makeCompletedFuture {
        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
      }
    }
    return try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(request)
      var bytes: [UInt8] = []
      for try await some in inbound { bytes += some.readableBytesView }
      return bytes
    }
  }
}
