// What requests about invitations carry.

/// Proposes something: `POST …/invitation`. From the taxpayer it is their consent as well.
public struct InvitationRequest: Hashable, Codable, Sendable {
  /// What for.
  public var kind: Invitation.Kind

  /// Everything it says.
  public init(kind: Invitation.Kind) {
    self.kind = kind
  }
}

/// Says yes or no to what the other side proposed: `POST …/invitation/answer`.
public struct InvitationAnswer: Hashable, Codable, Sendable {
  /// Which invitation.
  public var invitation: InvitationID
  /// Yes or no.
  public var accepts: Bool

  /// Everything it says.
  public init(invitation: InvitationID, accepts: Bool) {
    self.invitation = invitation
    self.accepts = accepts
  }
}

/// Names an invitation: `POST …/invitation/end` takes it back, refuses it or hangs up, `POST …/invitation/link` asks for the way into its room.
public struct InvitationReference: Hashable, Codable, Sendable {
  /// Which invitation.
  public var invitation: InvitationID

  /// Everything it says.
  public init(_ invitation: InvitationID) {
    self.invitation = invitation
  }
}

/// How the way is, as a browser sees it: `POST …/report`.
public struct CallReport: Hashable, Codable, Sendable {
  /// Which invitation.
  public var invitation: InvitationID
  /// How it is.
  public var link: Invitation.Link

  /// Everything it says.
  public init(invitation: InvitationID, link: Invitation.Link) {
    self.invitation = invitation
    self.link = link
  }
}
