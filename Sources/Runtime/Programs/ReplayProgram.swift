import Console
import Desk
import Glibc
import Glyphs
import Terminal
import Views
import Wire

/// `zuoxi replay`: an old conversation with its true timing, for whoever reviews it.
public enum ReplayProgram {
  /// Plays it on the terminal until the reviewer leaves.
  public static func run(_ options: ReplayOptions) throws(ProgramFailure) {
    // What stands in the way is said before the terminal is taken.
    let record = try record(options.conversation, options.access)
    try ReplayLoop(ReplayTimeline(record), options, signals: Signals()).run()
  }

  /// The record as plain lines with true times.
  public static func text(_ conversation: ConversationID, _ access: Access, _ language: Language) throws(ProgramFailure)
    -> String
  {
    let timeline = ReplayTimeline(try record(conversation, access))
    return ReplayText.lines(timeline, language).map { trimmed($0.string) + "\n" }.joined()
  }

  /// The record as the backend tells it, all pages in one.
  public static func json(_ conversation: ConversationID, _ access: Access) throws(ProgramFailure) -> String {
    let record = try record(conversation, access)
    guard let bytes = try? WireCodec.encode(record) else {
      throw ProgramFailure(.other, Localised("实录无法写成 JSON", "The record has no JSON spelling"))
    }
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }

  /// Whether it runs on a terminal, so that a record can be played on it.
  public static var isOnTerminal: Bool { isatty(0) == 1 && isatty(1) == 1 }

  static func record(_ id: ConversationID, _ access: Access) throws(ProgramFailure) -> ConversationRecord {
    do throws(WireFailure) {
      var record = try page(of: id, after: nil, access)
      while let next = record.next {
        let page = try page(of: id, after: next, access)
        record = record.followed(by: page)
        // A page that leads nowhere new ends it.
        guard let after = page.next, after != next else { break }
      }
      record.next = nil
      return record
    } catch {
      throw ProgramFailure(error)
    }
  }

  private static func page(
    of id: ConversationID, after position: EventPosition?, _ access: Access
  ) throws(WireFailure) -> ConversationRecord {
    let endpoint = Endpoint.record(of: id, after: position)
    return try SingleRequest.answer(to: endpoint.authorised(by: access.token), from: access.server)
  }

  private static func trimmed(_ text: String) -> Substring {
    var text = Substring(text)
    while text.last == " " { text.removeLast() }
    return text
  }
}
