import Desk
import NIOCore
import Wire

/// Spells records of the event stream: `id`, `event` and one line of `data`.
enum ServerSentEvent {
  static func encode(_ event: Event) -> ByteBuffer { encode("event", event, at: event.position) }

  /// JSON holds no raw line breaks, so one `data` line is enough whatever a message says.
  static func encode(_ name: String, _ value: some Encodable, at position: EventPosition) -> ByteBuffer {
    guard let data = try? WireCodec.encode(value) else {
      preconditionFailure("a \(name) of the contract has no JSON spelling")
    }
    var buffer = ByteBufferAllocator().buffer(capacity: data.count + 64)
    buffer.writeString("id: \(position)\nevent: \(name)\ndata: ")
    buffer.writeBytes(data)
    buffer.writeStaticString("\n\n")
    return buffer
  }

  static func retry(milliseconds: Int) -> ByteBuffer { ByteBuffer(string: "retry: \(milliseconds)\n\n") }
}

/// Data of a heartbeat.
struct Heartbeat: Codable, Sendable {
  var at: Timestamp
  var head: EventPosition
}

/// Data of a reset: why a new snapshot is needed.
struct StreamReset: Codable, Sendable {
  var reason: String
}
