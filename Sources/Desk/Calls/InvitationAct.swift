extension Invitation {
  /// What can happen to an invitation.
  public enum Act: Hashable, Sendable {
    /// A side says yes or no.
    case answer(by: Side, accepts: Bool)
    /// A side's browser says how the way is.
    case report(by: Side, Link)
    /// The agent's browser opened its room: the link is used.
    case open
    /// A side ends it: takes it back, refuses it or hangs up.
    case end(by: Side)
    /// It was not answered, connected or connected again in time. `wasSeen`: it had reached a screen of the side that was asked.
    case due(wasSeen: Bool)
    /// What it hangs on ended.
    case close(Reason)
  }

  /// What an act comes to.
  public enum Step: Hashable, Sendable {
    /// It changes.
    case becomes(Invitation)
    /// It is so already, or too late to matter.
    case stays
    /// It may not be done now.
    case refused
  }

  /// Changes of one invitation at most: what browsers report is not without end.
  static let mostChanges = 400

  /// The only way an invitation moves on. Whatever the order in which both sides act, they end in the same state.
  public func after(_ act: Act, at now: Timestamp, _ limits: InvitationLimits) -> Step {
    switch act {
    case .answer(let side, let accepts): answered(by: side, accepts, at: now, limits)
    case .report(let side, let link): reported(by: side, link, at: now, limits)
    case .open: isOpen && revision < Self.mostChanges ? .becomes(changed { $0.openedAt = now }) : .stays
    case .end(let side): endedBySide(side, at: now)
    case .due(let wasSeen): overdue(wasSeen: wasSeen, at: now)
    case .close(let reason): isOpen ? .becomes(ended(reason, by: nil, at: now)) : .stays
    }
  }

  private func answered(by side: Side, _ accepts: Bool, at now: Timestamp, _ limits: InvitationLimits) -> Step {
    guard side == answers else { return .refused }
    switch stage {
    case .invited where accepts:
      return .becomes(
        changed {
          $0.stage = .connecting
          $0.answeredAt = now
          if $0.taxpayerLink == .denied { $0.taxpayerLink = nil }
          if $0.agentLink == .denied { $0.agentLink = nil }
          $0.due = now.advanced(seconds: limits.connect)
        })
    case .invited: return .becomes(ended(.refused, by: side, at: now))
    case .connecting, .live: return accepts ? .stays : .refused
    case .ended:
      // Said once more: the answer it had is the answer.
      if accepts { return answeredAt == nil ? .refused : .stays }
      return reason == .refused && endedBy == side ? .stays : .refused
    }
  }

  private func reported(by side: Side, _ link: Link, at now: Timestamp, _ limits: InvitationLimits) -> Step {
    switch stage {
    case .invited where link == .denied && side == answers: return denied(by: side)
    case .invited: return .refused
    case .ended: return .stays
    case .connecting where link == .denied: return denied(by: side)
    case .connecting:
      guard link != .lost else { return .stays }
      return .becomes(
        changed {
          $0.stage = .live
          $0.liveAt = now
          $0.due = nil
          $0.note(link, of: side)
        })
    case .live:
      guard link != .denied, self.link(of: side) != link, revision < Self.mostChanges else { return .stays }
      return .becomes(
        changed {
          $0.note(link, of: side)
          $0.due = $0.link == .lost ? $0.due ?? now.advanced(seconds: limits.recover) : nil
        })
    }
  }

  /// Whoever is asked would, and cannot yet: the other side sees why nothing happens.
  private func denied(by side: Side) -> Step {
    guard link(of: side) != .denied, revision < Self.mostChanges else { return .stays }
    return .becomes(changed { $0.note(.denied, of: side) })
  }

  private func link(of side: Side) -> Link? { side == .agent ? agentLink : taxpayerLink }

  private func endedBySide(_ side: Side, at now: Timestamp) -> Step {
    switch stage {
    case .invited: .becomes(ended(side == proposedBy ? .withdrawn : .refused, by: side, at: now))
    case .connecting, .live: .becomes(ended(.hungUp, by: side, at: now))
    case .ended: .stays
    }
  }

  private func overdue(wasSeen: Bool, at now: Timestamp) -> Step {
    guard let due, due <= now else { return .stays }
    switch stage {
    case .invited: return .becomes(ended(wasSeen ? .expired : .missed, by: nil, at: now))
    case .connecting: return .becomes(ended(.failed, by: nil, at: now))
    case .live: return .becomes(ended(.lost, by: nil, at: now))
    case .ended: return .stays
    }
  }

  private func ended(_ reason: Reason, by side: Side?, at now: Timestamp) -> Invitation {
    changed {
      $0.stage = .ended
      $0.endedAt = now
      $0.due = nil
      $0.reason = reason
      $0.endedBy = side
    }
  }

  private func changed(_ change: (inout Invitation) -> Void) -> Invitation {
    var copy = self
    change(&copy)
    copy.revision += 1
    return copy
  }

  private mutating func note(_ link: Link, of side: Side) {
    if side == .agent { agentLink = link } else { taxpayerLink = link }
  }
}
