import ArgumentParser
import CommandWords
import Desk
import Reports
import Runtime

/// The console's program.
@main
struct Zuoxi: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "zuoxi", abstract: words("征纳互动坐席", "A seat in the dialogue of bureau and taxpayer"),
      version: "zuoxi " + Release.version,
      subcommands: [
        Demo.self, SeatCommand.self, Supervise.self, Login.self, Logout.self, Report.self, Replay.self,
        ReviewGroup.self,
        Links.self, Replies.self,
        Doctor.self,
      ])
  }

  /// A check is one line and a number from 0 to 3 whatever happens: a wrong option, too, is unknown.
  private static func endCheck(with error: any Error) {
    let arguments = CommandLine.arguments
    guard arguments.contains("report"), arguments.contains("--check"), !(error is ExitCode),
      !exitCode(for: error).isSuccess
    else { return }
    try? ReportProgram.write(FigureCheckup.unknown(nil, complaint(of: error, in: spokenLanguage)), to: nil)
    end(with: ExitCode(FigureCheckup.Status.unknown.rawValue), in: spokenLanguage)
  }

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      endCheck(with: error)
      end(with: error, in: spokenLanguage)
    }
  }
}
