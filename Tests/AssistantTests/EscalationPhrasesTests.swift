import Testing

@testable import Assistant

@Suite struct EscalationPhrasesTests {
  @Test(arguments: [
    "转人工", "人工", "人工客服", "人工服务", "我要人工", "我要人工服务！", "找人工", "我要找人", "帮我转人工", "请转人工客服", "转 人 工", "能不能转人工啊", "接线员",
    "麻烦帮我转接人工坐席，谢谢", "你答非所问，转人工", "不对，我要转人工", "说了半天没用，找个人来吧", "有没有人工客服", "有人工吗", "人工在吗", "客服", "真人客服", "我要和真人说话",
    "机器人听不懂，我要找真人", "转客服", "我不要机器人", "请人工回答我", "人工呢？", "快点转人工", "在线人工", "人工，红冲的问题", "怎么转人工", "有人吗", "ＲＥＮＧＯＮＧ",
    "能不能给我转人工服务", "找 人工 客服", "human", "Human please", "Human agent please", "I want to talk to a human",
    "real person please", "agent", "Can I speak to someone?",
    "live agent", "operator", "connect me to an agent",
  ]) func asks(message: String) { #expect(EscalationPhrases.asksForHuman(message)) }

  @Test(arguments: [
    "人工成本怎么扣除", "人工智能企业有什么优惠", "人工 成本怎么扣除", "先转登记，再注销", "跨区转出怎么办", "人工费没有发票怎么办", "人工工资可以税前扣除吗", "建筑人工费怎么开票",
    "人工服务时间是几点", "人工客服几点上班", "人工服务费怎么开票",
    "外包人工服务开什么发票", "人工客服外包合同要交印花税吗", "不用转人工", "不需要人工客服", "别转人工", "先不转人工", "人工草坪进项能抵扣吗", "数电票怎么红冲", "代开人工费发票",
    "客服人员的工资怎么报个税",
    "你好", "", "？", "🙂", "自然人税收管理", "人工费用怎么开票", "找人代办税务登记可以吗", "找人代开发票犯法吗", "有人冒用我的身份", "工作人员的个税怎么报", "法人不在可以委托别人办吗",
    "human resources cost", "I don't need a human", "what is the agent commission tax",
  ]) func doesNotAsk(message: String) { #expect(!EscalationPhrases.asksForHuman(message)) }
}
