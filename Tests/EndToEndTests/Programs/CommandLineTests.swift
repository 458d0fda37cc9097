import TestPrograms
import Testing

/// What the programs say to a command line that is wrong, and to one that asks for help.
@Suite("The command lines")
@TestThread struct CommandLineTests {
  private func run(_ line: String, locale: String = "C.UTF-8") throws -> (text: String, status: Int32) {
    try ChildProcess.run(["env", "LC_ALL=" + locale, "sh", "-c", BuiltProgram.folder + "/" + line + " 2>&1"])
  }

  @Test(
    "wrong use is told in Chinese and ends with 64",
    arguments: [
      ("zuoxi report queue --format xml", "错误：--format <format> 不能是“xml”；请改用以下之一：\n  - table\n  - json"),
      ("zuoxi seat --serve x", "错误：不认识选项 --serve；是不是要写 --server？"),
      ("zuoxi login --account", "错误：--account <account> 缺少值；请在它后面写上"),
      ("zuoxi bogus", "错误：zuoxi 没有子命令“bogus”；可用：demo、seat"),
      ("zuoxi report quue --format csv", "错误：zuoxi report 没有子命令“quue”；是不是要写 zuoxi report queue？"),
      ("zuoxi demo --visitors -1x", "错误："),
      ("zuoxid serve", "错误：请给出 --data 目录"),
      ("zuoxid verifi --language zh", "错误：zuoxid 没有子命令“verifi”；是不是要写 zuoxid verify？"),
      ("zuoxid serve --data x --visitors many", "错误：--visitors <visitors> 不能是“many”"),
    ])
  func wrong(line: String, words: String) throws {
    let said = try run(line)
    #expect(said.status == 64)
    #expect(said.text.hasPrefix(words), "\(said.text)")
    #expect(!said.text.contains("Error") && !said.text.contains("Usage"))
  }

  @Test("whoever asks for English gets English", arguments: ["zuoxi seat --bogus", "zuoxid serve --data x --bogus"])
  func english(line: String) throws {
    for said in [try run(line + " --language en"), try run(line, locale: "en_GB.UTF-8")] {
      #expect(said.status == 64)
      #expect(said.text.hasPrefix("Error: Unknown option"), "\(said.text)")
    }
    #expect(try run(line + " --language zh", locale: "en_GB.UTF-8").text.hasPrefix("错误："))
    #expect(try run("zuoxi seat --help --language en").text.hasPrefix("OVERVIEW: Open the seat"))
  }

  @Test("help is no failure, and is Chinese", arguments: ["zuoxi --help", "zuoxi help seat", "zuoxid import --help"])
  func help(line: String) throws {
    let said = try run(line)
    #expect(said.status == 0)
    #expect(said.text.hasPrefix("概述："))
    #expect(!said.text.contains("USAGE") && !said.text.contains("Show help"))
  }
}
