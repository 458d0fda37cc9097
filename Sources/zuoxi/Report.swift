import ArgumentParser
import Reports
import Runtime

/// `zuoxi report …`.
struct Report: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: words("输出报表", "Print reports"), subcommands: [QueueCommand.self])
  }
}

/// `zuoxi report queue`.
struct QueueCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "queue", abstract: words("实时排队情况", "The live queue"))
  }

  @Option(help: .init(words("格式：table、json 或 csv", "The format: table, json or csv")))
  var format: ReportFormat = .table

  @Option(help: .init(words("只要一部分：groups 技能组，waiting 排队的人", "One part only: groups, or the people waiting")))
  var part: QueueReport.Part?

  @OptionGroup var access: AccessOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let report = QueueReport(try QueueProgram.digest(try access.find()))
      print(report.text(format, part: part, common.chosen), terminator: "")
    }
  }
}

extension ReportFormat: ExpressibleByArgument {}
extension QueueReport.Part: ExpressibleByArgument {}
