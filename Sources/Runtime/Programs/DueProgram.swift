import Desk
import Glyphs
import Reports
import Wire

/// `zuoxi report why`: how the due time of a ticket or a message left came about, headless.
public enum DueProgram {
  /// Asks the backend, which also says by which clock the office works. A ticket is named by its id, or by its short name as screens show it.
  public static func report(_ access: Access, _ kind: PromiseKind, _ id: String) throws(ProgramFailure) -> DueReport {
    var id = id
    if kind == .ticket, id.count == Ticket.shortNameLength {
      let page = try answer(to: .tickets("\(id) state:all", after: nil, limit: 200), access, kind, id)
      id = try whole(id, among: page.tickets)
    }
    let due = try answer(to: Endpoint.why(kind, id), access, kind, id)
    let calendar = try answer(to: Endpoint.calendar, access, kind, id)
    return DueReport(due, utcOffsetMinutes: calendar.calendar.utcOffsetMinutes)
  }

  /// The whole id of the one ticket that has this short name; when several have it they are told.
  static func whole(_ shortName: String, among tickets: [Ticket]) throws(ProgramFailure) -> String {
    let named = tickets.filter { $0.shortName.lowercased() == shortName.lowercased() }
    guard let one = named.first else { throw missing(.ticket, shortName) }
    guard named.count > 1 else { return one.id.rawValue }
    let lines = named.map { "\n  \($0.id) \(PlainText($0.title).string)" }.joined()
    throw ProgramFailure(
      .usage,
      Localised(
        "有 \(named.count) 个工单的短号是 \(shortName)，请给出完整编号：\(lines)",
        "\(named.count) tickets have the short name \(shortName); give the whole id of one: \(lines)"))
  }

  private static func answer<Answer>(
    to endpoint: Endpoint<Answer>, _ access: Access, _ kind: PromiseKind, _ id: String
  ) throws(ProgramFailure) -> Answer {
    do {
      return try SingleRequest.answer(to: endpoint.authorised(by: access.token), from: access.server)
    } catch {
      if case .refused(let problem) = error, problem.status == 404 { throw missing(kind, id) }
      throw ProgramFailure(error)
    }
  }

  private static func missing(_ kind: PromiseKind, _ id: String) -> ProgramFailure {
    ProgramFailure(
      .usage,
      kind == .ticket
        ? Localised(
          "没有工单 \(id)；请给出屏幕上的短号（6 位）或完整编号（26 位），留言请加 --message",
          "There is no ticket \(id); give the short name on the screen (6 letters) or its whole id (26), and --message for a message left"
        )
        : Localised("没有留言 \(id)；请给出完整编号", "There is no message \(id); give its whole id"))
  }
}
