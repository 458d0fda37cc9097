import ArgumentParser
import Desk
import Reports
import Runtime

// One command for each kind of report.

/// A report of one kind.
protocol FigureCommand: ParsableCommand {
  static var kind: ReportKind { get }
  static var abstract: (chinese: String, english: String) { get }
  var figures: FigureOptions { get }
}

extension FigureCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: kind.rawValue, abstract: words(abstract.chinese, abstract.english))
      .parsed(after: "zuoxi report")
  }

  func run() throws { try figures.run(Self.kind) }
}

/// `zuoxi report agents`.
struct AgentsCommand: FigureCommand {
  static var kind: ReportKind { .agents }
  static var abstract: (chinese: String, english: String) {
    ("坐席：接待、用时、状态", "Seats: what they handled, and their time")
  }
  @OptionGroup var figures: FigureOptions
}

/// `zuoxi report tickets`.
struct TicketsCommand: FigureCommand {
  static var kind: ReportKind { .tickets }
  static var abstract: (chinese: String, english: String) { ("工单", "Tickets") }
  @OptionGroup var figures: FigureOptions
}

/// `zuoxi report messages`.
struct MessagesCommand: FigureCommand {
  static var kind: ReportKind { .messages }
  static var abstract: (chinese: String, english: String) { ("留言", "Messages left") }
  @OptionGroup var figures: FigureOptions
}

/// `zuoxi report appointments`.
struct AppointmentsCommand: FigureCommand {
  static var kind: ReportKind { .appointments }
  static var abstract: (chinese: String, english: String) { ("预约", "Appointments") }
  @OptionGroup var figures: FigureOptions
}

/// `zuoxi report service`.
struct ServiceCommand: FigureCommand {
  static var kind: ReportKind { .service }
  static var abstract: (chinese: String, english: String) { ("服务总览", "All of the service") }
  @OptionGroup var figures: FigureOptions
}

/// `zuoxi report assistant`.
struct AssistantCommand: FigureCommand {
  static var kind: ReportKind { .assistant }
  static var abstract: (chinese: String, english: String) { ("智能应答", "The assistant") }
  @OptionGroup var figures: FigureOptions
}

/// `zuoxi report schema`.
struct SchemaCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "schema",
      abstract: words("JSON 报表的结构（JSON Schema）", "How the JSON of reports looks, as a JSON Schema"))
  }

  @OptionGroup var common: CommonOptions

  func run() throws { try common.reporting { try ReportProgram.write(ReportSchema.text, to: nil) } }
}
