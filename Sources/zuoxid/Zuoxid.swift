import ArgumentParser

/// The backend's program.
@main
struct Zuoxid: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zuoxid", abstract: "坐席后台服务 · The Zuoxi backend",
    subcommands: [InitCommand.self, ServeCommand.self, ImportCommand.self, ExportCommand.self, PasswordCommand.self])
}
