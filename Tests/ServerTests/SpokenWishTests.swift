import Testing

@testable import Server

@Suite struct SpokenWishTests {
  @Test(arguments: ["转人工", "我要转人工！", "人工", "找 人工 客服", "能不能给我转人工服务", "Human agent please"])
  func asksForAHuman(_ text: String) { #expect(SpokenWish(text) == .human) }

  @Test(arguments: ["不用转人工", "人工费用怎么开票", "自然人税收管理", "发票怎么开", "", "🙂"])
  func asksForNoHuman(_ text: String) { #expect(SpokenWish(text) != .human) }

  @Test(arguments: ["你好", "您好。", "谢谢！", "Hello"]) func isCourteous(_ text: String) {
    guard case .courtesy(let reply)? = SpokenWish(text) else {
      Issue.record("not taken as courtesy: \(text)")
      return
    }
    #expect(!reply.isEmpty)
  }

  @Test func aQuestionAfterAGreetingIsAQuestion() { #expect(SpokenWish("你好，数电票怎么开") == nil) }
}
