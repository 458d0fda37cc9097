/// What ArgumentParser says, in Chinese. It speaks English only and keeps its errors to itself, so its sentences are taken apart here; a test holds them against
/// what the parser really says.
public enum CommandWords {
  /// The language asked for by `--language`, also where the rest of the command line is wrong.
  public static func asked(in arguments: [String]) -> String? {
    var asked: String?
    var isNext = false
    for argument in arguments {
      if argument == "--" { break }
      if isNext { asked = argument }
      isNext = argument == "--language"
      if let value = argument.after("--language=") { asked = value }
    }
    return asked
  }

  /// A help text or a complaint in Chinese; anything else, such as a completion script, as it is.
  public static func chinese(_ text: String) -> String {
    let text = values(text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if text.hasPrefix("OVERVIEW: ") || text.hasPrefix("USAGE: ") { return lines.map(line).joined(separator: "\n") }
    guard text.hasPrefix(complaint) else { return text }
    let end = lines.firstIndex { $0.hasPrefix("Help:  ") || $0.hasPrefix("Usage: ") } ?? lines.count
    let message = String(lines[..<end].joined(separator: "\n").dropFirst(complaint.count))
    let words = "错误：" + ParserSentence.chinese(message)
    return ([words] + lines[end...].map(line)).joined(separator: "\n")
  }

  private static let complaint = "Error: "

  private static let labels = [
    ("OVERVIEW: ", "概述："), ("USAGE: ", "用法："), ("Usage: ", "用法："), ("Help:  ", "说明："),
    ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："), ("SUBCOMMANDS:", "子命令："),
  ]

  private static let endings = [
    ("Show help information.", "显示帮助"), ("Show subcommand help information.", "显示子命令的帮助"),
    ("Show the version.", "显示版本"),
  ]

  private static func line(_ line: String) -> String {
    for (english, chinese) in labels {
      if let rest = line.after(english) { return chinese + rest }
    }
    for (english, chinese) in endings where line.hasSuffix(english) {
      return line.dropLast(english.count) + chinese
    }
    if let found = Template("  See '", "' for more information.").match(line) { return "  详细说明：" + found[0] }
    if let found = Template("  See '", " <subcommand>' for detailed help.").match(line) {
      return "  子命令的详细说明：" + found[0] + " <子命令>"
    }
    return line
  }

  /// What an option takes, in brackets that may go over the end of a line.
  private static func values(_ text: String) -> String {
    text.replacing(#/(\x20?)\((values|default):\x20?([^()]*)\)/#) { found in
      let label = found.2 == "values" ? "可选值：" : "默认："
      let words = found.3.replacing(#/;(\s)(\s*)default:\x20?/#) { "；\($0.2.isEmpty ? "" : "\($0.1)\($0.2)")默认：" }
      return "（" + label + words + "）"
    }
  }
}

extension String {
  /// What follows a beginning; `nil` when it begins otherwise.
  func after(_ beginning: String) -> String? {
    hasPrefix(beginning) ? String(dropFirst(beginning.count)) : nil
  }
}
