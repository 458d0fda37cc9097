/// One step of a sheet; in JSON an object with one property, named for the step.
public enum SheetStep: Hashable, Codable, Sendable {
  /// The agent sent it.
  case issued(SheetIssue)
  /// The taxpayer uploaded a picture.
  case pictureAdded(SheetPicture)
  /// The taxpayer took a picture away.
  case pictureRemoved(SheetPicture)
  /// The taxpayer says that this is all.
  case confirmed(SheetConfirmation)
  /// The agent accepted or returned a material.
  case checked(SheetFinding)
  /// The agent asked for what is missing or was returned; the taxpayer uploads again.
  case asked(SheetDemand)
  /// The agent says what became of it.
  case resolved(SheetResult)

  /// Which side takes it.
  public var side: Side {
    switch self {
    case .issued, .checked, .asked, .resolved: .agent
    case .pictureAdded, .pictureRemoved, .confirmed: .taxpayer
    }
  }
}

/// That a sheet was sent.
public struct SheetIssue: Hashable, Codable, Sendable {
  /// Who sent it.
  public var by: AgentReference
  /// Everything it says.
  public init(by: AgentReference) { self.by = by }
}

/// A picture of a material.
public struct SheetPicture: Hashable, Codable, Sendable {
  /// The material's code.
  public var material: String
  /// The picture.
  public var image: ImageReference
  /// The picture it takes the place of.
  public var replaced: ImageID?

  /// Everything it says.
  public init(material: String, image: ImageReference, replaced: ImageID? = nil) {
    self.material = material
    self.image = image
    self.replaced = replaced
  }
}

/// That the taxpayer has uploaded all there is.
public struct SheetConfirmation: Hashable, Codable, Sendable {
  /// When.
  public var at: Timestamp
  /// Everything it says.
  public init(at: Timestamp) { self.at = at }
}

/// What the agent found about a material.
public struct SheetFinding: Hashable, Codable, Sendable {
  /// The material's code.
  public var material: String
  /// What was found.
  public var check: SheetCheck

  /// Everything it says.
  public init(material: String, check: SheetCheck) {
    self.material = material
    self.check = check
  }
}

/// What a sheet still needs, in one message.
public struct SheetDemand: Hashable, Codable, Sendable {
  /// A material that was returned.
  public struct Returned: Hashable, Codable, Sendable {
    /// What it is called.
    public var name: Localised
    /// Why, plain text.
    public var reason: String

    /// Everything it says.
    public init(name: Localised, reason: String) {
      self.name = name
      self.reason = reason
    }
  }

  /// Which sheet.
  public var sheet: SheetID
  /// The matter.
  public var title: Localised
  /// Names of what is missing.
  public var missing: [Localised]
  /// What was returned.
  public var returned: [Returned]

  /// What that sheet needs now.
  public init(_ sheet: ServiceSheet) {
    self.sheet = sheet.id
    title = sheet.title
    missing = sheet.missing.map(\.name)
    returned = sheet.returned.map { Returned(name: $0.name, reason: $0.check?.reason ?? "") }
  }

  /// Whether there is nothing to ask for.
  public var isEmpty: Bool { missing.isEmpty && returned.isEmpty }

  /// The message, one line for each material.
  public func text(_ language: Language) -> String {
    let head = Localised(
      "您好，办理“\(title.chinese)”还差以下材料，请在上方的确认单里补充后再点“确认提交”，谢谢：",
      "To handle “\(title.english)” we still need the following; please add it on the sheet above and confirm again. Thank you:"
    ).text(language)
    var lines = missing.map { Localised("缺少：\($0.chinese)", "Missing: \($0.english)").text(language) }
    lines += returned.map {
      Localised("请重传：\($0.name.chinese)（\($0.reason)）", "Upload again: \($0.name.english) (\($0.reason))").text(
        language)
    }
    return ([head] + lines.enumerated().map { "\($0.offset + 1). \($0.element)" }).joined(separator: "\n")
  }
}
