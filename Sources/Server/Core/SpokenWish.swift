/// What a taxpayer's words want besides an answer: a human, or nothing but courtesy.
enum SpokenWish: Hashable, Sendable {
  /// Asks for a human 转人工.
  case human
  /// A greeting, thanks or good-bye, with what is said back.
  case courtesy(reply: String)

  private static let humanPhrases = [
    "转人工", "转接人工", "转坐席", "人工客服", "人工服务", "人工坐席", "找人工", "要人工", "接人工", "真人", "找客服", "人工咨询",
    "talktoahuman", "humanagent", "realperson",
  ]
  private static let refusals = ["不用", "不要", "不想", "不需要", "别", "无需"]
  private static let courtesies: [(words: Set<String>, reply: String)] = [
    (
      ["你好", "您好", "你好啊", "您好啊", "在吗", "在么", "有人吗", "早上好", "上午好", "下午好", "hi", "hello", "哈喽"],
      "您好，我是智能应答。请直接说出您的问题，例如“数电票怎么开具”；需要人工服务时，请说“转人工”。"
    ),
    (
      ["谢谢", "谢谢你", "谢谢您", "多谢", "非常感谢", "感谢", "好的谢谢", "thanks", "thankyou"],
      "不客气，还有问题可以随时问我。"
    ),
    (["再见", "拜拜", "88", "bye", "goodbye"], "再见，祝您办税顺利。"),
  ]

  /// The wish in some words; `nil` when they ask something.
  init?(_ text: String) {
    let folded = Self.folded(text)
    if let reply = Self.courtesies.first(where: { $0.words.contains(folded) })?.reply {
      self = .courtesy(reply: reply)
    } else if Self.asksForHuman(folded) {
      self = .human
    } else {
      return nil
    }
  }

  private static func asksForHuman(_ folded: String) -> Bool {
    if folded == "人工" || folded == "转" { return true }
    for phrase in humanPhrases {
      guard let range = folded.firstRange(of: phrase) else { continue }
      // “不用转人工” is no wish for one.
      let before = String(folded[..<range.lowerBound])
      return !refusals.contains { before.hasSuffix($0) }
    }
    return false
  }

  /// Without spaces, punctuation and case: what is left of how people type.
  private static func folded(_ text: String) -> String {
    String(text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
  }
}
