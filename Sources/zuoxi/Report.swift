import ArgumentParser
import Reports
import Runtime

/// `zuoxi report …`.
struct Report: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: words("输出报表", "Print reports"), subcommands: [QueueCommand.self, CalendarCommand.self])
  }
}

/// `zuoxi report queue`.
struct QueueCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "queue", abstract: words("实时排队情况", "The live queue"))
  }

  @Option(help: .init(words("格式：table、json 或 csv", "The format: table, json or csv")))
  var format: ReportFormat = .table

  @Option(
    help: .init(
      words(
        "只要一部分：groups 技能组，waiting 排队的人；csv 不写时为 groups，json 总是完整的",
        "One part only: groups, or the people waiting; csv has the groups without it, json always everything")))
  var part: QueueReport.Part?

  @OptionGroup var access: AccessOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if format == .json, part != nil {
      throw ValidationError(
        words("json 总是完整的；--part 只用于 table 与 csv", "json always has everything; --part goes with table and csv"))
    }
  }

  func run() throws {
    try common.reporting {
      let report = QueueReport(try QueueProgram.digest(try access.find()))
      print(report.text(format, part: part, common.chosen), terminator: "")
    }
  }
}

extension ReportFormat: ExpressibleByArgument {}
extension QueueReport.Part: ExpressibleByArgument {}
