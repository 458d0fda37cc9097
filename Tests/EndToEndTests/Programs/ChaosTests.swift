import Foundation
import TestPrograms
import Testing

/// A few minutes of the chaos program, one run after the other: enough to notice when a promise is broken often.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ChaosTests {
  @Test(
    "what was acknowledged and told holds through kills and bad networks, on both engines, and what was typed through kills of the console",
    arguments: [
      ["--engine", "sqlite", "--kills", "6", "--faults", "kill,net"],
      ["--engine", "postgres", "--backends", "2", "--kills", "6", "--faults", "kill,net,database"],
      ["--engine", "sqlite", "--kills", "8", "--faults", "console,kill", "--pause", "2000"],
    ])
  func holds(arguments: [String]) async throws {
    if arguments.contains("console,kill"), !BuiltProgram.has("tmux") { return }
    guard let told = try await told(arguments) else { return }
    #expect(told.figures["acknowledged"] ?? 0 > 10, "there was nothing to break: \(told.text)")
    if arguments.contains("console,kill") {
      #expect(told.figures["typedAndShown"] ?? 0 > 0, "nobody typed: \(told.text)")
    }
  }

  /// What a few of one fault must have met.
  struct Fault: CustomTestStringConvertible {
    var name: String
    var count: Int
    var arguments: [String]
    /// Figures that must not be zero.
    var met: [String]

    var testDescription: String { name }

    static let sqlite = ["--engine", "sqlite"]
    static let postgres = ["--engine", "postgres", "--backends", "2"]
  }

  @Test(
    "the same through a backend that is stopped, a slow reader, a full disk, syncs that fail, a fail-over and a bad way to the database",
    arguments: [
      Fault(name: "stop", count: 1, arguments: Fault.postgres, met: ["stops", "unanswered"]),
      Fault(name: "slow", count: 1, arguments: Fault.sqlite, met: ["slowReadersCut"]),
      Fault(name: "disk", count: 2, arguments: Fault.sqlite, met: ["fullDisks", "askedToWait"]),
      Fault(name: "fsync", count: 2, arguments: Fault.sqlite, met: ["syncsRefused", "streamsRecovered"]),
      Fault(name: "failover", count: 2, arguments: Fault.postgres, met: ["databaseKills", "askedToWait"]),
      Fault(name: "dbnet", count: 2, arguments: Fault.postgres, met: ["databaseNetFaults"]),
    ])
  func meets(fault: Fault) async throws {
    guard let told = try await told(fault.arguments + ["--faults", fault.name, "--kills", String(fault.count)]) else {
      return
    }
    for figure in fault.met { #expect(told.figures[figure] ?? 0 > 0, "\(figure): \(told.text)") }
    #expect(told.figures["acknowledged"] ?? 0 > 10, "there was nothing to break: \(told.text)")
  }

  @Test("backends that are exchanged one by one behind a balancer leave no request without its answer")
  func restarts() async throws {
    let arguments = ["--engine", "postgres", "--backends", "2", "--kills", "1", "--faults", "restart"]
    guard let told = try await told(arguments) else { return }
    #expect(told.figures["restarts"] == 2)
    #expect(told.figures["unanswered"] == 0 && told.figures["askedToWait"] == 0, "\(told.text)")
  }

  /// The figures of a run in which no promise was broken; `nil` where there is no PostgreSQL to break.
  private func told(_ arguments: [String]) async throws -> (figures: [String: Int], text: String)? {
    if arguments.contains("postgres"), PostgresCluster.shared == nil {
      _ = BuiltProgram.has("postgres")
      return nil
    }
    let (text, status) = try await ChildProcess.runAside(
      [BuiltProgram.folder + "/zuoxi-chaos"] + arguments + ["--agents", "3", "--taxpayers", "8"])
    #expect(status == 0, "\(text)")
    let told = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let figures = told.compactMapValues { $0 as? Int }
    let promises = [
      "lost", "doubled", "phantom", "order", "gaps", "altered", "disclosed", "notLinearizable", "unsynced",
      "standstills",
    ]
    for promise in promises { #expect(figures[promise] == 0, "\(promise): \(text)") }
    #expect(told["rowsAgreeWithLog"] as? Bool == true)
    return (figures, text)
  }
}
