import ArgumentParser
import Desk
import Reports
import Runtime

/// `zuoxi review …`.
struct ReviewGroup: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "review", abstract: words("质检：抽样、评分、导出", "Quality review: draw, score, export"),
      discussion: words(
        "先抽样，用 zuoxi replay 会话 回看，再评分。", "Draw conversations, look at one with zuoxi replay, then score it."),
      subcommands: [ReviewSampleCommand.self, ReviewScoreCommand.self, ReviewExportCommand.self])
  }
}

/// `zuoxi review sample`.
struct ReviewSampleCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "sample",
      abstract: words("按规则抽取会话；种子相同，结果相同", "Draws conversations by a rule; the same for the same seed"))
  }

  @Option(
    help: .init(
      words(
        "规则：random 随机，rating 低分，length 最长，transfer 转接最多", "The rule: random, rating (low), length (long) or transfer")))
  var rule: SampleRule = .random

  @Option(help: .init(words("抽取数量，1–200", "How many, 1–200")))
  var count = 10

  @Option(help: .init(words("随机种子", "The seed of chance")))
  var seed = 1

  @Option(help: .init(words("起：时间或日期，默认 30 天前", "From: a time or a day; 30 days ago without it")))
  var since: String?

  @Option(help: .init(words("止：时间或日期，默认现在", "Until: a time or a day; now without it")))
  var until: String?

  @Option(help: .init(words("只看一个技能组，写代码", "One skill group only, by its code")))
  var group: String?

  @Option(help: .init(words("只看一个坐席，写登录账号", "One agent only, by the account")))
  var agent: String?

  @Option(help: .init(words("格式：table、json、csv、markdown 或 html", "The format: table, json, csv, markdown or html")))
  var format: FiguresFormat = .table

  @OptionGroup var request: RequestOptions

  func validate() throws {
    guard (1...200).contains(count), (0...Int(Int32.max)).contains(seed) else {
      throw ValidationError(
        words("--count 应为 1 至 200，--seed 不得为负", "--count must be 1 to 200, and --seed not negative"))
    }
    try format.checkForReview()
  }

  func run() throws {
    try request.common.reporting {
      let sample = try ReviewProgram.sample(
        try request.access.find(), rule: rule, count: count, seed: seed, since: since, until: until, group: group,
        agent: agent)
      try ReportProgram.write(ReviewText.text(sample, format, request.common.chosen), to: nil)
    }
  }
}

/// `zuoxi review score`.
struct ReviewScoreCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "score", abstract: words("给一个会话评分；再评即修改", "Scores a conversation; again to change it"))
  }

  @Argument(help: .init(words("会话编号", "The conversation's id")))
  var conversation: String

  @Option(
    help: .init(
      words("某项得分，如 manner=4，0–5，逐项重复", "A criterion's score, such as manner=4, 0–5; once for each"),
      valueName: "code=points"))
  var score: [ScoreEntry] = []

  @Option(
    help: .init(
      words("评语；再评时不写则保留原有的，--comment '' 清除", "Words to it; scored again without, those before stay; '' clears them")))
  var comment: String?

  @OptionGroup var request: RequestOptions

  func run() throws {
    try request.common.reporting {
      let scores = Dictionary(score.map { ($0.code, $0.points) }) { $1 }
      let review = try ReviewProgram.score(
        try request.access.find(), conversation: conversation, scores: scores, comment: comment)
      let total = review.total
      try ReportProgram.write(
        Localised("\(review.agent.name)：\(total) 分", "\(review.agent.name): \(total) of 100").text(
          request.common.chosen)
          + "\n",
        to: nil)
    }
  }
}

/// `zuoxi review export`.
struct ReviewExportCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "export", abstract: words("导出质检结果，记入审计", "Exports reviews; it is in the audit trail"))
  }

  @Option(help: .init(words("起：时间或日期，默认 30 天前", "From: a time or a day; 30 days ago without it")))
  var since: String?

  @Option(help: .init(words("止：时间或日期，默认现在", "Until: a time or a day; now without it")))
  var until: String?

  @Option(help: .init(words("只看一个坐席，写登录账号", "One agent only, by the account")))
  var agent: String?

  @Option(help: .init(words("格式：table、json、csv、markdown 或 html", "The format: table, json, csv, markdown or html")))
  var format: FiguresFormat = .csv

  @Flag(help: .init(words("CSV 供 Excel 直接打开", "CSV that Excel opens by a double click")))
  var excel = false

  @Option(help: .init(words("写入文件：要么全部写好，要么原样不动", "Writes a file, as a whole or not at all")))
  var output: String?

  @OptionGroup var request: RequestOptions

  func validate() throws { try format.checkForReview() }

  func run() throws {
    try request.common.reporting {
      let list = try ReviewProgram.reviews(try request.access.find(), since: since, until: until, agent: agent)
      try ReportProgram.write(ReviewText.text(list, format, request.common.chosen, isExcel: excel), to: output)
    }
  }
}

/// A criterion's code and its points, `manner=4`.
struct ScoreEntry: ExpressibleByArgument {
  var code: String
  var points: Int

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let points = Int(parts[1]) else { return nil }
    code = parts[0]
    self.points = points
  }
}

extension SampleRule: ExpressibleByArgument {}

extension FiguresFormat {
  /// Conversations one by one are no figures.
  fileprivate func checkForReview() throws {
    guard self == .openmetrics else { return }
    throw ValidationError(
      words("openmetrics 只用于指标，请改用其他格式", "openmetrics is for figures only; take another format"))
  }
}
