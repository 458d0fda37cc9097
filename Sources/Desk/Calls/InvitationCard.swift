/// A proposal as it stands in the talk; where the invitation stands is on the conversation.
public struct InvitationCard: Hashable, Codable, Sendable {
  /// Which invitation.
  public var invitation: InvitationID
  /// What it is for.
  public var kind: Invitation.Kind

  /// A card from its parts.
  public init(_ invitation: InvitationID, kind: Invitation.Kind) {
    self.invitation = invitation
    self.kind = kind
  }

  /// The card in one line.
  public func line(_ language: Language) -> String {
    let name = kind.name
    return Localised("[邀请] \(name.chinese)", "[Invitation] \(name.english)").text(language)
  }
}
