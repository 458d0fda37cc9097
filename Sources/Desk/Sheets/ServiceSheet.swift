/// Names a sheet; it is also the id of the message that brought it.
public typealias SheetID = Identifier<ServiceSheet>

/// A service sheet 业务办理服务确认单: the materials a matter needs, what the taxpayer uploaded for each, what the agent found, and what became of it.
/// Both sides see this one value; it moves only by `ServiceSheet.apply`.
public struct ServiceSheet: Hashable, Codable, Sendable {
  /// Where a sheet stands.
  public enum Stage: String, Codable, Sendable, CaseIterable {
    /// The taxpayer uploads.
    case collecting
    /// The taxpayer has confirmed; the agent checks.
    case submitted
    /// The result stands on it; nothing moves any more.
    case closed
  }

  /// Names it.
  public var id: SheetID
  /// Code of the template it was made from.
  public var template: String
  /// The matter, as both sides read it.
  public var title: Localised
  /// What is needed, in the order it is shown.
  public var materials: [SheetMaterial]
  /// Where it stands.
  public var stage: Stage
  /// Grows by one with each step, from 1; whoever acts says which one was looked at.
  public var revision: Int
  /// Who sent it.
  public var issuedBy: AgentReference
  /// When it was sent.
  public var issuedAt: Timestamp
  /// When the taxpayer last confirmed.
  public var confirmedAt: Timestamp?
  /// What became of it.
  public var result: SheetResult?

  /// A sheet that is sent now.
  public init(
    id: SheetID, template: String, title: Localised, materials: [SheetMaterial], issuedBy: AgentReference,
    issuedAt: Timestamp
  ) {
    self.id = id
    self.template = template
    self.title = title
    self.materials = materials
    stage = .collecting
    revision = 1
    self.issuedBy = issuedBy
    self.issuedAt = issuedAt
  }

  /// Materials of one sheet at most.
  public static let mostMaterials = 30
  /// Pictures of one material at most.
  public static let mostPictures = 10
  /// Sheets of one conversation at most.
  public static let mostInConversation = 10

  /// Required materials for which nothing was uploaded.
  public var missing: [SheetMaterial] { materials.filter { $0.isRequired && $0.pictures.isEmpty } }
  /// Materials that were returned and not changed since.
  public var returned: [SheetMaterial] { materials.filter { $0.state == .returned } }
  /// Required materials that were not accepted yet.
  public var open: [SheetMaterial] { materials.filter { $0.isRequired && $0.state != .accepted } }

  /// The material of that code.
  public func material(_ code: String) -> SheetMaterial? { materials.first { $0.code == code } }
}

/// One thing a matter needs.
public struct SheetMaterial: Hashable, Codable, Sendable {
  /// How a material stands.
  public enum State: String, Codable, Sendable, CaseIterable {
    /// Nothing was uploaded.
    case missing
    /// Uploaded, not looked at yet.
    case uploaded
    /// Accepted by the agent.
    case accepted
    /// Returned by the agent, with the reason.
    case returned
  }

  /// Its code within the sheet.
  public var code: String
  /// What it is called.
  public var name: Localised
  /// Whether the matter cannot be handled without it.
  public var isRequired: Bool
  /// What to mind when it is photographed.
  public var hint: Localised?
  /// Where a sample of it can be seen, https.
  public var sample: String?
  /// What was uploaded for it, in order.
  public var pictures: [ImageReference]
  /// What the agent found; gone as soon as the pictures change.
  public var check: SheetCheck?
  /// The sheet's revision at which it last changed.
  public var revision: Int

  /// A material for which nothing was uploaded.
  public init(code: String, name: Localised, isRequired: Bool, hint: Localised? = nil, sample: String? = nil) {
    self.code = code
    self.name = name
    self.isRequired = isRequired
    self.hint = hint
    self.sample = sample
    pictures = []
    revision = 1
  }

  /// How it stands.
  public var state: State {
    guard let check else { return pictures.isEmpty ? .missing : .uploaded }
    return check.isAccepted ? .accepted : .returned
  }
}

/// What the agent found about a material.
public struct SheetCheck: Hashable, Codable, Sendable {
  /// Accepted, or returned.
  public var isAccepted: Bool
  /// Why it was returned, plain text; empty when accepted.
  public var reason: String
  /// Who looked.
  public var by: AgentReference
  /// When.
  public var at: Timestamp

  /// A finding from its parts.
  public init(isAccepted: Bool, reason: String = "", by: AgentReference, at: Timestamp) {
    self.isAccepted = isAccepted
    self.reason = reason
    self.by = by
    self.at = at
  }
}

/// What became of a matter.
public struct SheetResult: Hashable, Codable, Sendable {
  /// Handled, or not.
  public var isHandled: Bool
  /// The words for the taxpayer, plain text.
  public var words: String
  /// Who says so.
  public var by: AgentReference
  /// When.
  public var at: Timestamp

  /// A result from its parts.
  public init(isHandled: Bool, words: String, by: AgentReference, at: Timestamp) {
    self.isHandled = isHandled
    self.words = words
    self.by = by
    self.at = at
  }
}
