import Desk

/// A service sheet before it is sent: its template's materials, ticked, and the agent's own.
public struct SheetOrder: Equatable, Sendable {
  /// A line of it.
  public struct Line: Hashable, Sendable {
    /// The template's material, or one of the agent's own without a code.
    public var code: String?
    /// What it is called.
    public var name: Localised
    /// Whether the matter cannot be handled without it.
    public var isRequired: Bool
    /// Whether it is asked for at all.
    public var isListed: Bool

    /// A line from its parts.
    public init(code: String?, name: Localised, isRequired: Bool, isListed: Bool = true) {
      self.code = code
      self.name = name
      self.isRequired = isRequired
      self.isListed = isListed
    }
  }

  /// The talk it is for.
  public var conversation: ConversationID
  /// The template.
  public var template: SheetTemplate
  /// The lines.
  public var lines: [Line]
  /// The marked line.
  public var selected: Int
  /// The name of a material of the agent's own, while it is written.
  public var own: Editor?

  /// The template as it stands.
  public init(_ conversation: ConversationID, _ template: SheetTemplate) {
    self.conversation = conversation
    self.template = template
    lines = template.materials.map { Line(code: $0.code, name: $0.name, isRequired: $0.isRequired) }
    selected = 0
  }

  /// What goes to the backend.
  public var draft: SheetDraft {
    SheetDraft(
      template: template.code,
      materials: lines.filter(\.isListed).map {
        SheetDraft.Material(code: $0.code, name: $0.code == nil ? $0.name.chinese : nil, isRequired: $0.isRequired)
      })
  }
}

/// A sheet as the agent checks it.
public struct SheetDesk: Equatable, Sendable {
  /// What is being written.
  public enum Writing: Hashable, Sendable {
    /// Why the marked material is returned.
    case reason
    /// What became of the matter.
    case result
  }

  /// The talk.
  public var conversation: ConversationID
  /// The sheet.
  public var sheet: SheetID
  /// The marked material.
  public var selected: Int
  /// What is being written, if anything.
  public var writing: Writing?
  /// The words so far; left empty, the marked suggestion is meant.
  public var words: Editor
  /// The marked suggestion; −1 while none is chosen.
  public var suggestion: Int
  /// Whether a step is on its way.
  public var isSending: Bool

  /// A sheet laid out, its first open material marked.
  public init(_ conversation: ConversationID, _ sheet: ServiceSheet) {
    self.conversation = conversation
    self.sheet = sheet.id
    selected = sheet.materials.firstIndex { $0.state == .uploaded } ?? 0
    words = Editor(isMultiline: false)
    suggestion = 0
    isSending = false
  }

  /// Usual reasons for returning a material.
  public static let reasons: [Localised] = [
    Localised("图片不清晰，请重新拍摄", "The picture is not sharp; take it again"),
    Localised("未拍全，请四角齐全", "Part of it is cut off; all four corners, please"),
    Localised("缺少盖章或签字", "The seal or signature is missing"),
    Localised("与所需材料不符", "It is not the material asked for"),
    Localised("已过有效期", "It has expired"),
  ]
}

/// A step of a sheet that the agent asks for.
public enum SheetRequest: Hashable, Sendable {
  /// Accepts or returns a material.
  case check(SheetCheckRequest)
  /// Asks for what it still needs.
  case demand(SheetRevisionRequest)
  /// Closes it.
  case result(SheetResultRequest)
}
