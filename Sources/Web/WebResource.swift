/// A file of the taxpayer's page or of the sample host page, embedded in the program.
public struct WebResource: Sendable {
  /// The address it is served at.
  public let path: String
  /// Its name in the resources.
  public let name: String
  /// Whether it belongs to the sample host page.
  public let isSample: Bool
  /// The file.
  public let bytes: [UInt8]

  init(_ name: String, at path: String? = nil, isSample: Bool = false, _ bytes: [UInt8]) {
    self.path = path ?? (isSample ? "/sample/" : "/page/") + name
    self.name = name
    self.isSample = isSample
    self.bytes = bytes
  }

  /// Its media type.
  public var mediaType: String {
    switch name.split(separator: ".").last {
    case "html": "text/html"
    case "css": "text/css"
    case "svg": "image/svg+xml"
    default: "text/javascript"
    }
  }

  /// Its media type with the character set.
  public var contentType: String { mediaType + "; charset=utf-8" }

  /// Every file there is.
  public static let all: [WebResource] = pageFiles + sampleFiles
}
