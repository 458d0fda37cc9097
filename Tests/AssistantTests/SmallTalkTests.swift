import Desk
import Testing

@testable import Assistant

@Suite struct SmallTalkTests {
  @Test(arguments: [
    ("你好", SmallTalk.greeting), ("您好！", .greeting), ("在吗？", .greeting), ("Hello", .greeting), ("老师，早上好", .greeting),
    ("谢谢", .thanks), ("好的，谢谢您", .thanks), ("明白了", .thanks), ("Thank you very much!", .thanks), ("ok", .thanks),
    ("再见", .farewell), ("好的谢谢，再见", .farewell), ("没有了，谢谢，拜拜", .farewell), ("你是机器人吗", .identity),
    ("你叫什么名字呀", .identity),
  ]) func isCourtesy(message: String, kind: SmallTalk) { #expect(SmallTalk.recognise(message) == kind) }

  @Test(arguments: [
    "你好，请问数电票怎么红冲", "谢谢，那逾期怎么办", "在吗 额度不够", "好的发票", "", "？", "history", "再见面的时候带什么材料",
    String(repeating: "你好", count: 1000),
  ]) func saysMore(message: String) { #expect(SmallTalk.recognise(message) == nil) }

  @Test(arguments: SmallTalk.allCases) func repliesInBothLanguages(kind: SmallTalk) {
    #expect(kind.reply(.chinese) != kind.reply(.english))
  }
}
