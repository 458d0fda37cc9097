import ArgumentParser
import Desk
import Reports
import Runtime

/// `zuoxi report why`.
struct WhyCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "why",
      abstract: words("工单或留言的到期时间怎样得来，逐步说明", "How the due time of a ticket or a message came about, step by step"))
  }

  @Argument(
    help: .init(
      words("工单的短号（屏幕所示 6 位）或编号；留言的编号", "The ticket's short name (6 letters, as on the screen) or id; the message's id")
    ))
  var id: String

  @Flag(help: .init(words("是留言的编号", "It is the id of a message left")))
  var message = false

  @Option(help: .init(words("格式：table、json 或 csv", "The format: table, json or csv")))
  var format: ReportFormat = .table

  @OptionGroup var request: RequestOptions

  func run() throws {
    try request.common.reporting {
      let report = try DueProgram.report(try request.access.find(), message ? .message : .ticket, id)
      print(report.text(format, request.common.chosen), terminator: "")
    }
  }
}
