import Desk

/// A message on its way: in the outbox until the event log has it.
public struct PendingMessage: Hashable, Sendable {
  /// How far it is.
  public enum Mark: Hashable, Sendable {
    /// In the outbox; sent as soon as the backend can be reached.
    case waiting
    /// On the wire.
    case sending
    /// Durable at the backend; its event has not come yet.
    case posted
    /// Refused; it stays until it is tried again or withdrawn.
    case failed(Problem)
  }

  /// Chosen here, so that sending twice is noticed there.
  public var id: MessageID
  /// In which conversation.
  public var conversation: ConversationID
  /// The words.
  public var text: String
  /// Code of the entry link it sends as a card.
  public var entryLink: String?
  /// The picture it shows, a file of this machine.
  public var picture: PendingPicture?
  /// The service sheet it sends.
  public var sheet: SheetDraft?
  /// When Enter was pressed, by the backend's clock; `nil` if it was never heard.
  public var writtenAt: Timestamp?
  /// How far it is.
  public var mark: Mark

  /// A message from its parts.
  public init(
    id: MessageID, conversation: ConversationID, text: String, entryLink: String? = nil,
    picture: PendingPicture? = nil, sheet: SheetDraft? = nil, writtenAt: Timestamp?, mark: Mark = .waiting
  ) {
    self.picture = picture
    self.entryLink = entryLink
    self.sheet = sheet
    self.id = id
    self.conversation = conversation
    self.text = text
    self.writtenAt = writtenAt
    self.mark = mark
  }

  /// What goes to the backend.
  public var draft: MessageDraft { MessageDraft(id: id, text: text, entryLink: entryLink, sheet: sheet) }

  /// What it says in one piece, its card named by its title.
  public func words(_ links: [EntryLink], _ language: Language) -> String {
    if let picture { return picture.words(language) + (text.isEmpty ? "" : " " + text) }
    if sheet != nil { return text + Localised("[办理确认单]", "[Service sheet]").text(language) }
    guard let entryLink else { return text }
    guard let link = links.first(where: { $0.code == entryLink }) else { return text + "[" + entryLink + "]" }
    return EntryLinkCard(link, words: text).line(language)
  }
}

/// A picture on its way: a file of this machine.
public struct PendingPicture: Hashable, Sendable {
  /// Where it lies.
  public var path: String
  /// What it is called on the screens of both sides.
  public var name: String
  /// How far its bytes are, 0–100; `nil` before they move.
  public var percent: Int?

  /// A picture that has not moved yet.
  public init(path: String, name: String) {
    self.path = path
    self.name = name
  }

  /// What it is called, and how far it is.
  public func words(_ language: Language) -> String {
    let label = Localised("[图片] ", "[Image] ").text(language) + name
    return percent.map { label + " \($0)%" } ?? label
  }
}
