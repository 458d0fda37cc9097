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

  /// The command whose names begin the line, parsed by itself. Drawing up every command and option there is takes longer than a report does: that is
  /// left for a line that is wrong or asks for help.
  private static func named(by arguments: ArraySlice<String>) -> (any ParsableCommand)? {
    var command: any ParsableCommand.Type = Zuoxi.self
    var rest = arguments
    var choices = configuration.subcommands
    while let name = rest.first, let next = choices.first(where: { $0.configuration.commandName == name }) {
      command = next
      rest = rest.dropFirst()
      choices = next.configuration.subcommands
    }
    guard choices.isEmpty, let parsed = try? command.parseAsRoot(Array(rest)) else { return nil }
    // A wish for help is parsed as a command too: it is answered with the names before it.
    return type(of: parsed) == command ? parsed : nil
  }

  static func main() {
    do {
      var command = try named(by: CommandLine.arguments.dropFirst()) ?? parseAsRoot()
      try command.run()
    } catch {
      let arguments = CommandLine.arguments.dropFirst()
      let error =
        exitCode(for: error) == .validationFailure ? unknownName(in: arguments, spokenLanguage) ?? error : error
      endCheck(with: error)
      end(with: error, in: spokenLanguage)
    }
  }
}
