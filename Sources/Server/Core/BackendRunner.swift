import Desk
import Dispatch
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Wire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs a backend until it is told to stop: SIGTERM or SIGINT, or the end of its standard input when it belongs to another program.
public struct BackendRunner: Sendable {
  /// Requests under way and streams have this long to end; the whole stop stays below ten seconds.
  private static let drain = Duration.seconds(8)
  /// After that time, and what it may leave in, a backend ends whatever it waits for: as long again for its lease, five seconds for its writers, and some more.
  public static let longest = Duration.seconds(24)

  private let backend: Backend
  private let host: String
  private let port: Int
  private let endsWithStandardInput: Bool
  private let leave: Duration
  private let onOverdue: @Sendable () -> Void

  /// A runner that listens on a host and port; port 0 takes a free one. Told to stop, it says for `leave` that it is not ready, and works on, so that
  /// whoever spreads the load sends it elsewhere; only then does it take no more. `onOverdue` is called when it has not ended `longest` after that, such as
  /// while a database stands still: nothing that was not acknowledged has to be waited for.
  public init(
    backend: Backend, host: String, port: Int, endsWithStandardInput: Bool = false, leave: Duration = .zero,
    onOverdue: @escaping @Sendable () -> Void = {}
  ) {
    self.backend = backend
    self.host = host
    self.port = port
    self.endsWithStandardInput = endsWithStandardInput
    self.leave = leave
    self.onOverdue = onOverdue
  }

  /// Runs. `onListening` is told the address once requests are taken; a throw in it stops the backend.
  public func run(onListening: @escaping @Sendable (String) async -> Void) async throws {
    let application = backend.application(host: host, port: port) { [host, backend] port in
      let shown = host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host
      let url = "http://" + (shown.contains(":") ? "[\(shown)]" : shown) + ":\(port)"
      backend.listens(at: url)
      await onListening(url)
    }
    var configuration = ServiceGroupConfiguration(
      services: [
        .init(service: Breakage(backend: backend), failureTerminationBehavior: .gracefullyShutdownGroup),
        .init(service: application), .init(service: Leave(backend: backend, time: leave, onOverdue: onOverdue)),
      ],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: backend.logger)
    configuration.maximumGracefulShutdownDuration = leave + Self.drain
    let group = ServiceGroup(configuration: configuration)
    if endsWithStandardInput { stopAtEndOfInput(group) }
    do {
      try await group.run()
    } catch let error as IOError {
      try await backend.stop()
      throw Self.problem(error, address: "\(host):\(port)")
    } catch is Breakage.Found {
      try await backend.stop()
      throw Self.broken(backend.store.statistics.lastFailure ?? "")
    } catch is SocketAddressError.UnknownHost {
      try await backend.stop()
      throw Self.missing("\(host):\(port)")
    }
    try await backend.stop()
  }

  private func stopAtEndOfInput(_ group: ServiceGroup) {
    let ended = NIOThreadPool.singleton.runIfActive(eventLoop: MultiThreadedEventLoopGroup.singleton.any()) {
      var byte: UInt8 = 0
      while read(STDIN_FILENO, &byte, 1) > 0 {}
    }
    ended.whenComplete { _ in Task { await group.triggerGracefulShutdown() } }
  }

  private static func missing(_ address: String) -> Problem {
    Problem(
      .unavailable,
      detail: Localised("本机没有地址 \(address)，请检查 --listen", "This machine has no address \(address); check --listen"))
  }

  private static func broken(_ words: String) -> Problem {
    // SQLITE_CORRUPT and SQLITE_NOTADB: starting anew mends nothing.
    guard !words.hasSuffix("(11)"), !words.hasSuffix("(26)") else {
      return Problem(
        .unavailable,
        detail: Localised(
          "数据文件已损坏，后台已停止：\(words)；请勿再启动，用 zuoxid check 查看，保留现有数据，从备份恢复",
          "The data file is damaged and the backend ended: \(words); do not start it again, see zuoxid check, keep these data, and restore a backup"
        ))
    }
    return Problem(
      .unavailable,
      detail: Localised(
        "数据库写入出错，后台已停止：\(words)；请检查磁盘和系统日志，再重新启动（systemd 会自动重启）",
        "A write to the database failed and the backend ended: \(words); look at the disk and the system's log, then start it anew (systemd does so by itself)"
      ))
  }

  private static func problem(_ error: IOError, address: String) -> Problem {
    switch error.errnoCode {
    case EADDRINUSE:
      Problem(
        .unavailable,
        detail: Localised(
          "地址 \(address) 已被占用：请停止占用它的程序，或用 --listen 换一个端口",
          "\(address) is in use: stop the program that has it, or choose another port with --listen"))
    case EACCES:
      Problem(
        .unavailable,
        detail: Localised(
          "没有权限监听 \(address)：1024 以下的端口需要特权，请换一个端口",
          "May not listen on \(address): ports below 1024 need privileges; choose another"))
    case EADDRNOTAVAIL: missing(address)
    default:
      Problem(
        .unavailable, detail: Localised("无法监听 \(address)：\(error)", "Cannot listen on \(address): \(error)"))
    }
  }
}

/// Ends the backend in order once its store writes nothing more until it is opened anew: whoever watches the process starts it again.
private struct Breakage: Service {
  struct Found: Error {}

  let backend: Backend

  func run() async throws {
    try await cancelWhenGracefulShutdown {
      while !backend.store.statistics.isBroken {
        do { try await Task.sleep(for: .seconds(1)) } catch { return }
      }
      throw Found()
    }
  }
}

/// Services end in the reverse of their order, each when the one after it has ended: this one stands behind those that take requests.
private struct Leave: Service {
  let backend: Backend
  let time: Duration
  let onOverdue: @Sendable () -> Void

  func run() async throws {
    try? await gracefulShutdown()
    backend.drains()
    // On a thread that nothing else can keep.
    let limit = (time + BackendRunner.longest) / .milliseconds(1)
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(limit))) { [onOverdue] in onOverdue() }
    try? await Task.sleep(for: time)
    backend.intake.close()
    backend.uploadIntake.close()
    // First, so that whoever listens goes elsewhere while requests under way are still answered.
    await backend.hubs.closeAll()
  }
}
