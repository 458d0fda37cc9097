import Console
import Desk
import Wire

@testable import Runtime

/// A world that writes down what it is asked for and answers when the test says so.
final class RecordingOutside: Outside {
  var sent: [(request: WireRequest, ticket: RequestTicket)] = []
  var streams: [WireRequest] = []
  var closedStreams = 0
  var records: [OutboxRecord] = []
  var drafts: [ConversationID: KeptDraft] = [:]
  var acts: [TerminalAct] = []
  var draftWrites = 0
  var diskIsFull = false
  var files: [String: [UInt8]] = [:]
  var owners: [SeatOwner] = []
  var kept: KeptWork?
  var freshToken: String?

  func send(_ request: WireRequest, _ ticket: RequestTicket) { sent.append((request, ticket)) }
  func openStream(_ request: WireRequest) { streams.append(request) }
  func closeStream() { closedStreams += 1 }
  var watches: [WireRequest] = []
  var closedWatches = 0
  func openWatch(_ request: WireRequest) { watches.append(request) }
  func closeWatch() { closedWatches += 1 }
  func perform(_ act: TerminalAct) { acts.append(act) }
  func chance() -> Double { 0.5 }

  func read(_ path: String, limit: Int) throws(SystemFailure) -> [UInt8] {
    guard let bytes = files[path] else { throw SystemFailure("read " + path, code: 2) }
    return bytes
  }
  func token(after ended: String, of owner: SeatOwner?) -> String? { freshToken }

  func belongs(to owner: SeatOwner) throws(SystemFailure) -> KeptWork? {
    owners.append(owner)
    if diskIsFull { throw SystemFailure("write outbox", code: 28) }
    return kept
  }

  func write(_ record: OutboxRecord) throws(SystemFailure) {
    if diskIsFull { throw SystemFailure("write outbox", code: 28) }
    records.append(record)
  }

  func keep(_ draft: KeptDraft, of conversation: ConversationID) throws(SystemFailure) {
    if diskIsFull { throw SystemFailure("write drafts", code: 28) }
    draftWrites += 1
    drafts[conversation] = draft.isEmpty ? nil : draft
  }

  /// Takes the requests to a path that were sent since the last time.
  func take(_ method: WireRequest.Method, _ suffix: String) -> [(request: WireRequest, ticket: RequestTicket)] {
    let taken = sent.filter { $0.request.method == method && $0.request.path.hasSuffix(suffix) }
    sent.removeAll { $0.request.method == method && $0.request.path.hasSuffix(suffix) }
    return taken
  }
}
