import ArgumentParser
import Desk
import Runtime

/// `zuoxi replies …`.
struct Replies: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "replies", abstract: words("个人常用语", "Quick replies of your own"),
      subcommands: [RepliesExport.self, RepliesImport.self])
  }
}

/// `zuoxi replies export`.
struct RepliesExport: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "export", abstract: words("以 YAML 输出个人常用语", "Writes your own quick replies as YAML"))
  }

  @OptionGroup var access: AccessOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting { print(try RepliesProgram.export(try access.find()), terminator: "") }
  }
}

/// `zuoxi replies import FILE`.
struct RepliesImport: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "import",
      abstract: words(
        "从 YAML 导入个人常用语，同编码的替换", "Loads quick replies of your own from YAML; those of the same code are replaced"),
      discussion: words(
        "全部有效才导入；有误时指出文件和行。", "All or nothing; what is wrong is told with file and line."))
  }

  @Argument(help: .init(words("YAML 文件", "The YAML file")))
  var file: String

  @OptionGroup var access: AccessOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let count = try RepliesProgram.load(file, try access.find())
      print(Localised("已导入 \(count) 条", "Loaded: \(count)").text(common.chosen))
    }
  }
}
