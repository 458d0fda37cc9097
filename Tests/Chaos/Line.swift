import Desk
import Foundation
import NIOCore
import NIOPosix
import Wire

/// HTTP/1.1 over connections of its own, as plainly as can be: whatever is not a whole answer is no answer.
struct Line: Sendable {
  typealias Bytes = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  let port: @Sendable () -> Int
  /// Hears slowly, or nothing for a while.
  var ears: Ears?
  /// How long an answer is waited for.
  private let patience: TimeAmount

  init(ears: Ears? = nil, patience: TimeAmount = .seconds(4), port: @escaping @Sendable () -> Int) {
    self.ears = ears
    self.patience = patience
    self.port = port
  }

  /// The answer; `nil` when none came, or not all of it.
  func send(_ request: WireRequest) async -> WireResponse? {
    guard let raw = try? await exchange(spelled(request, isLast: true)) else { return nil }
    guard let end = raw.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    guard let head = String(validating: raw[..<end.lowerBound], as: UTF8.self) else { return nil }
    let lines = head.components(separatedBy: "\r\n")
    let headers = lines.dropFirst().compactMap { line -> WireHeader? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return WireHeader(String(line[..<colon]), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
    }
    let words = lines[0].split(separator: " ")
    guard words.count > 1, words[0] == "HTTP/1.1", let status = Int(words[1]) else { return nil }
    let response = WireResponse(status: status, headers: headers, body: Array(raw[end.upperBound...]))
    let length = response.header("Content-Length").flatMap { Int($0) }
    guard status == 204 || length == response.body.count else { return nil }
    return response
  }

  /// Reads a stream's items until it ends; the body of the items only, chunks taken off, each with the pause the stream suggested before the next one.
  func stream(_ request: WireRequest, _ take: (EventStreamItem, _ retry: Int?) throws -> Void) async throws {
    let channel = try await connect()
    // Whoever does not listen does not mind the silence.
    let watch = ears == nil ? Watch(channel.channel) : nil
    var wasDeaf = false
    defer { if wasDeaf { ears?.isCut() } }
    try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(spelled(request, isLast: false))
      var chunks = Chunks()
      var parser = EventStreamParser()
      for try await bytes in inbound {
        watch?.seen()
        if let ears, await ears.listen() { wasDeaf = true }
        for item in parser.feed(try chunks.feed(bytes.readableBytesView)) { try take(item, parser.retry) }
      }
    }
  }

  private func exchange(_ request: ByteBuffer) async throws -> [UInt8] {
    let channel = try await connect()
    let deadline = channel.channel.eventLoop.scheduleTask(in: patience) {
      channel.channel.close(promise: nil)
    }
    defer { deadline.cancel() }
    return try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(request)
      var bytes: [UInt8] = []
      for try await some in inbound { bytes += some.readableBytesView }
      return bytes
    }
  }

  private func connect() async throws -> Bytes {
    var client = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(.seconds(1))
    if ears != nil { client = client.channelOption(.socketOption(.so_rcvbuf), value: 4_096) }
    return try await client.connect(host: "127.0.0.1", port: port()) { channel in
      channel.eventLoop.makeCompletedFuture {
        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
      }
    }
  }

  private func spelled(_ request: WireRequest, isLast: Bool) -> ByteBuffer {
    var head = "\(request.method.rawValue) \(request.path) HTTP/1.1\r\nHost: chaos\r\n"
    for header in request.headers { head += "\(header.name): \(header.value)\r\n" }
    if isLast { head += "Connection: close\r\n" }
    head += "Content-Length: \(request.body?.count ?? 0)\r\n\r\n"
    return ByteBuffer(bytes: Array(head.utf8) + (request.body ?? []))
  }

  /// Closes a stream over which nothing has come for longer than heartbeats are apart.
  private final class Watch: Sendable {
    private let channel: any Channel
    private let last = LockedBox(ContinuousClock.now)

    init(_ channel: any Channel) {
      self.channel = channel
      look()
    }

    func seen() { last.value = .now }

    private func look() {
      channel.eventLoop.scheduleTask(in: .seconds(2)) { [channel] in
        guard channel.isActive else { return }
        if ContinuousClock.now - self.last.value > .seconds(9) { return channel.close(promise: nil) }
        self.look()
      }
    }
  }

  /// Takes the head and the framing off a chunked answer.
  private struct Chunks {
    struct Broken: Error {}

    private var raw: [UInt8] = []
    private var isInBody = false

    mutating func feed(_ bytes: some Sequence<UInt8>) throws -> [UInt8] {
      raw += bytes
      if !isInBody {
        guard let end = raw.firstRange(of: Array("\r\n\r\n".utf8)) else { return [] }
        guard raw.starts(with: Array("HTTP/1.1 200".utf8)) else { throw Broken() }
        raw.removeSubrange(..<end.upperBound)
        isInBody = true
      }
      var body: [UInt8] = []
      while let line = raw.firstRange(of: [13, 10]) {
        guard let size = Int(String(decoding: raw[..<line.lowerBound], as: UTF8.self), radix: 16) else {
          throw Broken()
        }
        guard size > 0, raw.count >= line.upperBound + size + 2 else { break }
        let part = raw[line.upperBound..<(line.upperBound + size)]
        guard String(validating: part, as: UTF8.self) != nil else { throw Broken() }
        body += part
        raw.removeSubrange(..<(line.upperBound + size + 2))
      }
      return body
    }
  }
}
