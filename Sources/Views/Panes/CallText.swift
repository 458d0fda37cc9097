import Console
import Desk
import Glyphs

/// An invitation in few words, for titles, lists and cards.
enum CallText {
  /// What it is for, where it stands and its clock.
  static func line(_ invitation: Invitation, in conversation: Conversation, _ clock: Clock) -> Localised {
    let standing = InvitationText.standing(invitation, seen: conversation)
    let name = invitation.kind.name
    let time = time(invitation, clock).map { " " + $0 } ?? ""
    return Localised("\(name.chinese) \(standing.chinese)\(time)", "\(name.english), \(standing.english)\(time)")
  }

  /// For narrow places.
  static func short(_ invitation: Invitation, _ clock: Clock) -> Localised {
    let name =
      switch invitation.kind {
      case .remoteAssist: Localised("协助", "assist")
      case .audioCall: Localised("语音", "audio")
      case .videoCall: Localised("视频", "video")
      }
    let time = time(invitation, clock).map { " " + $0 } ?? ""
    let mark = invitation.stage == .live && invitation.link == .lost ? "!" : ""
    let word =
      switch invitation.stage {
      case .invited:
        invitation.proposedBy == .taxpayer ? Localised("待答复", " asked") : Localised("待同意", " invited")
      case .connecting: Localised("连接中", " connecting")
      case .live, .ended: Localised("", "")
      }
    return Localised(mark + name.chinese + word.chinese + time, mark + name.english + word.english + time)
  }

  /// How long it has been live, how long it was, or what is left before it ends by itself.
  private static func time(_ invitation: Invitation, _ clock: Clock) -> String? {
    guard let now = clock.now else { return nil }
    if invitation.stage == .live, invitation.link == .lost, let due = invitation.due {
      return ClockText.wait(max(0, due.seconds(since: now)))
    }
    if let since = invitation.liveAt {
      return ClockText.wait(invitation.endedAt.map { $0.seconds(since: since) } ?? clock.seconds(since: since))
    }
    return invitation.due.map { ClockText.wait(max(0, $0.seconds(since: now))) }
  }

  /// Its colour.
  static func scope(_ invitation: Invitation) -> String {
    switch invitation.stage {
    case .invited, .connecting: "wait.warning"
    case .live: invitation.link == .lost ? "wait.overdue" : invitation.link == .poor ? "wait.warning" : "wait.fresh"
    case .ended: "ui.text.dim"
    }
  }
}
