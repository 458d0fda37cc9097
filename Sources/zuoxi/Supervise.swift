import ArgumentParser
import Desk
import Runtime

/// `zuoxi supervise`.
struct Supervise: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "supervise", abstract: words("打开值班墙", "Open the supervisor's wall")).parsed(
      after: "zuoxi")
  }

  @OptionGroup var access: AccessOptions
  @OptionGroup var look: LookOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      var options = SeatOptions(access: try access.find())
      options.language = common.language.map { $0 == .en ? .english : .chinese }
      look.apply(to: &options)
      try SuperviseProgram.run(options)
    }
  }
}
