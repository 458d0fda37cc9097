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
      throw ProgramFailure(error)
    }
  }
}
