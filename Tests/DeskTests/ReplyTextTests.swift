import Desk
import Testing

struct ReplyTextTests {
  private static let values: [ReplyText.Variable: String] = [
    .taxpayer: "王*", .agent: "张敏", .time: "14:03", .date: "2026-11-25", .office: "第一税务所",
  ]

  @Test(
    "Variables are filled in, braces can be written, places to fill in are known by name and offset",
    arguments: [
      ("{taxpayer}您好，我是{agent}", "王*您好，我是张敏", []),
      ("{enterprise}|{time}|{date}|{office}", "|14:03|2026-11-25|第一税务所", []),
      ("写作 {{taxpayer}", "写作 {taxpayer}", []),
      ("}右括号}", "}右括号}", []),
      ("号码{?发票号码}，日期{?开票日期}。", "号码，日期。", [("发票号码", 2), ("开票日期", 5)]),
      ("{?甲}", "", [("甲", 0)]),
    ] as [(String, String, [(String, Int)])])
  func filled(_ text: String, _ expected: String, _ prompts: [(String, Int)]) throws {
    let filled = try ReplyText(text).filled(Self.values)
    #expect(filled.text == expected)
    #expect(filled.prompts == prompts.map { FilledReply.Prompt(name: $0.0, offset: $0.1) })
  }

  @Test(
    "What cannot be read is named",
    arguments: [
      ("{nsrmc}您好", ReplyTextError.unknownVariable("nsrmc")), ("您好{taxpayer", .unclosed("taxpayer")),
      ("{?}", .emptyPrompt), ("{? }", .emptyPrompt), ("{}", .unknownVariable("")),
      ("{?" + String(repeating: "长", count: 41) + "}", .longPrompt(String(repeating: "长", count: 41))),
    ] as [(String, ReplyTextError)])
  func mistakes(_ text: String, _ error: ReplyTextError) {
    #expect(throws: error) { try ReplyText(text) }
    #expect(!error.text.chinese.isEmpty && !error.text.english.isEmpty)
    // A text kept by an earlier release is shown as it is.
    #expect(ReplyText(asKept: text).shown([:]) == text)
  }
}
