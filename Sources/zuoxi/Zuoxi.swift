import ArgumentParser
import CommandWords
import Desk

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

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      end(with: error, in: spokenLanguage)
    }
  }
}
