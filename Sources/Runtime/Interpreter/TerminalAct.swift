import Console
import Desk
import Wire

/// What an effect asks of the terminal or of the program around it.
enum TerminalAct: Equatable, Sendable {
  /// Ring.
  case bell
  /// Tell the user outside the window.
  case notify(title: String, body: String)
  /// Put a text on the clipboard.
  case copy(String)
  /// Open an address in the user's browser, where there is a display.
  case open(String)
  /// Draw with that theme.
  case useTheme(String)
  /// Keep the choices for the next start.
  case keep(Preferences)
  /// Draw everything again.
  case repaint
  /// List a folder, or the newest pictures.
  case listFiles(folder: String?)
  /// Make a picture ready to be shown; the request fetches it where it is not here yet.
  case renderPicture(PictureRequest, fetch: WireRequest?)
  /// Open a picture outside the terminal.
  case openPicture(ImageReference, fetch: WireRequest)
  /// Write a picture into a file.
  case savePicture(ImageReference, fetch: WireRequest)
  /// Forget the picture that is shown.
  case forgetPicture
  /// Stop, as Ctrl-Z does elsewhere.
  case suspend
}
