import Desk

/// The form that blocks a taxpayer 拉黑.
public struct BlockForm: Equatable, Sendable {
  /// The conversation it comes from.
  public var conversation: ConversationID
  /// Row marked among the durations, from 0.
  public var selected: Int
  /// Why.
  public var reason: Editor
  /// Whether it is on its way.
  public var isSending: Bool

  /// An empty form.
  public init(_ conversation: ConversationID) {
    self.conversation = conversation
    selected = 0
    reason = Editor(isMultiline: false)
    isSending = false
  }
}

/// The list of those who are blocked.
public struct BlockListState: Equatable, Sendable {
  /// The blocks; `nil` while they are on their way.
  public var blocks: [Block]?
  /// Row marked, from 0.
  public var selected: Int

  /// A list that is on its way.
  public init() { selected = 0 }
}

extension State {
  /// How long this seat may block for, in hours.
  public var blockHours: [Int] {
    let most = Block.mostHours(replica?.me.agent.role ?? .agent)
    return [1, 4, 8, 24, 72, 168, 720].filter { $0 <= most }
  }
}

extension Block {
  /// A number of hours in words.
  public static func words(hours: Int) -> Localised {
    hours % 24 == 0 && hours > 24
      ? Localised("\(hours / 24) 天", "\(hours / 24) days") : Localised("\(hours) 小时", "\(hours) h")
  }
}
