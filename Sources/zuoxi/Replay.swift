import ArgumentParser
import Console
import Desk
import Runtime

/// `zuoxi replay`.
struct Replay: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "replay",
      abstract: words("按真实时间回放一个会话，供质检使用", "Play a conversation with its true timing, for review"),
      discussion: words(
        "坐席可回放自己的会话，值班长可回放全机构的；每次查看都记入审计。输出不是终端时按 --text 输出。",
        "Agents play their own conversations, supervisors all of the office's; each reading is in the audit trail. Into a pipe it prints as with --text."
      ))
  }

  @Argument(help: .init(words("会话编号", "The conversation's id")))
  var conversation: String

  @Option(help: .init(words("起始速度：1、2、4、8、16 或 max", "The speed to begin with: 1, 2, 4, 8, 16 or max")))
  var speed: ReplaySpeed = .once

  @Flag(
    name: [.customLong("text"), .customLong("linear")],
    help: .init(words("不播放，按真实时间逐行输出", "Print it as plain lines with true times")))
  var isText = false

  @Flag(name: .customLong("json"), help: .init(words("不播放，原样输出 JSON", "Print the record as JSON")))
  var isJSON = false

  @Option(help: .init(words("主题：dark、light 或主题目录中的文件名", "The theme: dark, light or a file in the theme folder")))
  var theme: String?

  @Flag(help: .init(words("边框和标记只用 ASCII", "Borders and marks in ASCII only")))
  var ascii = false

  @OptionGroup var access: AccessOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if isText, isJSON { throw ValidationError(words("--text 与 --json 只能写一个", "Give --text or --json, not both")) }
    if conversation.isEmpty || conversation.utf8.count > 128 {
      throw ValidationError(words("会话编号应为 1 至 128 个字符", "A conversation's id has 1 to 128 characters"))
    }
  }

  func run() throws {
    try common.reporting {
      let id = ConversationID(conversation)
      let access = try access.find()
      if isJSON {
        print(try ReplayProgram.json(id, access), terminator: "")
      } else if isText || !ReplayProgram.isOnTerminal {
        print(try ReplayProgram.text(id, access, common.chosen), terminator: "")
      } else {
        var options = ReplayOptions(access: access, conversation: id, speed: speed)
        options.language = common.language.map { $0 == .en ? .english : .chinese }
        options.theme = theme
        options.isASCII = ascii
        try ReplayProgram.run(options)
      }
    }
  }
}

extension ReplaySpeed: ExpressibleByArgument {
  /// Reads a speed as the command line spells it.
  public init?(argument: String) { self.init(argument) }

  /// The speed as the command line spells it.
  public var defaultValueDescription: String { word }

  /// Every speed there is.
  public static var allValueStrings: [String] { allCases.map(\.word) }
}
