import Desk
import Reports
import Wire

/// `zuoxi report why`: how the due time of a ticket or a message left came about, headless.
public enum DueProgram {
  /// Asks the backend, which also says by which clock the office works.
  public static func report(_ access: Access, _ kind: PromiseKind, _ id: String) throws(ProgramFailure) -> DueReport {
    do {
      let due = try SingleRequest.answer(to: Endpoint.why(kind, id).authorised(by: access.token), from: access.server)
      let calendar = try SingleRequest.answer(to: Endpoint.calendar.authorised(by: access.token), from: access.server)
      return DueReport(due, utcOffsetMinutes: calendar.calendar.utcOffsetMinutes)
    } catch {
      if case .refused(let problem) = error, problem.status == 404 {
        throw ProgramFailure(
          .usage,
          kind == .ticket
            ? Localised(
              "没有工单 \(id)；请给出完整编号（26 位），留言请加 --message",
              "There is no ticket \(id); give its whole id of 26 letters, and --message for a message left")
            : Localised("没有留言 \(id)；请给出完整编号（26 位）", "There is no message \(id); give its whole id of 26 letters"))
      }
      throw ProgramFailure(error)
    }
  }
}
