import ArgumentParser
import Runtime

/// `zuoxi demo`.
struct Demo: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "demo",
      abstract: words("演示：示例机构、模拟纳税人和一个坐席", "A demo: a sample office, simulated taxpayers and a seat"))
  }

  @Flag(
    name: .customLong("no-console"),
    help: .init(words("不打开坐席，输出一行 JSON，收到信号后结束", "No seat: print one line of JSON and run until a signal")))
  var isHeadless = false

  @Option(help: .init(words("模拟纳税人数量", "How many simulated taxpayers")))
  var visitors: Int?

  @OptionGroup var look: LookOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (0...100_000).contains(visitors ?? 0) else {
      throw ValidationError(words("--visitors 应为 0 到 100000", "--visitors is 0 to 100000"))
    }
  }

  func run() throws {
    try common.reporting {
      if isHeadless {
        try DemoProgram.runHeadless(visitors: visitors, language: common.chosen)
      } else {
        try DemoProgram.run(visitors: visitors, language: common.chosen) { look.apply(to: &$0) }
      }
    }
  }
}
