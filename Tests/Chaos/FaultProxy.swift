import NIOCore
import NIOPosix
import Synchronization
import Wire

/// A TCP proxy before several backends, or before a database: each connection goes to the next target that takes it, and what passes suffers what is set.
final class FaultProxy: Sendable {
  /// Where connections go.
  enum Target: Hashable, Sendable {
    /// A backend, which is asked whether it is ready, as balancers do.
    case backend(Int)
    /// A server's socket.
    case socket(String)
  }

  /// On which way something happens.
  enum Way: CaseIterable, Sendable { case requests, answers }

  /// What happens to bytes on their way.
  enum Fault: String, CaseIterable, Sendable {
    /// Nothing.
    case none
    /// Everything comes late.
    case latency
    /// The connection is cut in the middle of what is said.
    case cut
    /// One way of the connection is closed in the middle of what is said, the other stays open.
    case halfClose
    /// The connection stays, and nothing more comes.
    case silence
    /// A few bytes at a time.
    case drip
    /// A byte is not what it was.
    case corrupt
  }

  private struct State {
    var fault = Fault.none
    var way = Way.answers
    var next = 0
    var port = 0
    /// Backends that were not ready when they were last asked.
    var leaving: Set<Target> = []
  }

  private let targets: [Target]
  private let state = Mutex(State())

  init(targets: [Target]) { self.targets = targets }

  /// What happens from now on, and on which way.
  func set(_ fault: Fault, on way: Way = .answers) { state.withLock { ($0.fault, $0.way) = (fault, way) } }

  /// Where it listens.
  var port: Int { state.withLock(\.port) }

  /// Listens and passes on until its task is cancelled; `ready` is called once it listens.
  func run(_ ready: @Sendable () -> Void) async throws {
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 1_024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: "127.0.0.1", port: 0) { channel in
        Self.passing(channel)
      }
    state.withLock { $0.port = server.channel.localAddress?.port ?? 0 }
    ready()
    try await server.executeThenClose { connections in
      try await withThrowingDiscardingTaskGroup { group in
        for case .backend(let port) in targets { group.addTask { await self.watch(port) } }
        for try await client in connections { group.addTask { try? await self.serve(client) } }
      }
    }
  }

  private func serve(_ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async throws {
    try await client.executeThenClose { fromClient, toClient in
      guard let backend = await connect() else { return }
      try await backend.executeThenClose { fromBackend, toBackend in
        await withTaskGroup(of: Void.self) { group in
          group.addTask {
            do {
              for try await bytes in fromClient { try await self.pass(bytes, to: toBackend, on: .requests) }
            } catch {}
          }
          group.addTask {
            do {
              for try await bytes in fromBackend { try await self.pass(bytes, to: toClient, on: .answers) }
            } catch {}
          }
          // When one way has ended the other is of no use.
          await group.next()
          group.cancelAll()
        }
      }
    }
  }

  /// A channel whose two ways end apart.
  private static func passing(_ channel: any Channel) -> EventLoopFuture<NIOAsyncChannel<ByteBuffer, ByteBuffer>> {
    channel.setOption(.allowRemoteHalfClosure, value: true).flatMapThrowing {
      try NIOAsyncChannel(
        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }
  }

  private func connect() async -> NIOAsyncChannel<ByteBuffer, ByteBuffer>? {
    // In turn, those that are ready before those that are not.
    let turned = state.withLock { state in
      state.next += 1
      let turned = targets.indices.map { targets[($0 + state.next) % targets.count] }
      return turned.filter { !state.leaving.contains($0) } + turned.filter(state.leaving.contains)
    }
    for target in turned { if let channel = try? await connect(to: target) { return channel } }
    return nil
  }

  private func connect(to target: Target) async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
    let client = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(.milliseconds(500))
    return switch target {
    case .backend(let port): try await client.connect(host: "127.0.0.1", port: port) { Self.passing($0) }
    case .socket(let path): try await client.connect(unixDomainSocketPath: path) { Self.passing($0) }
    }
  }

  /// Asks a backend again and again whether it is ready, as balancers do.
  private func watch(_ port: Int) async {
    let line = Line { port }
    while !Task.isCancelled {
      let isLeaving = await line.send(WireRequest(.get, "/readyz"))?.status != 200
      state.withLock { state in
        if isLeaving { state.leaving.insert(.backend(port)) } else { state.leaving.remove(.backend(port)) }
      }
      try? await Task.sleep(for: .milliseconds(300))
    }
  }

  private struct Cut: Error {}

  private func pass(
    _ bytes: ByteBuffer, to client: NIOAsyncChannelOutboundWriter<ByteBuffer>, on way: Way
  ) async throws {
    // One in three suffers, so that things go on.
    let isStruck = Int.random(in: 0..<3) == 0
    let fault = state.withLock { $0.way == way && isStruck ? $0.fault : .none }
    switch fault {
    case .none: try await client.write(bytes)
    case .latency:
      try await Task.sleep(for: .milliseconds(Int.random(in: 20...400)))
      try await client.write(bytes)
    case .cut:
      try await client.write(bytes.getSlice(at: bytes.readerIndex, length: bytes.readableBytes / 2) ?? bytes)
      throw Cut()
    case .halfClose:
      try await client.write(bytes.getSlice(at: bytes.readerIndex, length: bytes.readableBytes / 2) ?? bytes)
      client.finish()
      try await Task.sleep(for: .seconds(3))
      throw Cut()
    case .silence:
      try await Task.sleep(for: .seconds(30))
      throw Cut()
    case .drip:
      var rest = bytes
      while let some = rest.readSlice(length: min(rest.readableBytes, 64)), some.readableBytes > 0 {
        try await client.write(some)
        try await Task.sleep(for: .milliseconds(5))
      }
    case .corrupt:
      var bytes = bytes
      // The highest bit: what came is no UTF-8 any more, and noticed.
      let place = bytes.readerIndex + Int.random(in: 0..<max(1, bytes.readableBytes))
      if let byte: UInt8 = bytes.getInteger(at: place) { bytes.setInteger(byte ^ 0x80, at: place) }
      try await client.write(bytes)
    }
  }
}
