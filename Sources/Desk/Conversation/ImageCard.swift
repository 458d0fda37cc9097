/// Names an image that was uploaded.
public typealias ImageID = Identifier<ImageReference>

/// An uploaded image: what it is, without its bytes.
public struct ImageReference: Hashable, Codable, Sendable {
  /// Names it.
  public var id: ImageID
  /// Its media type by content: `image/png`, `image/jpeg`, `image/gif` or `image/webp`.
  public var mediaType: String
  /// Pixels across, as it is shown.
  public var width: Int
  /// Pixels down, as it is shown.
  public var height: Int
  /// Bytes, without the metadata that was taken out.
  public var size: Int
  /// The file's name as the sender had it, plain text; may be empty.
  public var name: String

  /// A reference from its parts.
  public init(id: ImageID, mediaType: String, width: Int, height: Int, size: Int, name: String) {
    self.id = id
    self.mediaType = mediaType
    self.width = width
    self.height = height
    self.size = size
    self.name = name
  }

  /// Kind, size in pixels and bytes, such as `PNG 1280×720 340 KB`.
  public var facts: String {
    let kind = mediaType.split(separator: "/").last.map { $0.uppercased() } ?? ""
    let amount =
      size < 1 << 10
      ? "\(size) B" : size < 1 << 20 ? "\(size >> 10) KB" : "\(size >> 20).\(size % (1 << 20) * 10 >> 20) MB"
    return "\(kind) \(width)×\(height) \(amount)"
  }

  /// The ending a file of its kind has.
  public var fileExtension: String { mediaType == "image/jpeg" ? "jpg" : String(mediaType.dropFirst("image/".count)) }
}

/// A picture in a conversation 图片互动.
public struct ImageCard: Hashable, Codable, Sendable {
  /// The image.
  public var image: ImageReference
  /// The sender's words with it, plain text; may be empty.
  public var words: String

  /// A card from its parts.
  public init(_ image: ImageReference, words: String = "") {
    self.image = image
    self.words = words
  }

  /// The card in one line.
  public func line(_ language: Language) -> String {
    let label = Localised("[图片] ", "[Image] ").text(language) + (image.name.isEmpty ? image.facts : image.name)
    return words.isEmpty ? label : words + " " + label
  }
}
