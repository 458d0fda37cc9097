import Foundation
import TestPrograms
import Testing

/// A few minutes of the chaos program in half of one: enough to notice when a promise is broken often.
@Suite(.timeLimit(.minutes(5))) struct ChaosTests {
  @Test(
    "what was acknowledged and told holds through kills and bad networks, on both engines, and what was typed through kills of the console",
    arguments: [
      ["--engine", "sqlite", "--kills", "6", "--faults", "kill,net"],
      ["--engine", "postgres", "--backends", "2", "--kills", "6", "--faults", "kill,net,database"],
      ["--engine", "sqlite", "--kills", "8", "--faults", "console,kill", "--pause", "2000"],
    ])
  func holds(arguments: [String]) async throws {
    if arguments.contains("postgres"), PostgresCluster.shared == nil {
      _ = BuiltProgram.has("postgres")
      return
    }
    if arguments.contains("console,kill"), !BuiltProgram.has("tmux") { return }
    let (text, status) = try await ChildProcess.runAside(
      [BuiltProgram.folder + "/zuoxi-chaos"] + arguments + ["--agents", "3", "--taxpayers", "8"])
    #expect(status == 0, "\(text)")
    let told = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    for promise in ["lost", "doubled", "phantom", "order", "gaps", "altered", "disclosed", "notLinearizable"] {
      #expect(told[promise] as? Int == 0, "\(promise): \(text)")
    }
    #expect(told["rowsAgreeWithLog"] as? Bool == true)
    #expect(told["acknowledged"] as? Int ?? 0 > 10, "there was nothing to break: \(text)")
    if arguments.contains("console,kill") {
      #expect(told["typedAndShown"] as? Int ?? 0 > 0, "nobody typed: \(text)")
    }
  }

  @Test("backends that are exchanged one by one behind a balancer leave no request without its answer")
  func restarts() async throws {
    guard PostgresCluster.shared != nil else {
      _ = BuiltProgram.has("postgres")
      return
    }
    let (text, status) = try await ChildProcess.runAside(
      [
        BuiltProgram.folder + "/zuoxi-chaos", "--engine", "postgres", "--backends", "2", "--kills", "1", "--faults",
        "restart", "--agents", "3", "--taxpayers", "8",
      ])
    #expect(status == 0, "\(text)")
    let told = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(told["restarts"] as? Int == 2)
    #expect(told["unanswered"] as? Int == 0 && told["askedToWait"] as? Int == 0, "\(text)")
  }
}
