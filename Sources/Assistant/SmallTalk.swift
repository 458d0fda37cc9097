import Desk

/// Courtesies that are answered in kind rather than looked up.
public enum SmallTalk: Hashable, Sendable, CaseIterable {
  /// 你好, hello.
  case greeting
  /// 谢谢, thank you.
  case thanks
  /// 再见, bye.
  case farewell
  /// 你是机器人吗, who are you.
  case identity

  /// The kind of courtesy a message is made of altogether; `nil` if it says anything else.
  public static func recognise(_ message: String) -> SmallTalk? {
    // Longer than any courtesy; do not chew on it.
    let scalars = Folding.scalars(of: message, limit: 64)
    guard scalars.count < 64 else { return nil }
    var rest = Substring(String(String.UnicodeScalarView(scalars.filter { Folding.kind($0) != .gap })))
    var found: SmallTalk?
    while !rest.isEmpty {
      guard let next = phrases.first(where: { rest.hasPrefix($0.phrase) }) else { return nil }
      rest = rest.dropFirst(next.phrase.count)
      // The last courtesy counts: 好的谢谢，再见 is a farewell. Particles and titles count for nothing.
      if let kind = next.kind { found = kind }
    }
    return found
  }

  /// The fixed reply.
  public func reply(_ language: Language) -> String {
    let reply =
      switch self {
      case .greeting:
        Localised(
          "您好，我是智能应答。请直接说出要咨询的业务，例如“数电票怎么红冲”；需要人工服务时请发送“转人工”。",
          "Hello, this is the assistant. Ask me about invoices, declarations or registration; for an agent, type “human”."
        )
      case .thanks: Localised("不客气。还有其他问题请继续告诉我。", "You are welcome. Is there anything else?")
      case .farewell: Localised("感谢您的咨询，再见。", "Thank you for asking. Good-bye.")
      case .identity:
        Localised(
          "我是智能应答，根据知识库回答办税缴费问题。需要人工服务时请发送“转人工”。",
          "I am the assistant and answer tax questions from the knowledge base. For an agent, type “human”.")
      }
    return reply.text(language)
  }

  /// A phrase and the courtesy it is; one without only accompanies others.
  private struct Phrase {
    var phrase: String
    var kind: SmallTalk?
  }

  /// The longest first.
  private static let phrases: [Phrase] = {
    var phrases: [Phrase] = []
    for (kind, line) in lines {
      for word in line.split(separator: " ") { phrases.append(Phrase(phrase: String(word), kind: kind)) }
    }
    return phrases.sorted { $0.phrase.count > $1.phrase.count }
  }()

  private static let lines: [(kind: SmallTalk?, line: String)] = [
    (.greeting, "你好 您好 你们好 大家好 早上好 上午好 中午好 下午好 晚上好 早安 哈喽 哈啰 嗨 在吗 在不在 hi hello hey goodmorning"),
    (.thanks, "谢谢 谢谢你 谢谢您 谢谢了 多谢 感谢 非常感谢 太感谢了 辛苦了 明白了 明白 知道了 清楚了 懂了 解决了 收到"),
    (.thanks, "好的 好 嗯 ok okay thanks thankyou thx"),
    (.farewell, "再见 拜拜 拜 回头见 没有问题了 没问题了 没有了 没事了 不用了 88 byebye bye goodbye"),
    (.identity, "你是谁 您是谁 你是机器人吗 你是机器人 你是人吗 你是真人吗 你叫什么 你叫什么名字 whoareyou areyouabot areyouhuman"),
    (nil, "老师 请问 客服 同志 小姐姐 啊 呀 呢 吗 哦 哈 的 了 啦 您 你 verymuch"),
  ]
}
