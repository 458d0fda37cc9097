import ArgumentParser
import Desk
import Reports
import Runtime

/// `zuoxi report calendar`.
struct CalendarCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "calendar",
      abstract: words("工作日历：某月逐日的工作时段、节假日与调休", "The working calendar: a month's hours, holidays and make-up workdays"))
  }

  @Option(help: .init(words("月份，如 2026-10，默认本月", "The month, such as 2026-10; this one without it")))
  var month: String?

  @Option(help: .init(words("技能组代码，默认为机构日历", "A group's code; the office's calendar without it")))
  var group: String?

  @Option(help: .init(words("格式：table、json 或 csv", "The format: table, json or csv")))
  var format: ReportFormat = .table

  @OptionGroup var request: RequestOptions

  func validate() throws {
    if let month, CivilDate(month + "-01") == nil {
      throw ValidationError(words("--month 应为 2026-10 形式", "--month is written as 2026-10"))
    }
  }

  func run() throws {
    try request.common.reporting {
      let report = try CalendarProgram.report(try request.access.find(), month: month, group: group)
      print(report.text(format, request.common.chosen), terminator: "")
    }
  }
}
