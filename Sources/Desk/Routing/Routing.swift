/// How waiting conversations come to agents.
public enum Routing: String, Codable, Sendable, CaseIterable {
  /// Agents pick from the queue.
  case pull
  /// Each is put to the one best seat, with a deadline 接待提示.
  case offer
}

extension Catalogue {
  /// How a group's conversations come to agents.
  public func routing(of group: SkillGroupID, _ settings: OfficeSettings) -> Routing {
    groups.first { $0.id == group }?.routing ?? settings.routing ?? .pull
  }

  /// Whether any group's conversations are offered.
  public func offers(_ settings: OfficeSettings) -> Bool {
    groups.contains { ($0.routing ?? settings.routing) == .offer }
  }
}

extension OfficeSettings {
  /// Whether a conversation takes one of its agent's slots in that stage.
  public func takesSlot(_ stage: Conversation.Stage) -> Bool {
    stage == .talking || (stage == .wrapUp && wrapUpTakesSlot == true)
  }
}

extension BreakReason {
  /// The break a seat goes on by itself when its agent missed an offer.
  public static let missedOffer = BreakReason(
    code: "missed-offer", name: Localised("未应答接待提示", "Missed an offer"), expectedMinutes: 5)
}
