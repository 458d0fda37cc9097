import Transfer
import Wire

/// One request and its answer, for programs that have nothing else to do meanwhile.
enum SingleRequest {
  /// Sends and waits.
  static func answer<Answer>(to endpoint: Endpoint<Answer>, from server: ServerAddress) throws(WireFailure) -> Answer {
    let response = try send(endpoint.request, to: server)
    return try endpoint.answer(from: response)
  }

  /// Sends and waits for whatever comes.
  static func send(_ request: WireRequest, to server: ServerAddress) throws(WireFailure) -> WireResponse {
    let transfer: Transfer
    do {
      transfer = try Transfer()
    } catch {
      throw .unreachable(reason: error.message)
    }
    let id = transfer.start(TransferRequest(server: server.description, request: request))
    while true {
      for event in transfer.poll(milliseconds: -1).events {
        switch event {
        case .finished(id, let response): return response
        case .failed(id, let failure): throw .unreachable(reason: failure.message)
        case .opened, .received, .sent, .finished, .failed: break
        }
      }
    }
  }
}
