/// What waits in a conversation's writing field, as it is kept on disk: the words, what a quick reply brought along, and the places still to be filled in.
public struct KeptDraft: Hashable, Sendable {
  /// The words.
  public var text: String
  /// What a quick reply brought along with its words.
  public var attachment: ReplyAttachment?
  /// Places in the words that are still to be filled in, in order.
  public var prompts: [WritingPrompt]

  /// A draft from its parts.
  public init(_ text: String, attachment: ReplyAttachment? = nil, prompts: [WritingPrompt] = []) {
    self.text = text
    self.attachment = attachment
    self.prompts = prompts
  }

  /// Whether there is nothing to keep.
  public var isEmpty: Bool { text.isEmpty }

  /// Two drafts for one conversation: neither is lost, and doing it again changes nothing.
  public func joined(with other: KeptDraft) -> KeptDraft {
    if text.contains(other.text) {
      return KeptDraft(text, attachment: attachment ?? other.attachment, prompts: prompts)
    }
    if other.text.contains(text) { return other.joined(with: self) }
    // Counted from the end, so that what comes before them moves no place.
    return KeptDraft(
      text + "\n" + other.text, attachment: attachment ?? other.attachment, prompts: other.prompts)
  }
}

extension KeptDraft: Codable {
  private enum Part: String, CodingKey { case text, attachment, prompts }

  /// Words alone are a plain string, as they always were.
  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self.init(text)
      return
    }
    let parts = try decoder.container(keyedBy: Part.self)
    self.init(
      try parts.decode(String.self, forKey: .text),
      attachment: try parts.decodeIfPresent(ReplyAttachment.self, forKey: .attachment),
      prompts: try parts.decodeIfPresent([WritingPrompt].self, forKey: .prompts) ?? [])
  }

  /// Spells it.
  public func encode(to encoder: any Encoder) throws {
    guard attachment != nil || !prompts.isEmpty else {
      var plain = encoder.singleValueContainer()
      try plain.encode(text)
      return
    }
    var parts = encoder.container(keyedBy: Part.self)
    try parts.encode(text, forKey: .text)
    try parts.encodeIfPresent(attachment, forKey: .attachment)
    try parts.encode(prompts, forKey: .prompts)
  }
}

extension KeptDraft: ExpressibleByStringLiteral {
  /// Words alone.
  public init(stringLiteral text: String) { self.init(text) }
}
