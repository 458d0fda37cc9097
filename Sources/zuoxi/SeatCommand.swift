import ArgumentParser
import Desk
import Runtime

/// `zuoxi seat`.
struct SeatCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "seat", abstract: words("打开坐席", "Open the seat")).parsed(after: "zuoxi")
  }

  @OptionGroup var access: AccessOptions
  @OptionGroup var look: LookOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      var options = SeatOptions(access: try access.find())
      options.language = common.language.map { $0 == .en ? .english : .chinese }
      look.apply(to: &options)
      try SeatProgram.run(options)
    }
  }
}
