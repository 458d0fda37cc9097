import Desk
import Glyphs

/// One screen line of a record.
public enum ReplayLine: Hashable, Sendable {
  /// Of a message, a notice or a new day.
  case talk(TalkLine)
  /// An event; the time stands on its first line. What is no turning point stands back.
  case event(PlainText, time: PlainText, isTurn: Bool)
  /// Words of staff for staff; the time stands on the first line.
  case note(PlainText, time: PlainText)
  /// A silence, and how hard it was on the taxpayer.
  case silence(PlainText, Urgency)
}
