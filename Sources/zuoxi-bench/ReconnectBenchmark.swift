import ArgumentParser
import Foundation
import Glibc

/// What happens when a backend with many readers dies and is there again at once: when each reader is whole again, what it costs, and whether anyone
/// missed anything.
struct ReconnectBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconnect",
    abstract: "Kills a backend with many readers, starts it again, and waits for all of them.",
    discussion: "Runs the zuoxid beside it, on data of its own. Readers do as the stream tells them: wait, and resume.")

  @Option(help: "Readers.")
  var readers = 5_000

  @Option(help: "A free port.")
  var port: UInt16 = 18_998

  func run() throws {
    ReaderCrowd.raiseLimit()
    let folder = "/tmp/zuoxi-bench-\(getpid())-reconnect"
    defer { _ = shell("rm -rf \(folder)") }
    let program = shell("readlink -f /proc/\(getpid())/exe").filter { !$0.isNewline } + "/../zuoxid"
    let words = [
      URL(filePath: program).standardized.path, "serve", "--demo", "--visitors", "0", "--data", folder, "--listen",
      "127.0.0.1:\(port)", "--streams-per-person", String(readers + 10),
    ]
    var backend = try PipedProgram(words)
    let line = backend.line()
    guard let ready = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
      let token = ready["token"] as? String
    else { throw ValidationError("zuoxid did not start: \(line)") }
    let herd = ReaderHerd(port: port, token: token, readers: readers)
    try herd.run(until: 60) { herd.wholeCount == readers }
    // Who opened first was told how the others came; from here on all are told the same.
    try herd.run(until: 1) { false }
    herd.forgetEvents()
    let before = residentKilobytes(backend.process)
    try herd.change()
    try herd.run(until: 10) { herd.agree }

    kill(backend.process, SIGKILL)
    let died = Stopwatch.now
    backend.end()
    herd.forgetWhole(at: died)
    backend = try PipedProgram(words)
    _ = backend.line()
    let listening = Stopwatch.now
    try herd.change()
    var peak = 0
    try herd.run(until: 60) {
      peak = max(peak, residentKilobytes(backend.process))
      return herd.wholeCount == readers && herd.agree
    }
    let back = Figures(herd.wholeAfter)
    printTable([
      ["readers", "back", "agree", "p50 s", "p99 s", "last s", "refused", "attempts", "MB before", "MB at most"],
      [
        String(readers), String(herd.wholeCount), herd.agree ? "yes" : "no", fixed(back.percentile(0.5), 2),
        fixed(back.percentile(0.99), 2), fixed(back.percentile(1), 2), String(herd.refusals), String(herd.attempts),
        fixed(Double(before) / 1024, 0), fixed(Double(peak) / 1024, 0),
      ],
    ])
    print("the backend listened again after \(fixed(listening - died, 2)) s")
    backend.end()
    // Figures of readers that are not whole are none.
    guard herd.wholeCount == readers, herd.agree else { throw ExitCode.failure }
  }
}
