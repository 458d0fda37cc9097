import Desk

/// What to do. Effects of one action are carried out in order.
public enum Effect: Equatable, Sendable {
  /// Send a request; answered by `requestSucceeded` or `requestFailed` with the same value. `snapshot` is repeated with
  /// growing pauses until it is answered or refused.
  case send(OutgoingRequest)
  /// Open the event stream after that position, closing an earlier one, and keep it open: each loss is told by `streamLost`, each
  /// return by `streamOpened`, going on after the last position seen.
  case openStream(after: EventPosition)
  /// Watch a conversation on a stream of its own, in place of any watched before: what it tells comes as `watchArrived`.
  case openWatch(ConversationID)
  /// Watch no more.
  case closeWatch
  /// Try the lost stream at once instead of at its next time.
  case reconnectNow
  /// Put a message into the outbox: on disk first, then on its way, in order within a conversation, once.
  case enqueue(PendingMessage)
  /// Put a refused message back in line.
  case retry(MessageID)
  /// Take a message out of the outbox for good.
  case withdraw(MessageID)
  /// Keep a draft on disk; an empty one removes it.
  case persistDraft(ConversationID, KeptDraft)
  /// List a folder's folders and pictures; with `nil` the newest pictures of the folders where people keep them.
  case listFiles(folder: String?)
  /// Fetch a picture and make it ready to be shown; answered by `pictureRendered` or `pictureFailed`.
  case renderPicture(PictureRequest)
  /// Open a picture outside the terminal.
  case openPicture(ImageReference)
  /// Write a picture into the folder for downloads.
  case savePicture(ImageReference)
  /// Forget the picture that is shown.
  case forgetPicture
  /// Ring.
  case bell
  /// Tell the user outside the window, where the terminal can.
  case notify(title: String, body: String)
  /// Put a text on the clipboard.
  case copy(String)
  /// Open an address in the user's browser, where there is a display; it stays to be read on the screen.
  case open(String)
  /// Read that theme and draw with it.
  case useTheme(String)
  /// Keep the choices for the next start.
  case persistPreferences(Preferences)
  /// Draw everything again.
  case repaint
  /// Give the terminal back and stop, as Ctrl-Z does elsewhere.
  case suspend
  /// Leave; sign the seat out first if asked.
  case quit(signOut: Bool)
}
