import ArgumentParser

/// Benchmarks that compare side by side in one run; they print figures and judge nothing.
@main
struct ZuoxiBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zuoxi-bench", abstract: "Measures Zuoxi beside its peers.",
    subcommands: [
      ConsoleBenchmark.self, MessageBenchmark.self, StreamBenchmark.self, ReconnectBenchmark.self, TicketBenchmark.self,
      SumsBenchmark.self, ReportBenchmark.self, FloorBenchmark.self,
    ])
}
