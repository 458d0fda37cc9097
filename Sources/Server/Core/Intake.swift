import Desk
import Hummingbird
import NIOCore
import Synchronization

/// Bodies of requests on their way. Who sends one takes no place from others meanwhile, and is cut when it comes drop by drop; when all of them together
/// take up too much memory, the one that has been on its way for longest is.
final class Intake: Sendable {
  /// Bytes a second which a body comes with at least, once its first seconds are over: a telephone far from its mast sends more.
  private static let leastRate = 16_384
  /// How often it is looked who is too slow.
  private static let pause = Duration.milliseconds(500)
  /// Longest time for a body when the backend ends.
  private static let farewell = Duration.seconds(2)

  private struct Sender {
    var until: ContinuousClock.Instant
    var bytes = 0
    var isCut = false
    let cut: @Sendable () -> Void
  }

  private struct State {
    var senders: [Int: Sender] = [:]
    var count = 0
    var bytes = 0
    var isWatched = false
    var end: ContinuousClock.Instant?
  }

  private let seconds: Int
  private let limit: Int
  private let state = Mutex(State())

  /// Lets a body take so many seconds before it has to come at a rate of 16 KiB/s, and all bodies together so many bytes.
  init(seconds: Int, limit: Int) {
    self.seconds = seconds
    self.limit = limit
  }

  /// Bytes of bodies that are on their way now.
  var bytes: Int { state.withLock(\.bytes) }

  /// The whole body. Throws `NIOTooManyBytesError` beyond `most` bytes, a problem when the sender went away or was too slow.
  func collect(_ body: RequestBody, length: Int?, most: Int, from channel: any Channel) async throws -> ByteBuffer {
    let number = begin { channel.close(promise: nil) }
    var buffer = ByteBuffer()
    do {
      for try await piece in body {
        guard buffer.readableBytes + piece.readableBytes <= most else { throw NIOTooManyBytesError(maxBytes: most) }
        take(piece.readableBytes, from: number)
        // Copied: a piece keeps all of the buffer that it was read into.
        buffer.writeBytes(piece.readableBytesView)
      }
    } catch let error as NIOTooManyBytesError {
      end(number)
      throw error
    } catch {
      throw end(number) ? Self.slow : Self.gone
    }
    guard !end(number) else { throw Self.slow }
    guard length.map({ $0 == buffer.readableBytes }) ?? true else { throw Self.gone }
    return buffer
  }

  /// From here on nobody is waited for any longer than two seconds.
  func close() {
    state.withLock { state in
      let end = ContinuousClock.now + Self.farewell
      state.end = end
      for number in state.senders.keys { state.senders[number]?.until = end }
    }
  }

  private static let slow = Problem(
    .unavailable, detail: Localised("请求内容传得太慢，连接已断开", "The request's body came too slowly; its connection was cut"),
    retryAfter: 2)
  private static let gone = Problem(
    .badRequest, detail: Localised("连接在请求内容传完之前断开", "The connection ended before the whole body was there"))

  private func begin(_ cut: @escaping @Sendable () -> Void) -> Int {
    let (number, isFirst) = state.withLock { state in
      state.count += 1
      state.senders[state.count] = Sender(until: state.end ?? .now + .seconds(seconds), cut: cut)
      defer { state.isWatched = true }
      return (state.count, !state.isWatched)
    }
    if isFirst { Task.detached { [self] in await watch() } }
    return number
  }

  /// What came gives its sender more time; who is cut for the room is told after the lock is let go.
  private func take(_ bytes: Int, from number: Int) {
    let cut = state.withLock { state -> [@Sendable () -> Void] in
      guard let sender = state.senders[number], !sender.isCut else { return [] }
      state.senders[number]?.bytes += bytes
      if state.end == nil {
        state.senders[number]?.until += .milliseconds(bytes * 1_000 / Self.leastRate)
      }
      state.bytes += bytes
      var cut: [@Sendable () -> Void] = []
      while state.bytes > limit, let oldest = state.senders.filter({ !$0.value.isCut }).keys.min() {
        cut.append(Self.cut(oldest, in: &state))
      }
      return cut
    }
    for close in cut { close() }
  }

  /// Whether it was cut.
  @discardableResult
  private func end(_ number: Int) -> Bool {
    state.withLock { state in
      guard let sender = state.senders.removeValue(forKey: number) else { return false }
      if !sender.isCut { state.bytes -= sender.bytes }
      return sender.isCut
    }
  }

  private static func cut(_ number: Int, in state: inout State) -> @Sendable () -> Void {
    guard let sender = state.senders[number] else { return {} }
    state.senders[number]?.isCut = true
    state.bytes -= sender.bytes
    return sender.cut
  }

  private func watch() async {
    while let overdue = overdue(at: .now) {
      for close in overdue { close() }
      try? await Task.sleep(for: Self.pause)
    }
  }

  /// Those who are too slow, cut; `nil` when nobody sends.
  private func overdue(at now: ContinuousClock.Instant) -> [@Sendable () -> Void]? {
    state.withLock { state in
      guard !state.senders.isEmpty else {
        state.isWatched = false
        return nil
      }
      let late = state.senders.filter { !$0.value.isCut && $0.value.until <= now }.keys
      return late.map { Self.cut($0, in: &state) }
    }
  }
}
