// What requests about sheets carry and what they are answered with.

/// A sheet to send, within a `MessageDraft`; the message's id becomes the sheet's.
public struct SheetDraft: Hashable, Codable, Sendable {
  /// A material to list: one of the template's by its code, or another by its name.
  public struct Material: Hashable, Codable, Sendable {
    /// The template's code for it; `nil` for one of the agent's own.
    public var code: String?
    /// The name of one of the agent's own, plain text.
    public var name: String?
    /// Whether the matter cannot be handled without it.
    public var isRequired: Bool

    /// Everything it says.
    public init(code: String? = nil, name: String? = nil, isRequired: Bool) {
      self.code = code
      self.name = name
      self.isRequired = isRequired
    }
  }

  /// The template's code.
  public var template: String
  /// What is needed, in order.
  public var materials: [Material]

  /// Everything it says.
  public init(template: String, materials: [Material]) {
    self.template = template
    self.materials = materials
  }
}

/// Adds an uploaded picture to a material: `POST /v1/visit/sheets/{id}/pictures`.
public struct SheetPictureRequest: Hashable, Codable, Sendable {
  /// The material's code.
  public var material: String
  /// The picture, uploaded to the same conversation before.
  public var image: ImageID
  /// The picture it takes the place of.
  public var replaces: ImageID?

  /// Everything it says.
  public init(material: String, image: ImageID, replaces: ImageID? = nil) {
    self.material = material
    self.image = image
    self.replaces = replaces
  }
}

/// Takes a picture away: `POST /v1/visit/sheets/{id}/removals`.
public struct SheetRemovalRequest: Hashable, Codable, Sendable {
  /// The material's code.
  public var material: String
  /// The picture.
  public var image: ImageID

  /// Everything it says.
  public init(material: String, image: ImageID) {
    self.material = material
    self.image = image
  }
}

/// Confirms a sheet, or asks for what it still needs: `POST /v1/visit/sheets/{id}/confirmation`, `POST /v1/sheets/{id}/demand`.
public struct SheetRevisionRequest: Hashable, Codable, Sendable {
  /// The revision that was looked at.
  public var revision: Int

  /// Everything it says.
  public init(revision: Int) { self.revision = revision }
}

/// Accepts or returns a material: `POST /v1/sheets/{id}/checks`.
public struct SheetCheckRequest: Hashable, Codable, Sendable {
  /// The revision that was looked at.
  public var revision: Int
  /// The material's code.
  public var material: String
  /// Accepted, or returned.
  public var isAccepted: Bool
  /// Why it is returned; must be given then.
  public var reason: String?

  /// Everything it says.
  public init(revision: Int, material: String, isAccepted: Bool, reason: String? = nil) {
    self.revision = revision
    self.material = material
    self.isAccepted = isAccepted
    self.reason = reason
  }
}

/// Closes a sheet with its result: `POST /v1/sheets/{id}/result`.
public struct SheetResultRequest: Hashable, Codable, Sendable {
  /// The revision that was looked at.
  public var revision: Int
  /// Handled, or not.
  public var isHandled: Bool
  /// The words for the taxpayer.
  public var words: String

  /// Everything it says.
  public init(revision: Int, isHandled: Bool, words: String) {
    self.revision = revision
    self.isHandled = isHandled
    self.words = words
  }
}

/// A taxpayer's sheets, the latest first: `GET /v1/visit/sheets`.
public struct SheetList: Hashable, Codable, Sendable {
  /// A sheet and where it was sent.
  public struct Entry: Hashable, Codable, Sendable {
    /// The conversation.
    public var conversation: ConversationID
    /// Whether something can still be uploaded.
    public var isOpen: Bool
    /// The sheet.
    public var sheet: ServiceSheet

    /// Everything it says.
    public init(conversation: ConversationID, isOpen: Bool, sheet: ServiceSheet) {
      self.conversation = conversation
      self.isOpen = isOpen
      self.sheet = sheet
    }
  }

  /// The sheets.
  public var sheets: [Entry]

  /// Everything it says.
  public init(sheets: [Entry]) { self.sheets = sheets }
}
