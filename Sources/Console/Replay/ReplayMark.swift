import Desk

/// A turning point on the time line.
public struct ReplayMark: Hashable, Sendable {
  /// The turning points there are.
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// The first words.
    case opened
    /// Into the queue.
    case queued
    /// Taken by an agent.
    case accepted
    /// The first human message after that.
    case firstReply
    /// Passed on.
    case transferred
    /// On hold.
    case held
    /// Over for the taxpayer.
    case ended
    /// Rated.
    case rated

    /// One letter for the time line.
    public var letter: Localised {
      switch self {
      case .opened: Localised("问", "O")
      case .queued: Localised("排", "Q")
      case .accepted: Localised("接", "A")
      case .firstReply: Localised("复", "R")
      case .transferred: Localised("转", "T")
      case .held: Localised("挂", "H")
      case .ended: Localised("终", "E")
      case .rated: Localised("评", "S")
      }
    }

    /// What it stands for.
    public var name: Localised {
      switch self {
      case .opened: Localised("开始咨询", "opened")
      case .queued: Localised("进入排队", "queued")
      case .accepted: Localised("坐席接入", "accepted")
      case .firstReply: Localised("首次回复", "first reply")
      case .transferred: Localised("转接", "transferred")
      case .held: Localised("挂起", "held")
      case .ended: Localised("服务结束", "ended")
      case .rated: Localised("评价", "stars")
      }
    }
  }

  /// Which.
  public var kind: Kind
  /// Milliseconds since the record's beginning.
  public var offset: Int64

  /// The turning point a moment is, if it is one.
  init?(_ moment: ReplayMoment) {
    let kind: Kind? =
      switch moment.event.body {
      case .conversationOpened: .opened
      case .queued(let queued): queued.entry.transferredFrom == nil ? .queued : .transferred
      case .accepted: .accepted
      case .messagePosted: if case .firstReply = moment.measure { .firstReply } else { nil }
      case .held(let change): change.since == nil ? nil : .held
      case .ended: .ended
      case .rated: .rated
      default: nil
      }
    guard let kind else { return nil }
    self.kind = kind
    offset = moment.offset
  }
}
