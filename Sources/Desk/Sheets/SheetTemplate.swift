/// What a matter usually needs: a sheet is made from it.
public struct SheetTemplate: Hashable, Codable, Sendable {
  /// Words for a result.
  public struct Outcome: Hashable, Codable, Sendable {
    /// Whether they say that it was handled.
    public var isHandled: Bool
    /// The words for the taxpayer.
    public var words: String

    /// An outcome from its parts.
    public init(isHandled: Bool, words: String) {
      self.isHandled = isHandled
      self.words = words
    }
  }

  /// Its code.
  public var code: String
  /// The matter.
  public var title: Localised
  /// Pinyin initials of the title, lower case.
  public var pinyin: String
  /// The group it belongs to; `nil` for the whole office.
  public var group: SkillGroupID?
  /// What it needs.
  public var materials: [SheetMaterial]
  /// Words for its result.
  public var outcomes: [Outcome]

  /// A template from its parts.
  public init(
    code: String, title: Localised, pinyin: String = "", group: SkillGroupID? = nil, materials: [SheetMaterial],
    outcomes: [Outcome] = []
  ) {
    self.code = code
    self.title = title
    self.pinyin = pinyin
    self.group = group
    self.materials = materials
    self.outcomes = outcomes
  }
}
