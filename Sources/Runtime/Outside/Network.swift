import Transfer
import Wire

/// The console's exchanges with one backend: requests with their tickets, the stream of events, and that of a watched conversation.
final class Network {
  /// What the network tells.
  enum News {
    /// A request was answered or got lost.
    case answered(RequestTicket, Result<WireResponse, WireFailure>)
    /// So much of a large request is on its way, 0–1.
    case sent(RequestTicket, Double)
    /// A stream is open.
    case streamOpened(Stream)
    /// A stream said something.
    case streamSpoke(Stream, [UInt8])
    /// A stream ended.
    case streamEnded(Stream, WireFailure?)
  }

  /// The streams there may be.
  enum Stream: Hashable {
    /// The seat's events.
    case events
    /// A watched conversation.
    case watch
  }

  private struct Line {
    var name: Stream
    var refusal: WireResponse?
  }

  private let transfer: Transfer
  private let server: ServerAddress
  private var tickets: [TransferID: RequestTicket] = [:]
  private var lines: [TransferID: Line] = [:]

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

  /// Opens a stream, closing an earlier one of that name.
  func open(_ stream: Stream, _ request: WireRequest) {
    close(stream)
    lines[transfer.start(.stream(server: server.description, request: request, silence: 0))] = Line(name: stream)
  }

  /// Closes a stream.
  func close(_ stream: Stream) {
    for (id, line) in lines where line.name == stream {
      transfer.cancel(id)
      lines[id] = nil
    }
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
      guard let line = lines[id] else { return nil }
      let isStream = head.header("Content-Type")?.lowercased().hasPrefix("text/event-stream") ?? false
      if head.status == 200, isStream { return .streamOpened(line.name) }
      lines[id]?.refusal = head
      return nil
    case .received(let id, let bytes):
      guard let line = lines[id] else { return nil }
      guard let refusal = line.refusal else { return .streamSpoke(line.name, bytes) }
      if refusal.body.count < 65_536 { lines[id]?.refusal?.body += bytes }
      return nil
    case .sent(let id, let part): return tickets[id].map { .sent($0, part) }
    case .finished(let id, let response):
      guard let line = lines.removeValue(forKey: id) else {
        return tickets.removeValue(forKey: id).map { .answered($0, .success(response)) }
      }
      let ending = line.refusal.map { $0.failure ?? .unreadable(reason: "not an event stream") } ?? response.failure
      return .streamEnded(line.name, ending)
    case .failed(let id, let failure):
      let reason = WireFailure.unreachable(reason: failure.message)
      guard let line = lines.removeValue(forKey: id) else {
        return tickets.removeValue(forKey: id).map { .answered($0, .failure(reason)) }
      }
      return .streamEnded(line.name, reason)
    }
  }
}
