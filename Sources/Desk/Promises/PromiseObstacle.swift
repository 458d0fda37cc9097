/// Why a step of a message left or a ticket cannot be taken. Console, page and backend go by this one rule.
public enum PromiseObstacle: Hashable, Sendable, Error {
  /// It was resolved.
  case resolved
  /// It is over.
  case closed
  /// It goes on in another ticket.
  case merged
  /// Its state does not allow it; the state's name.
  case wrongState(Localised)
  /// Nobody has it.
  case notClaimed
  /// The taxpayer has to add something first.
  case waitsForTaxpayer
  /// It ended too long ago to be opened again.
  case tooLate(days: Int)
  /// It was answered.
  case answered
  /// It has as many entries as it may have.
  case full

  /// Why, and what to do.
  public var text: Localised {
    switch self {
    case .resolved: Localised("该工单已办结，如需继续请先重新打开", "The ticket is resolved; open it again to go on")
    case .closed: Localised("该项已关闭，不能再处理", "It is closed; nothing more can be done to it")
    case .merged: Localised("该工单已并入其他工单，请在那里处理", "The ticket goes on in another one; act there")
    case .wrongState(let state):
      Localised("当前状态“\(state.chinese)”不允许此操作", "Its state, \(state.english), does not allow this")
    case .notClaimed: Localised("尚无人领取", "Nobody has taken it")
    case .waitsForTaxpayer: Localised("正在等您补充材料，补充后会继续办理", "It waits for you: add what was asked for, and it goes on")
    case .tooLate(let days):
      Localised("办结超过 \(days) 天，不能重新打开，请新建工单", "It ended more than \(days) days ago; open a new ticket")
    case .answered: Localised("该留言已答复", "The message was answered")
    case .full: Localised("记录已满，请办结后另建工单", "It holds as many entries as it may; resolve it and open another")
    }
  }
}

extension PromiseEntry.Kind {
  /// Whether somebody else may have it from then on.
  public var changesHands: Bool { [.claimed, .released, .assigned, .forwarded].contains(self) }

  /// Whether what holds so many entries takes no more of this kind. Words of either side stop before the steps that bring it on, and what ends it
  /// always goes.
  func isFull(at revision: Int, of most: Int) -> Bool {
    switch self {
    case .added, .urged, .noted: revision >= most - most / 10
    case .replied, .resolved, .converted, .closed, .merged, .entered, .released, .escalated, .rescheduled: false
    // Somebody has to have it to end it.
    case .claimed, .assigned, .forwarded: revision >= most + most / 10
    case .opened, .edited, .waiting, .held, .resumed, .reopened, .joined, .invited: revision >= most
    }
  }
}
