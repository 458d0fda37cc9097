import Desk

/// What a folder of this machine holds, as far as pictures are concerned.
public struct FileListing: Hashable, Sendable {
  /// The folder as it was asked for, with a slash at its end; `nil` for the newest pictures of where people keep them.
  public var folder: String?
  /// Folders first, then pictures, the newest first.
  public var entries: [FileEntry]
  /// Why there is nothing.
  public var failure: Localised?

  /// A listing from its parts.
  public init(folder: String?, entries: [FileEntry], failure: Localised? = nil) {
    self.folder = folder
    self.entries = entries
    self.failure = failure
  }
}

/// A folder or a picture of this machine.
public struct FileEntry: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Where it lies.
  public var path: String
  /// Whether it is a folder.
  public var isFolder: Bool
  /// Bytes.
  public var size: Int
  /// When it was changed last, by the workstation's clock.
  public var changedAt: Timestamp

  /// An entry from its parts.
  public init(name: String, path: String, isFolder: Bool = false, size: Int = 0, changedAt: Timestamp) {
    self.name = name
    self.path = path
    self.isFolder = isFolder
    self.size = size
    self.changedAt = changedAt
  }

  /// Endings of pictures that can be sent.
  public static let endings: Set<String> = ["png", "jpg", "jpeg", "gif", "webp", "heic", "heif", "avif"]

  /// Whether a name or a path is a picture's.
  public static func isPicture(_ name: String) -> Bool {
    let name = name.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
    return endings.contains(name[name.index(after: dot)...].lowercased())
  }
}

/// A row of the choice of pictures.
public enum PictureChoice: Hashable, Sendable {
  /// Take them with the telephone.
  case phone
  /// A folder or a picture.
  case entry(FileEntry)
}

/// Choosing a picture to send 图片互动.
public struct PictureForm: Equatable, Sendable {
  /// The talk.
  public var conversation: ConversationID
  /// A part of a name, or a path from its `/` or `~` on.
  public var field: Editor
  /// The marked row, from 0.
  public var selected: Int
  /// The folder asked for last.
  public var folder: String?
  /// What it holds, once that is known.
  public var listing: FileListing?
  /// What was pasted or dropped and taken for a path; goes into the writing field if it was not meant as one.
  public var pasted: String?
  /// The marked picture, made ready to be looked at.
  public var preview: PicturePreview?
  /// What it goes along with: words about something promised; `nil` for the talk.
  public var promises: PromiseDesk?
  /// When the mark last moved, by the monotonic clock; `nil` once the preview was asked for.
  public var movedAt: Int64?

  /// Nothing chosen.
  public init(_ conversation: ConversationID, path: String = "", pasted: String? = nil) {
    self.conversation = conversation
    field = Editor(path, isMultiline: false)
    selected = 0
    self.pasted = pasted
    folder = Self.folder(of: path)
  }

  /// The folder part of what is typed; `nil` when it is no path.
  static func folder(of text: String) -> String? {
    guard text.hasPrefix("/") || text.hasPrefix("~") else { return nil }
    guard let slash = text.lastIndex(of: "/") else { return "~/" }
    return String(text[...slash])
  }

  /// What names are narrowed down by.
  public var words: String {
    guard Self.folder(of: field.text) != nil else { return field.text }
    return field.text.lastIndex(of: "/").map { String(field.text[field.text.index(after: $0)...]) } ?? ""
  }
}

/// A picture of this machine, looked at before it is sent.
public struct PicturePreview: Equatable, Sendable {
  /// What was asked for.
  public var request: PictureRequest
  /// The picture, once it is ready.
  public var rendering: PictureRendering?
  /// Why it cannot be shown.
  public var failure: Localised?
}

extension State {
  /// The rows of the choice of pictures.
  public func pictureChoices(_ form: PictureForm) -> [PictureChoice] {
    let words = form.words
    let isPath = PictureForm.folder(of: form.field.text) != nil
    let phone: [PictureChoice] =
      form.promises == nil && !isPath && (words.isEmpty || Fuzzy.score(words, in: ["手机", "sj", "phone"]) != nil)
      ? [.phone] : []
    guard let listing = form.listing, listing.folder == form.folder else { return phone }
    guard !words.isEmpty else { return phone + listing.entries.map { .entry($0) } }
    let found = listing.entries.enumerated().compactMap { index, entry in
      Fuzzy.score(words, in: [entry.name]).map { ($0, index, entry) }
    }
    return phone + found.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { .entry($0.2) }
  }
}
