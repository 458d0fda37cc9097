/// How a simulated taxpayer behaves: what they ask, how fast they type, how long they wait.
public struct Persona: Hashable, Sendable {
  /// What they ask the assistant, in order.
  public var questions: [String]
  /// What they tell the agent, in order.
  public var replies: [String]
  /// What they say when the agent has been silent too long.
  public var nudge: String
  /// What they type to be handed to a human; `nil` presses the button.
  public var escalationWords: String?
  /// Characters typed each second.
  public var charactersPerSecond: Int
  /// Asks at once, and presses the button without reading the answer.
  public var isInHurry = false
  /// Seconds of waiting after which they leave; they never leave while talking.
  public var patienceSeconds: Int
  /// Seconds between reading and typing.
  public var thinkSeconds: Int
  /// Stars they give, 1–5; `nil` goes without rating.
  public var stars: Int?

  /// A persona drawn by chance from what people really ask.
  public static func drawn(using random: inout some RandomNumberGenerator) -> Persona {
    let story = VisitorStories.all.randomElement(using: &random) ?? VisitorStories.fallback
    return Persona(
      questions: Array(story.questions.prefix(Int.random(in: 1...2, using: &random))),
      replies: story.replies,
      nudge: ["您好，还在吗？", "请问有结果了吗", "我还在等，麻烦看一下"].randomElement(using: &random) ?? "您好",
      escalationWords: Bool.random(using: &random)
        ? ["转人工", "人工客服", "我要找人工", "找人工服务"].randomElement(using: &random) : nil,
      charactersPerSecond: Int.random(in: 4...9, using: &random),
      patienceSeconds: Int.random(in: 90...600, using: &random),
      thinkSeconds: Int.random(in: 2...7, using: &random),
      stars: Int.random(in: 0..<4, using: &random) > 0 ? Int.random(in: 3...5, using: &random) : nil)
  }
}

/// One matter a person comes with.
struct VisitorStory: Hashable, Sendable {
  var questions: [String]
  var replies: [String]
}
