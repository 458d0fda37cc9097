import ArgumentParser
import Desk
import Foundation
import Imports
import Server
import Storage

/// Runs the backend.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "运行后台服务 · Runs the backend",
    discussion: """
      环境变量：ZUOXI_DATABASE 代替 --database；LOG_LEVEL（默认 warning，info 记录每个请求）；LOG_FORMAT=json 每行一个 JSON 对象。日志写到标准错误。
      Environment: ZUOXI_DATABASE instead of --database; LOG_LEVEL (warning unless given, info tells every request); LOG_FORMAT=json makes
      one JSON object of each line. The log goes to the error output.
      """)

  @OptionGroup var common: CommonOptions
  @Option(name: .long, help: "地址:端口，端口 0 为任一空闲端口 · HOST:PORT; port 0 takes a free one") var listen = "127.0.0.1:8470"
  @Flag(name: .long, help: "提供示例页面 · Serves the sample page") var samplePage = false
  @Flag(name: .long, help: "演示：空目录载入示例，带模拟纳税人，标准输入关闭即停 · Demo: ends with its standard input") var demo = false
  @Option(name: .long, help: "模拟纳税人数 · Simulated taxpayers") var visitors: Int?
  @Option(name: .long, help: "纳税人所用网址 · Address taxpayers use") var publicUrl: String?
  @Option(name: .long, help: "可嵌入页面的来源 · Origins that may frame the page") var frameAncestor: [String] = []
  @Option(name: .long, help: "每人可同时打开的事件流，超出时回答 429 · Event streams one person may have open; more get 429")
  var streamsPerPerson = BackendOptions.usualStreams
  @Option(
    name: .long,
    help: "停止前先在 /readyz 报未就绪并照常工作的秒数，供负载均衡移走流量 · Seconds to work on, not ready, before a stop, for a balancer to see")
  var leaveSeconds = 0
  @Option(
    name: .long, help: "请求等待数据库应答的秒数，超出时回答 503 · Seconds a request waits for the database; then it gets 503")
  var answerSeconds = BackendOptions.usualAnswerSeconds
  @Flag(
    name: .long, help: "webhook 可用内网地址和 http · Webhooks may lead into private networks, and over http")
  var privateWebhooks = false
  @Flag(name: .long, help: "位于反向代理之后 · Behind a proxy that sets X-Forwarded-For") var behindProxy = false

  func validate() throws {
    guard (0...300).contains(leaveSeconds) else {
      throw ValidationError(
        Localised("--leave-seconds 应为 0 到 300", "--leave-seconds is 0 to 300").text(common.spoken))
    }
    guard BackendOptions.answerRange.contains(answerSeconds) else {
      throw ValidationError(
        Localised(
          "--answer-seconds 应为 1 到 14：页面和坐席只等 15 秒", "--answer-seconds is 1 to 14: pages and consoles wait for 15 s"
        ).text(common.spoken))
    }
    guard streamsPerPerson > 0 else {
      throw ValidationError(
        Localised("--streams-per-person 至少为 1", "--streams-per-person is at least 1").text(common.spoken))
    }
  }

  func run() async throws {
    try await common.telling {
      let (host, port) = try address()
      if !demo { try common.demandData() }
      let lock = try common.lockFolder()
      defer { withExtendedLifetime(lock) {} }
      let store = try common.store()
      if try await store.officeIDs().isEmpty {
        guard demo else {
          throw Failure(
            Localised(
              "还没有机构：请先 zuoxid import，或用 zuoxid init --sample",
              "There is no office: zuoxid import one first, or zuoxid init --sample"),
            common.spoken)
        }
        try await ContentLoader(store: store, cost: .light).load(SampleOffice.files, at: machineClock())
      }
      let backend = Backend(store: store, options: options(), clock: machineClock, logger: common.logger())
      let runner = BackendRunner(
        backend: backend, host: host, port: port, endsWithStandardInput: demo,
        leave: .seconds(leaveSeconds), onOverdue: { [language = common.spoken] in Self.end(language) })
      let isDemo = demo
      let traffic = VisitorTraffic(count: visitors ?? (demo ? VisitorTraffic.demoCount : 0))
      try await runner.run { url in
        do {
          let line =
            isDemo ? try await DemoLine.make(url: url, backend: backend, store: store) : ReadyLine.make(url: url)
          ReadyLine.show(line)
          try await traffic.start(url: url, store: store)
        } catch {
          ReadyLine.complain("\(error)")
        }
      }
      traffic.stop()
    }
  }

  /// Ends the process although the database has not answered: what it was given and nobody was told of is known again by its key.
  private static func end(_ language: Language) {
    ReadyLine.complain(
      Localised(
        "数据库在停止期间一直没有应答，后台已结束；租约会自行到期，已确认的都在库中",
        "The database did not answer while the backend ended, so it ends without it; its lease runs out by itself, and all that was acknowledged is there"
      ).text(language))
    _exit(0)
  }

  private func options() -> BackendOptions {
    var options = BackendOptions(
      publicURL: publicUrl ?? "", hasSamplePage: samplePage || demo, isBehindProxy: behindProxy,
      passwordCost: demo ? .light : .standard)
    options.frameAncestors += frameAncestor
    options.allowsPrivateWebhooks = privateWebhooks
    options.streamsPerPerson = streamsPerPerson
    options.answerSeconds = answerSeconds
    options.streamsInAll = min(options.streamsInAll, max(64, OpenFiles.raiseLimit() - OpenFiles.reserve))
    while options.publicURL.hasSuffix("/") { options.publicURL.removeLast() }
    return options
  }

  private func address() throws -> (host: String, port: Int) {
    guard let colon = listen.lastIndex(of: ":"), let port = UInt16(listen[listen.index(after: colon)...]) else {
      throw Failure(
        Localised("--listen 应为 地址:端口，如 127.0.0.1:8470", "--listen takes HOST:PORT, such as 127.0.0.1:8470"),
        common.spoken)
    }
    let host = listen[..<colon].trimmingPrefix("[")
    return (String(host.hasSuffix("]") ? host.dropLast() : host), Int(port))
  }
}
