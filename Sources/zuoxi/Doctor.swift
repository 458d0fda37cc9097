import ArgumentParser
import Runtime

/// `zuoxi doctor`.
struct Doctor: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "doctor", abstract: words("检查终端、服务器和目录", "Look at terminal, backend and folders"))
  }

  @Option(help: .init(words("服务器地址", "The backend's address")))
  var server: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let findings = DoctorProgram.findings(server: server)
    for finding in findings {
      let mark = finding.isGood ? "✓" : "✗"
      print("\(mark) \(finding.subject.text(common.chosen)): \(finding.words.text(common.chosen))")
    }
    if !findings.allSatisfy(\.isGood) { throw ExitCode(ProgramFailure.Kind.unavailable.rawValue) }
  }
}
