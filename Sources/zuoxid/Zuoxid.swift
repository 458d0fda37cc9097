import ArgumentParser
import CommandWords
import Desk

/// The backend's program.
@main
struct Zuoxid: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zuoxid", abstract: "坐席后台服务 · The Zuoxi backend", version: "zuoxid " + Release.version,
    subcommands: [
      InitCommand.self, ServeCommand.self, ImportCommand.self, ExportCommand.self, PasswordCommand.self,
      CheckCommand.self, BackupCommand.self, RestoreCommand.self, VerifyCommand.self, MoveCommand.self,
    ])

  static func main() async {
    do {
      var command = try await asyncParseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      let language = spokenLanguage(asked: CommandWords.asked(in: CommandLine.arguments))
      let meant =
        exitCode(for: error) == .validationFailure ? unknownName(in: CommandLine.arguments.dropFirst(), language) : nil
      end(with: meant ?? error, in: language)
    }
  }
}
