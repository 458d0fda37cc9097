import ArgumentParser
import Testing

@testable import CommandWords

/// A command line with everything that can be got wrong.
private struct Sample: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, csv }
  enum Tongue: String, ExpressibleByArgument, CaseIterable { case zh, en }
  enum Digit: String, ExpressibleByArgument, CaseIterable { case one, two, three, four, five, six }
  enum Way: EnumerableFlag { case up, down }

  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "样例", subcommands: [One.self, Two.self])

  struct One: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "one", abstract: "第一个")
    @Option(help: "格式") var format: Format = .table
    @Option(help: "语言") var language: Tongue?
    @Option(help: "数字") var digit: Digit?
    @Option(help: "人数") var visitors: Int?
    @Flag(help: "逐行") var linear = false
    @Flag(exclusivity: .exclusive) var way: Way = .up

    func validate() throws { if visitors == 13 { throw ValidationError("--visitors 应为 0 到 12") } }
  }

  struct Two: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "two", abstract: "第二个")
    @Option(name: .shortAndLong, help: "目录") var data: String
    @Argument(help: "文件") var files: [String]
  }
}

@Suite("What a command line's parser says, in Chinese")
struct CommandWordsTests {
  private func said(_ line: String) -> String {
    do {
      var command = try Sample.parseAsRoot(line.split(separator: " ").map(String.init))
      try command.run()
      return ""
    } catch {
      return CommandWords.chinese(Sample.fullMessage(for: error, columns: 100))
    }
  }

  @Test(
    "every complaint says what was wrong and what to do",
    arguments: [
      ("one --formt json", "不认识选项 --formt；是不是要写 --format？"),
      ("one --bogusbogus", "不认识选项 --bogusbogus；请核对拼写，或用 --help 查看可用的选项"),
      ("one --format", "--format <format> 缺少值；请在它后面写上，以 - 开头的值写成 选项=值"),
      ("one --format xml", "--format <format> 不能是“xml”；请改用 table、json 或 csv"),
      ("one --language fr", "--language <language> 不能是“fr”；请改用 zh 或 en"),
      ("one --visitors many", "--visitors <visitors> 不能是“many”；请换一个值"),
      ("one --visitors 13", "--visitors 应为 0 到 12"),
      ("one --linear=3", "选项 --linear 不带值；请去掉“3”"),
      ("one --up --down", "--down 与 --up 只能写一个；请去掉其中一个"),
      ("one extra", "不认识“extra”；请核对拼写，或去掉它"),
      ("one extra more", "不认识这 2 项：extra、more；请核对拼写，或去掉它们"),
      ("bogus", "不认识“bogus”；请核对拼写，或去掉它"),
      ("two", "缺少 --data <data>；请补上"),
      ("two --data x", "缺少 <files> ...；请补上"),
      ("two -d", "-d <data> 缺少值；请在它后面写上，以 - 开头的值写成 选项=值"),
    ])
  func complaints(line: String, words: String) {
    let said = said(line)
    #expect(said.hasPrefix("错误：" + words + "\n"))
    #expect(said.contains("\n用法：sample"))
    #expect(said.contains("\n  详细说明：sample"))
    #expect(!said.contains("Error") && !said.contains("Usage") && !said.contains("information"))
  }

  @Test("many values stand below each other")
  func manyValues() {
    let said = said("one --digit ten")
    #expect(said.hasPrefix("错误：--digit <digit> 不能是“ten”；请改用以下之一：\n  - one\n  - two\n"))
    #expect(said.contains("\n说明：--digit <digit>  数字\n"))
  }

  @Test("help is Chinese down to its labels")
  func help() {
    #expect(said("--help").contains("概述：样例\n\n用法：sample <subcommand>\n\n选项：\n"))
    #expect(said("--help").hasSuffix("\n  子命令的详细说明：sample help <子命令>"))
    let one = said("one --help")
    #expect(one.contains("格式（可选值：table, json, csv；默认：table）"))
    #expect(one.contains("显示帮助"))
    let english = ["OVERVIEW", "USAGE", "OPTIONS", "ARGUMENTS", "SUBCOMMANDS", "Show", "values", "default", "See"]
    for text in [said("--help"), one, said("two --help"), said("help two")] {
      for word in english { #expect(!text.contains(word), "\(word) in \(text)") }
    }
  }

  @Test("an unknown sentence is quoted, other texts are left alone")
  func others() {
    #expect(CommandWords.chinese("Error: Odd thing\nUsage: x") == "错误：命令行有误：Odd thing。请用 --help 查看用法\n用法：x")
    #expect(CommandWords.chinese("Error: 数据目录不可写") == "错误：数据目录不可写")
    #expect(CommandWords.chinese("--x <x>  规则 (values: a, b; default:\n    a)").contains("（可选值：a, b；默认："))
    let script = Sample.completionScript(for: .bash)
    #expect(CommandWords.chinese(script) == script)
  }

  @Test("the language is found also where the rest is wrong")
  func asked() {
    #expect(CommandWords.asked(in: ["x", "--bogus", "--language", "en"]) == "en")
    #expect(CommandWords.asked(in: ["x", "--language=zh", "y"]) == "zh")
    #expect(CommandWords.asked(in: ["x", "--language"]) == nil)
    #expect(CommandWords.asked(in: ["x", "--", "--language", "en"]) == nil)
  }
}
