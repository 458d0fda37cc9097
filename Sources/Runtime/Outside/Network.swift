import Transfer
import Wire

/// The console's exchanges with one backend: requests with their tickets, and the one stream.
final class Network {
  /// What the network tells.
  enum News {
    /// A request was answered or got lost.
    case answered(RequestTicket, Result<WireResponse, WireFailure>)
    /// So much of a large request is on its way, 0–1.
    case sent(RequestTicket, Double)
    /// The stream is open.
    case streamOpened
    /// The stream said something.
    case streamSpoke([UInt8])
    /// The stream ended.
    case streamEnded(WireFailure?)
  }

  private let transfer: Transfer
  private let server: ServerAddress
  private var tickets: [TransferID: RequestTicket] = [:]
  private var stream: TransferID?
  private var refusal: WireResponse?

  /// Exchanges with that backend.
  init(_ server: ServerAddress) throws(ProgramFailure) {
    self.server = server
    do {
      transfer = try Transfer()
    } catch {
      throw ProgramFailure(.unreachable(reason: error.message))
    }
  }

  /// Sends a request.
  func send(_ request: WireRequest, _ ticket: RequestTicket) {
    // A large body takes what it takes, as long as it moves.
    let isLarge = (request.body?.count ?? 0) > 65_536
    let transferRequest =
      isLarge
      ? TransferRequest.upload(server: server.description, request: request)
      : TransferRequest(server: server.description, request: request)
    tickets[transfer.start(transferRequest)] = ticket
  }

  /// Opens the stream, closing an earlier one.
  func openStream(_ request: WireRequest) {
    closeStream()
    stream = transfer.start(.stream(server: server.description, request: request, silence: 0))
  }

  /// Closes the stream.
  func closeStream() {
    if let stream { transfer.cancel(stream) }
    stream = nil
    refusal = nil
  }

  /// Sleeps until something happens or the time is over.
  func wait(watching descriptors: [Int32], milliseconds: Int64) -> (news: [News], ready: [Int32]) {
    let watched = descriptors.map { WatchedDescriptor($0) }
    let result = transfer.poll(watching: watched, milliseconds: Int(min(milliseconds, 60_000)))
    return (result.events.compactMap(news), result.ready)
  }

  private func news(_ event: TransferEvent) -> News? {
    switch event {
    case .opened(let id, let head):
      guard id == stream else { return nil }
      let isStream = head.header("Content-Type")?.lowercased().hasPrefix("text/event-stream") ?? false
      if head.status == 200, isStream { return .streamOpened }
      refusal = head
      return nil
    case .received(let id, let bytes):
      guard id == stream else { return nil }
      guard refusal == nil else {
        if (refusal?.body.count ?? 0) < 65_536 { refusal?.body += bytes }
        return nil
      }
      return .streamSpoke(bytes)
    case .sent(let id, let part): return tickets[id].map { .sent($0, part) }
    case .finished(let id, let response):
      guard id == stream else { return tickets.removeValue(forKey: id).map { .answered($0, .success(response)) } }
      let ending = refusal.map { $0.failure ?? .unreadable(reason: "not an event stream") } ?? response.failure
      stream = nil
      refusal = nil
      return .streamEnded(ending)
    case .failed(let id, let failure):
      let reason = WireFailure.unreachable(reason: failure.message)
      guard id == stream else { return tickets.removeValue(forKey: id).map { .answered($0, .failure(reason)) } }
      stream = nil
      refusal = nil
      return .streamEnded(reason)
    }
  }
}
