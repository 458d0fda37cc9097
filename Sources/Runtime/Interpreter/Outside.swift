import Console
import Desk
import Wire

/// Names a request under way, so that its answer finds its way back.
enum RequestTicket: Hashable, Sendable {
  /// A request of the console; the number counts attempts.
  case request(Int)
  /// A message of the outbox.
  case message(MessageID)
  /// A picture to look at; its bytes are the outside's.
  case picture(ImageID)
  /// Signing out before leaving.
  case signOut
}

/// What the interpreter has done in the world. The loop does it; tests write it down.
protocol Outside: AnyObject {
  /// Sends a request; the answer comes back with the ticket.
  func send(_ request: WireRequest, _ ticket: RequestTicket)
  /// Opens the stream of events, closing an earlier one.
  func openStream(_ request: WireRequest)
  /// Closes the stream of events; nothing more is heard of it.
  func closeStream()
  /// Opens the stream of a watched conversation, closing an earlier one.
  func openWatch(_ request: WireRequest)
  /// Closes the stream of the watched conversation.
  func closeWatch()
  /// The backend has said whose seat this is. Returns what is kept for them unless the console began with it.
  func belongs(to owner: SeatOwner) throws(SystemFailure) -> KeptWork?
  /// The token of a sign-in that took the place of the one that ended, for the same seat; `nil` while there is none.
  func token(after ended: String, of owner: SeatOwner?) -> String?
  /// Puts an outbox record on the disk before it returns.
  func write(_ record: OutboxRecord) throws(SystemFailure)
  /// Keeps a draft.
  func keep(_ draft: KeptDraft, of conversation: ConversationID) throws(SystemFailure)
  /// Reads a picture that is to be sent; more bytes than `limit` are refused.
  func read(_ path: String, limit: Int) throws(SystemFailure) -> [UInt8]
  /// Does what concerns the terminal.
  func perform(_ act: TerminalAct)
  /// A number 0..<1 by chance.
  func chance() -> Double
}
