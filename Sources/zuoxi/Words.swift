import ArgumentParser
import CommandWords
import Desk
import Runtime

/// The text in the language asked for, else the locale's: for help, which is spelled before any option is read.
func words(_ chinese: String, _ english: String) -> String { Localised(chinese, english).text(spokenLanguage) }

/// The language of everything said before the command line is understood, or because it is not.
let spokenLanguage = LanguageChoice.ofProcess(asked: CommandWords.asked(in: CommandLine.arguments))

/// The options every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: .init(words("界面语言：zh 或 en", "The language: zh or en")))
  var language: LanguageName?

  /// The language to speak.
  var chosen: Language { LanguageChoice.ofProcess(asked: language?.rawValue) }

  /// Runs a program; its failure is told in the user's language, and the shell gets its number.
  func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as ProgramFailure {
      failure.tell(chosen)
      throw ExitCode(failure.kind.rawValue)
    }
  }
}

/// A language as the command line spells it.
enum LanguageName: String, ExpressibleByArgument, CaseIterable {
  case zh
  case en
}

/// Where the backend is and as whom to speak to it.
struct AccessOptions: ParsableArguments {
  @Option(help: .init(words("服务器地址，例如 https://seat.example", "The backend's address, such as https://seat.example")))
  var server: String?

  @Option(
    help: .init(words("访问令牌；默认取自 ZUOXI_TOKEN 或 zuoxi login", "The bearer token; else ZUOXI_TOKEN or zuoxi login")))
  var token: String?

  /// The access that follows from options, environment and sign-in.
  func find() throws -> Access { try Access.find(server: server, token: token) }
}

/// What every request to the backend takes: where it is, as whom, and in which language what comes of it is told.
struct RequestOptions: ParsableArguments {
  @OptionGroup var access: AccessOptions
  @OptionGroup var common: CommonOptions
}

/// How the seat looks.
struct LookOptions: ParsableArguments {
  @Option(help: .init(words("主题：dark、light 或主题目录中的文件名", "The theme: dark, light or a file in the theme folder")))
  var theme: String?

  @Flag(help: .init(words("逐行显示，供读屏软件使用", "Plain lines in reading order, for screen readers")))
  var linear = false

  @Flag(help: .init(words("边框和标记只用 ASCII", "Borders and marks in ASCII only")))
  var ascii = false

  /// Puts the choices into a seat's options.
  func apply(to options: inout SeatOptions) {
    options.theme = theme
    options.isLinear = linear
    options.isASCII = ascii
  }
}
