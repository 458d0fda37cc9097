import Desk

/// What happened. Before any other action of a wake-up the runtime says what time it is, with `ticked` or with `woke` and `ticked` later.
public enum Action: Equatable, Sendable {
  // The program.

  /// The console is up; drafts and unsent messages of an earlier run were read from disk.
  case started(drafts: [ConversationID: KeptDraft], outbox: [PendingMessage])
  /// Before the first snapshot is taken: whose seat it is was not known at the start, and this is what an earlier run left for them.
  case restored(drafts: [ConversationID: KeptDraft], outbox: [PendingMessage])
  /// The monotonic clock, in milliseconds since any fixed moment.
  case ticked(milliseconds: Int64)
  /// The same clock, for keys that are written before anything that time brings about; `ticked` follows in the same wake-up.
  case woke(milliseconds: Int64)
  /// The terminal has another size, in cells.
  case resized(Size)
  /// The terminal window gained or lost the focus.
  case terminalFocusChanged(Bool)
  /// The console was resumed after Ctrl-Z, or the machine woke up.
  case resumed
  /// The outbox or the drafts cannot be written, for instance because the disk is full; `nil` once they can again.
  case storageFailed(String?)
  /// The user asked the program to stop from outside: SIGTERM, SIGHUP, the terminal's end.
  case terminationAsked

  // The user.

  /// A key.
  case keyPressed(Key)
  /// A bracketed paste.
  case pasted(String)
  /// The mouse.
  case pointed(PointerEvent)

  // The backend.

  /// The stream is open and about to tell what happened since the position asked for.
  case streamOpened
  /// The stream is gone; the runtime tries again at that monotonic time, or not at all with `nil`.
  case streamLost(Failure, retryAt: Int64?)
  /// The stream said `reset`: take a new snapshot.
  case resetAsked(reason: String)
  /// A logged event.
  case eventArrived(Event)
  /// Queues and seats.
  case digestArrived(FloorDigest)
  /// What the wall shows beside queues and seats.
  case wallArrived(FloorWall)
  /// The stream of the watched conversation told something.
  case watchArrived(WatchNews)
  /// Somebody types.
  case typingArrived(TypingNotice)
  /// A heartbeat: everything up to the head has been told.
  case headReached(EventPosition, at: Timestamp)
  /// A request was answered.
  case requestSucceeded(OutgoingRequest, Response)
  /// A request was refused or got lost; the runtime has given up on it.
  case requestFailed(OutgoingRequest, Failure)
  /// A message of the outbox is on the wire.
  case outboxSending(MessageID)
  /// So many hundredths of the picture of a message of the outbox are on their way.
  case outboxProgressed(MessageID, percent: Int)
  /// What a folder holds, or the newest pictures of this machine.
  case filesListed(FileListing)
  /// A picture is ready to be looked at, as large as asked for.
  case pictureRendered(PictureRequest, PictureRendering)
  /// A picture cannot be looked at, and why.
  case pictureFailed(PictureRequest, Localised)
  /// A picture was opened outside the terminal, or written to that file.
  case pictureLeft(Localised)
  /// A message of the outbox is back in line: the backend could not be reached.
  case outboxWaiting(MessageID)
  /// A message of the outbox is durable at the backend.
  case outboxPosted(MessageID, PostedMessages)
  /// The backend refused a message of the outbox; those behind it go on.
  case outboxRefused(MessageID, Problem)
}
