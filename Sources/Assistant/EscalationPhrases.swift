/// Recognises a message that asks for a human 转人工.
public enum EscalationPhrases {
  /// Whether the message asks to be handed over. Words such as 人工 alone do not: 人工成本怎么扣除 is a question about tax.
  public static func asksForHuman(_ message: String) -> Bool {
    let scalars = Folding.scalars(of: message)
    let words = scalars.split { Folding.kind($0) != .word }.map { String(String.UnicodeScalarView($0)) }
    if asksInEnglish(words) { return true }
    let text = String(String.UnicodeScalarView(scalars.filter { Folding.kind($0) != .gap }))
    if whole.contains(stripped(text)) { return true }
    // 人工，红冲的问题: a clause by itself, before or after what it is about.
    let clauses = scalars.split { Folding.kind($0) == .gap && $0 != " " }.map { String(String.UnicodeScalarView($0)) }
    if clauses.contains(where: ["人工", "人工客服", "人工服务"].contains) { return true }
    return requests.contains { phrase in
      text.ranges(of: phrase).contains { range in
        let before = text[..<range.lowerBound]
        let after = text[range.upperBound...]
        return !refusals.contains(where: before.hasSuffix) && !continuations.contains(where: after.hasPrefix)
      }
    }
  }

  /// Messages that ask by themselves, once politeness is taken off.
  private static let whole: Set<String> = [
    "人工", "人工客服", "人工服务", "人工坐席", "人工座席", "人工咨询", "人工台", "在线人工", "转人工", "转接人工", "接线员", "客服", "坐席", "真人", "活人",
    "真人客服", "转", "找人", "找客服", "找真人", "转客服", "转接", "叫人工", "人工呢", "工作人员", "找工作人员", "有人", "有人在", "有没有人", "有真人", "有人工",
    "有人工客服", "rengong",
  ]

  /// Phrases that ask wherever they stand.
  private static let requests = [
    "转人工", "转接人工", "转到人工", "转给人工", "换人工", "找人工", "接人工", "要人工", "叫人工", "呼叫人工", "联系人工", "人工接听", "人工帮", "人工来",
    "人工回答",
    "人工解答", "找真人", "要真人", "真人客服", "真人聊", "真人说", "和真人", "跟真人", "转真人", "找活人", "要找人", "找个人", "转坐席", "转座席",
    "转客服", "找客服",
    "要客服", "接线员", "不要机器人", "不跟机器人", "不想跟机器人", "不想和机器人", "转接坐席", "转接客服", "人工客服在吗", "人工在吗", "有人工吗", "有没有人工",
    "找工作人员", "转工作人员", "连线人工",
  ]

  /// What may not stand before a request.
  private static let refusals = [
    "不", "不用", "不要", "不需要", "别", "无需", "不必", "没有", "取消", "自动", "为什么", "先不", "不想", "没", "需", "主", "重", "只", "纸质",
  ]

  /// What turns a request into part of another word or into a question about the service.
  private static let continuations = [
    "成本", "费", "智能", "工资", "工时", "薪", "时间", "几点", "什么时候", "上班", "下班", "外包", "公司", "收入", "支出", "合同", "平台",
    "电话", "发票", "开票", "税",
    "的费用", "的工资", "的成本", "代开", "代办", "合伙", "承包", "审核", "核查", "录入", "计算", "开",
  ]

  /// Politeness, urgency and particles around a request.
  private static let wrapping = [
    "你好", "您好", "请问", "请", "麻烦", "帮我", "给我", "我要", "我想要", "我想", "我需要", "需要", "能不能", "可以", "可不可以", "能否", "能",
    "快点", "快", "赶紧", "马上",
    "直接", "还是", "那就", "那", "就", "要", "一下", "一个", "个", "吗", "吧", "呢", "啊", "呀", "嘛", "么", "了", "谢谢", "在", "服务",
  ]

  private static func stripped(_ text: String) -> String {
    var rest = Substring(text)
    var changed = true
    while changed {
      changed = false
      if whole.contains(String(rest)) { break }
      for word in wrapping {
        if rest.count > word.count, rest.hasPrefix(word) { (rest, changed) = (rest.dropFirst(word.count), true) }
        if rest.count > word.count, rest.hasSuffix(word) { (rest, changed) = (rest.dropLast(word.count), true) }
      }
    }
    return String(rest)
  }

  private static func asksInEnglish(_ words: [String]) -> Bool {
    guard !words.contains(where: englishRefusals.contains) else { return false }
    let sentence = words.joined(separator: " ")
    let bare = words.filter { $0 != "please" }.joined(separator: " ")
    if ["human", "agent", "operator", "representative"].contains(bare) { return true }
    if ["real person", "live agent", "live person", "human agent"].contains(where: sentence.contains) { return true }
    return words.contains(where: englishVerbs.contains) && words.contains(where: englishPersons.contains)
  }

  private static let englishRefusals: Set<String> = ["not", "don", "dont", "no", "cost", "costs", "resources", "error"]
  private static let englishVerbs: Set<String> = [
    "speak", "talk", "chat", "connect", "transfer", "want", "need", "get",
  ]
  private static let englishPersons: Set<String> = ["human", "operator", "representative", "agent", "someone"]
}
