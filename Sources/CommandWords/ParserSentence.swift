/// The sentences of ArgumentParser's complaints: what was wrong, and what to do.
enum ParserSentence {
  /// A complaint in Chinese. One of our own is Chinese already; an unknown one is quoted.
  static func chinese(_ message: String) -> String {
    if let either = Template("", "\n   or: ", "").match(message) {
      return either.map(chinese).joined(separator: "；或者：")
    }
    for (template, words) in sentences {
      if let gaps = template.match(message) { return words(gaps) }
    }
    let isChinese = message.unicodeScalars.contains { $0.properties.isIdeographic }
    return isChinese ? message : "命令行有误：\(message)。请用 --help 查看用法"
  }

  private static let sentences: [(Template, @Sendable ([String]) -> String)] = [
    (Template("Unknown option '", "'. Did you mean '", "'?"), { "不认识选项 \($0[0])；是不是要写 \($0[1])？" }),
    (Template("Unknown option '", "'"), { "不认识选项 \($0[0])；请核对拼写，或用 --help 查看可用的选项" }),
    (Template("Invalid option: ", ""), { "选项 \($0[0]) 的写法不对；请用 --help 查看可用的选项" }),
    (Template("Missing value for '", "' in '", "'"), { "\($0[1]) 中的 \($0[0]) 缺少值；请在它后面写上" }),
    (Template("Missing value for '", "'"), { "\($0[0]) 缺少值；请在它后面写上，以 - 开头的值写成 选项=值" }),
    (
      Template("The option '", "' does not take any value, but '", "' was specified."),
      { "选项 \($0[0]) 不带值；请去掉“\($0[1])”" }
    ),
    (Template("Unexpected argument '", "'"), { "不认识“\($0[0])”；请核对拼写，或去掉它" }),
    (Template("", " unexpected arguments: '", "'"), { "不认识这 \($0[0]) 项：\(list($0[1]))；请核对拼写，或去掉它们" }),
    (Template("Missing expected argument '", "'"), { "缺少 \($0[0])；请补上" }),
    (Template("Missing one of: '", "'"), { "缺少以下之一：\(list($0[0]))；请补上一个" }),
    (Template("Missing required subcommand.", ""), { _ in "缺少子命令；请用 --help 查看可用的子命令" }),
    (
      Template("The value '", "' is invalid for '", "'. Please provide one of the following:\n", ""),
      { "\($0[1]) 不能是“\($0[0])”；请改用以下之一：\n\($0[2])" }
    ),
    (
      Template("The value '", "' is invalid for '", "'. Please provide one of '", "'."),
      { "\($0[1]) 不能是“\($0[0])”；请改用 \(list($0[2]))" }
    ),
    (Template("The value '", "' is invalid for '", "': ", ""), { "\($0[1]) 不能是“\($0[0])”：\($0[2])" }),
    (Template("The value '", "' is invalid for '", "'"), { "\($0[1]) 不能是“\($0[0])”；请换一个值" }),
    (
      Template("Value to be set with ", " had already been set with ", ""),
      { "\(flag($0[0])) 与 \(flag($0[1])) 只能写一个；请去掉其中一个" }
    ),
  ]

  private static func list(_ text: String) -> String {
    text.replacing("', '", with: "、").replacing("' and '", with: " 或 ").replacing("' or '", with: " 或 ")
  }

  private static func flag(_ text: String) -> String { (text.after("flag ") ?? text).replacing("'", with: "") }
}
