import Desk
import Glibc
import Terminal
import Wire

/// `zuoxi demo`: a backend with a sample office and simulated taxpayers, and a seat at it.
public enum DemoProgram {
  /// Runs a backend and the seat; both are gone when the agent leaves.
  public static func run(
    visitors: Int?, language: Language, adjust: (inout SeatOptions) -> Void
  ) throws(ProgramFailure) {
    do {
      try Terminal.Screen.check(kind: Environment.value("TERM"))
    } catch {
      throw ProgramFailure(error)
    }
    let signals = Signals()
    let backend = try DemoBackend(visitors: visitors, language: language)
    defer { backend.stop() }
    guard let server = ServerAddress(backend.ready.url) else {
      throw ProgramFailure(WireFailure.unreadable(reason: backend.ready.url))
    }
    // Nothing of a demo outlives it, not even its drafts.
    var folders = Folders.ofUser
    folders.state = backend.folder + "/state"
    var options = SeatOptions(
      access: Access(server: server, token: backend.ready.token), folders: folders)
    options.language = language
    options.isDemo = true
    adjust(&options)
    try SeatProgram.run(options, signals: signals)
  }

  /// Runs a backend without a seat: prints one line of JSON, and ends with a signal or with the backend.
  public static func runHeadless(visitors: Int?, language: Language) throws(ProgramFailure) {
    let signals = Signals()
    let backend = try DemoBackend(visitors: visitors, language: language)
    defer { backend.stop() }
    let line = Line(
      url: backend.ready.url, seat: backend.ready.seat, token: backend.ready.token,
      supervisorToken: backend.ready.supervisorToken, taxpayerUrl: backend.ready.taxpayerUrl)
    do {
      try FileStore.write(1, (try? WireCodec.encode(line)) ?? [], "the output")
      try FileStore.write(1, [10], "the output")
    } catch {
      throw ProgramFailure(error)
    }
    while true {
      var descriptor = pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, -1) > 0 else { continue }
      let came = signals.take()
      if came.contains(.terminate) { return }
      if came.contains(.child), backend.hasEnded {
        throw ProgramFailure(.unavailable, Localised("演示后台已停止", "The demo's backend has stopped"))
      }
    }
  }

  private struct Line: Codable {
    var url: String
    var seat: String
    var token: String
    var supervisorToken: String
    var taxpayerUrl: String
  }
}
