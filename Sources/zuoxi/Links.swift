import ArgumentParser
import Reports
import Runtime

/// `zuoxi links …`.
struct Links: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "links", abstract: words("办理入口", "Entry links"), subcommands: [LinksCheck.self])
  }
}

/// `zuoxi links check`.
struct LinksCheck: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: words(
        "逐个访问办理入口，报告失效、到期和主机不允许的", "Visits every entry link and reports those that are dead, expired or off the list"),
      discussion: words(
        "全部正常时退出码为 0，有问题时为 1。需要登录（401、403）的页面算正常。",
        "Ends with 0 when all is well and with 1 when a link is not. A page that wants a sign-in (401, 403) is well."))
  }

  @Option(help: .init(words("格式：table、json 或 csv", "The format: table, json or csv")))
  var format: ReportFormat = .table

  @Flag(help: .init(words("只列有问题的", "Only those with something wrong")))
  var trouble = false

  @Option(help: .init(words("每个入口最多等待的秒数，1–120", "Seconds to wait for each link at most, 1–120")))
  var timeout = 15

  @Option(help: .init(words("受信任的证书机构文件（PEM），默认用系统的", "A PEM file of trusted authorities instead of the system's")))
  var authorities: String?

  @OptionGroup var request: RequestOptions

  func validate() throws {
    guard (1...120).contains(timeout) else {
      throw ValidationError(words("--timeout 应为 1 至 120", "--timeout must be 1 to 120"))
    }
  }

  func run() throws {
    var hasTrouble = false
    try request.common.reporting {
      var report = try LinksProgram.report(try request.access.find(), certificateFile: authorities, seconds: timeout)
      hasTrouble = report.hasTrouble
      if trouble { report.lines.removeAll { !$0.verdict.isTrouble } }
      print(report.text(format, request.common.chosen), terminator: "")
    }
    if hasTrouble { throw ExitCode(1) }
  }
}
