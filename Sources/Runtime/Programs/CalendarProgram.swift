import Desk
import Reports
import Wire

/// `zuoxi report calendar`: a month of the working calendar, headless.
public enum CalendarProgram {
  /// Asks the backend for the calendar. `month` is `YYYY-MM`; without it, this month.
  public static func report(
    _ access: Access, month: String?, group: String?
  ) throws(ProgramFailure) -> CalendarReport {
    let calendar: OfficeCalendar
    do {
      calendar = try SingleRequest.answer(to: Endpoint.calendar.authorised(by: access.token), from: access.server)
    } catch {
      throw ProgramFailure(error)
    }
    let today = calendar.calendar.local(Monotonic.wall).day
    guard let day = month.map({ CivilDate($0 + "-01") }) ?? today else {
      throw ProgramFailure(.usage, Localised("月份应为 2026-10 形式", "A month is written as 2026-10"))
    }
    return CalendarReport(calendar, month: day, group: group.map { SkillGroupID($0) })
  }
}
