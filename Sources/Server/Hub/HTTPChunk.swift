import NIOCore

/// A chunk of an HTTP/1.1 body in transfer coding (RFC 9112, 7.1), framed once for all who read it.
enum HTTPChunk {
  /// The end of a body (RFC 9112, 7.1.1): a chunk of nothing, and no trailers.
  static let last = ByteBuffer(staticString: "0\r\n\r\n")

  static func framed(_ body: ByteBuffer) -> ByteBuffer {
    var chunk = ByteBufferAllocator().buffer(capacity: body.readableBytes + 20)
    chunk.writeString(String(body.readableBytes, radix: 16))
    chunk.writeStaticString("\r\n")
    chunk.writeImmutableBuffer(body)
    chunk.writeStaticString("\r\n")
    return chunk
  }
}
