import Glibc
import NIOCore

extension StreamReader.Outlet {
  /// Writes chunks of the response's body straight to the connection, below the encoder that wrote the response's head, on the connection's own
  /// loop. So a chunk is framed once for a thousand readers, and no task, promise or copy is spent on one of them; the encoder still ends the
  /// body.
  ///
  /// A peer that has acknowledged nothing for `stallSeconds` is taken for dead: what is written to a pulled cable is too little to fill any buffer.
  static func connection(_ channel: any Channel, stallSeconds: Int) async throws -> StreamReader.Outlet {
    let loop = channel.eventLoop
    // Only a real connection has this option (tcp(7)); a router's test has none.
    let patience = ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: CInt(TCP_USER_TIMEOUT)))
    try? await channel.setOption(patience, value: stallSeconds * 1000).get()
    let line = try await loop.submit { try NIOLoopBound(StreamLine(channel), eventLoop: loop) }.get()
    return StreamReader.Outlet(loop: loop) { bytes, hasRoom in
      line.value.write(bytes, hasRoom)
    } close: {
      channel.close(promise: nil)
    }
  }
}
