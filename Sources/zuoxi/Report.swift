import ArgumentParser
import Desk
import Reports
import Runtime

/// `zuoxi report …`.
struct Report: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "report", abstract: words("输出报表", "Print reports"),
      subcommands: [
        QueueCommand.self, AgentsCommand.self, TicketsCommand.self, MessagesCommand.self, AppointmentsCommand.self,
        ServiceCommand.self, AssistantCommand.self, CalendarCommand.self, WhyCommand.self, SchemaCommand.self,
      ])
  }
}

/// `zuoxi report queue`.
struct QueueCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "queue",
      abstract: words("实时排队情况；给出时段或分行时为排队报表", "The live queue; with a period or rows, the waits of that period")
    ).parsed(after: "zuoxi report")
  }

  @Option(
    help: .init(
      words(
        "只要一部分：groups 技能组，waiting 排队的人；csv 不写时为 groups，json 总是完整的",
        "One part only: groups, or the people waiting; csv has the groups without it, json always everything")))
  var part: QueueReport.Part?

  @OptionGroup var figures: FigureOptions

  func validate() throws {
    if figures.format == .json || figures.format == .openmetrics, part != nil {
      throw ValidationError(
        words("json 总是完整的；--part 只用于 table 与 csv", "json always has everything; --part goes with table and csv"))
    }
    if part != nil, !figures.question(.queue).isLive {
      throw ValidationError(words("--part 只用于实时排队", "--part goes with the live queue alone"))
    }
  }

  func run() throws { try figures.run(.queue, part: part) }
}

extension ReportFormat: ExpressibleByArgument {}
extension QueueReport.Part: ExpressibleByArgument {}
