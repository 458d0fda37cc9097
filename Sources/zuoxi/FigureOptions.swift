import ArgumentParser
import Desk
import Reports
import Runtime

/// What every report of figures takes.
struct FigureOptions: ParsableArguments {
  @Option(
    help: .init(
      words(
        "起：RFC 3339 时间或日期，如 2026-10-01；默认今天", "From: an RFC 3339 time or a day such as 2026-10-01; today without it")))
  var since: String?

  @Option(help: .init(words("止：时间，或日期（含当天）；默认现在", "Until: a time, or a day, which is included; now without it")))
  var until: String?

  @Option(
    help: .init(words("按什么分行：hour、day、group、agent 或 matter", "What rows tell apart: hour, day, group, agent or matter"))
  )
  var by: ReportGrouping?

  @Option(help: .init(words("只看一个技能组，写代码", "One skill group only, by its code")))
  var group: String?

  @Option(help: .init(words("只看一个坐席，写登录账号", "One agent only, by the account")))
  var agent: String?

  @Flag(help: .init(words("按发生时间统计，默认按进线时间", "Counts things when they happen, not when their taxpayer came")))
  var byEvent = false

  @Option(
    help: .init(
      words(
        "格式：table、json、csv、openmetrics、markdown 或 html", "The format: table, json, csv, openmetrics, markdown or html"))
  )
  var format: FiguresFormat = .table

  @Flag(help: .init(words("CSV 供 Excel 直接打开", "CSV that Excel opens by a double click")))
  var excel = false

  @Option(help: .init(words("写入文件：要么全部写好，要么原样不动", "Writes a file, as a whole or not at all")))
  var output: String?

  @Flag(
    help: .init(
      words("持续刷新：终端上原地重画，否则有变化时输出一份", "Goes on: redrawn in place on a terminal, else one document per change")))
  var watch = false

  @Option(help: .init(words("刷新间隔秒数，1–3600", "Seconds between two looks, 1–3600")))
  var interval = 2

  @Flag(help: .init(words("只说明各指标的定义", "Tells every figure's definition and nothing else")))
  var explain = false

  @Flag(
    help: .init(
      words("作为监控插件检查：一行输出，退出码 0/1/2/3", "Checks as a monitoring plugin does: one line, and 0/1/2/3 to the shell")))
  var check = false

  @Option(
    help: .init(
      words(
        "警告范围，如 waiting=10、service_level=0.8:，可重复", "A range, such as waiting=10 or service_level=0.8:; repeatable"),
      valueName: "name=range"), transform: FigureRange.init(reading:))
  var warning: [FigureRange] = []

  @Option(
    help: .init(words("严重范围，同上", "As above, for what is graver"), valueName: "name=range"),
    transform: FigureRange.init(reading:))
  var critical: [FigureRange] = []

  @Flag(
    help: .init(
      words("按机构设定的告警指标检查，如 PUT /v1/thresholds 所设", "Checks what the office watches, as set by PUT /v1/thresholds")))
  var thresholds = false

  @Option(help: .init(words("检查最多用的秒数，1–600", "Seconds a check may take, 1–600")))
  var timeout = 10

  @OptionGroup var request: RequestOptions

  func validate() throws {
    guard (1...3_600).contains(interval) else {
      throw ValidationError(words("--interval 应为 1 至 3600", "--interval must be 1 to 3600"))
    }
    guard (1...600).contains(timeout) else {
      throw ValidationError(words("--timeout 应为 1 至 600", "--timeout must be 1 to 600"))
    }
    if !check, !(warning + critical).isEmpty || thresholds {
      throw ValidationError(
        words(
          "--warning、--critical、--thresholds 与 --check 同用", "--warning, --critical and --thresholds go with --check"))
    }
    if check, watch || output != nil {
      throw ValidationError(
        words("--check 只输出一行，不能与 --watch、--output 同用", "--check is one line: without --watch and --output"))
    }
    if excel, format != .csv {
      throw ValidationError(words("--excel 与 --format csv 同用", "--excel goes with --format csv"))
    }
    if format == .openmetrics, by == .agent || agent != nil {
      throw ValidationError(
        words("openmetrics 不按人区分，请改用其他格式", "openmetrics has no labels with a person: choose another format"))
    }
  }

  /// The question these options ask.
  func question(_ kind: ReportKind) -> ReportProgram.Question {
    var question = ReportProgram.Question(kind)
    question.since = since
    question.until = until
    question.by = by
    question.group = group.map { SkillGroupID($0) }
    question.agent = agent.map { AgentID($0) }
    question.basis = byEvent ? .event : .arrival
    return question
  }

  /// Runs a report of that kind; `part` is for the queue as it is now.
  func run(_ kind: ReportKind, part: QueueReport.Part? = nil) throws {
    let (access, common) = (request.access, request.common)
    if check { return try checkUp(kind, access) }
    try common.reporting {
      let language = common.chosen
      if explain {
        let live = kind == .queue ? QueueReport.explanation(language) : ""
        return try ReportProgram.write(live + FiguresReport.explanation(kind.metrics, language), to: output)
      }
      let program = ReportProgram(try access.find(), question(kind))
      let isLive = question(kind).isLive
      func draw() throws(ProgramFailure) -> (text: String, same: String) {
        if isLive {
          var report = QueueReport(try program.queue())
          let text = report.text(format, part: part, language, isExcel: excel)
          report.digest.at = Timestamp(milliseconds: 0)
          return (text, report.text(.json, language))
        }
        var report = try program.figures()
        let text = report.text(format, language, isExcel: excel)
        report.at = Timestamp(milliseconds: 0)
        report.query.until = report.query.since
        report.asOf = EventPosition(epoch: 0, sequence: 0)
        return (text, report.text(.json, language))
      }
      guard watch else { return try ReportProgram.write(try draw().text, to: output) }
      try ReportProgram.watch(everySeconds: interval, isInPlace: format == .table, to: output, language, draw)
    }
  }

  /// A check answers with a line on the output and a number, whatever happens.
  private func checkUp(_ kind: ReportKind, _ access: AccessOptions) throws {
    ReportProgram.endsAfter(seconds: timeout)
    do {
      let all = warning + critical
      for asked in all {
        let beside = all.filter { $0.name == asked.name }.map(\.range)
        if let obstacle = FigureCheckup.obstacle(kind, asked.name, asked.range, beside: beside) {
          throw ProgramFailure(.usage, obstacle)
        }
      }
      if thresholds {
        let program = ReportProgram(try access.find(), question(kind))
        let watched = FigureCheckup.watched(try program.thresholds(), group: question(kind).group)
        guard !watched.isEmpty else {
          if let group {
            _ = try program.queue()
            throw ProgramFailure(
              .other,
              Localised(
                "技能组 \(group) 没有设定告警指标，请先 PUT /v1/thresholds",
                "nothing of the group \(group) is watched; set it by PUT /v1/thresholds"))
          }
          throw ProgramFailure(
            .other, Localised("没有设定告警指标，请先 PUT /v1/thresholds", "nothing is watched; set it by PUT /v1/thresholds"))
        }
        let checkup = FigureCheckup(kind, watched)
        try ReportProgram.write(checkup.line, to: nil)
        throw ExitCode(checkup.status.rawValue)
      }
      let asked = warning.map(\.name) + critical.map(\.name)
      var names = asked.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      if names.isEmpty { names = kind == .queue ? ["waiting", "longest_wait_seconds"] : kind.metrics.map(\.rawValue) }
      let values = try ReportProgram(try access.find(), question(kind)).values(Set(names))
      let checkup = FigureCheckup(
        kind,
        names.map { name in
          FigureCheckup.Figure(
            name: name, value: values[name] ?? nil, warning: warning.last { $0.name == name }?.range,
            critical: critical.last { $0.name == name }?.range)
        })
      try ReportProgram.write(checkup.line, to: nil)
      throw ExitCode(checkup.status.rawValue)
    } catch let failure as ProgramFailure {
      try ReportProgram.write(FigureCheckup.unknown(kind, failure.words.text(spokenLanguage)), to: nil)
      throw ExitCode(FigureCheckup.Status.unknown.rawValue)
    }
  }
}

/// A figure's name and its range, `waiting=10`.
struct FigureRange {
  var name: String
  var range: AlertRange

  init(reading argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw ValidationError(words("应为 指标=范围，如 waiting=10", "it is written figure=range, such as waiting=10"))
    }
    guard let range = AlertRange(parts[1]) else {
      throw ValidationError(
        words(
          "范围写作 10（0 到 10 正常）、10:（至少 10）、~:10（至多 10）、10:20（小的在前）或 @10:20（其间告警）",
          "a range is 10 (0 to 10 is well), 10: (10 or more), ~:10 (up to 10), 10:20 (the lesser first) or @10:20 (an alert within)"
        ))
    }
    name = parts[0]
    self.range = range
  }
}

extension FiguresFormat: ExpressibleByArgument {}
extension ReportGrouping: ExpressibleByArgument {}
