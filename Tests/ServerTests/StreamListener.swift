import Desk
import NIOCore
import NIOPosix
import Wire

/// An event stream read over a socket of its own, as bytes come.
struct StreamListener {
  private var iterator: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  private var parser = EventStreamParser()
  private var items: [EventStreamItem] = []
  private var raw: [UInt8] = []
  private var isInBody = false

  private init(_ iterator: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator) { self.iterator = iterator }

  /// Opens `/v1/events` and hands the stream to `body`; the connection ends with it. `pipelining` is a request sent at once behind it.
  static func open<Value: Sendable>(
    port: Int, token: String, after: EventPosition? = nil, pipelining: String? = nil, path: String = "/v1/events",
    _ body: (inout StreamListener) async throws -> Value
  ) async throws -> Value {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(
      host: "localhost", port: port
    ) { channel in
      channel.eventLoop.makeCompletedFuture {
        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
      }
    }
    return try await channel.executeThenClose { inbound, outbound in
      var head = "GET \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n"
      if let after { head += "Last-Event-ID: \(after)\r\n" }
      head += "\r\n"
      if let pipelining { head += pipelining + " HTTP/1.1\r\nHost: localhost\r\n\r\n" }
      try await outbound.write(ByteBuffer(string: head))
      var listener = StreamListener(inbound.makeAsyncIterator())
      return try await body(&listener)
    }
  }

  /// Milliseconds after which it is to come back.
  var retry: Int? { parser.retry }

  /// The next record; `nil` when the stream is over.
  mutating func next() async throws -> EventStreamItem? {
    while items.isEmpty {
      guard let bytes = try await iterator.next() else { return nil }
      raw += bytes.readableBytesView
      items = parser.feed(body())
    }
    return items.removeFirst()
  }

  /// The next record of that kind, others passed over.
  mutating func next(_ kind: String) async throws -> EventStreamItem? {
    while let item = try await next() { if item.type == kind { return item } }
    return nil
  }

  /// Events of the log until one is as wanted.
  mutating func events(until isWanted: (Event) -> Bool) async throws -> [Event] {
    var events: [Event] = []
    while let item = try await next("event") {
      let event = try WireCodec.decode(Event.self, from: Array(item.data.utf8))
      events.append(event)
      if isWanted(event) { break }
    }
    return events
  }

  /// Body bytes out of head and chunks.
  private mutating func body() -> [UInt8] {
    if !isInBody {
      guard let end = range(of: [13, 10, 13, 10]) else { return [] }
      raw.removeSubrange(..<end.upperBound)
      isInBody = true
    }
    var body: [UInt8] = []
    while let line = range(of: [13, 10]) {
      let length = Int(String(decoding: raw[..<line.lowerBound], as: UTF8.self), radix: 16) ?? 0
      guard length > 0, raw.count >= line.upperBound + length + 2 else { break }
      body += raw[line.upperBound..<(line.upperBound + length)]
      raw.removeSubrange(..<(line.upperBound + length + 2))
    }
    return body
  }

  private func range(of pattern: [UInt8]) -> Range<Int>? {
    guard raw.count >= pattern.count else { return nil }
    for start in 0...(raw.count - pattern.count) where Array(raw[start..<(start + pattern.count)]) == pattern {
      return start..<(start + pattern.count)
    }
    return nil
  }
}
