/// A file of the taxpayer's page or of the sample host page, embedded in the program.
public enum WebResource: String, Sendable, CaseIterable {
  /// The page that lives in the frame.
  case page = "page.html"

  /// Where it is served.
  public var path: String {
    switch self {
    case .page: "/page"
    }
  }

  /// What it is, for the API document.
  public var summary: String {
    switch self {
    case .page: "The taxpayer's page"
    }
  }

  /// Its media type.
  public var mediaType: String {
    if rawValue.hasSuffix(".html") { return "text/html" }
    if rawValue.hasSuffix(".css") { return "text/css" }
    return rawValue.hasSuffix(".svg") ? "image/svg+xml" : "text/javascript"
  }

  /// Its media type with the character set.
  public var contentType: String { mediaType + "; charset=utf-8" }

  /// Whether it belongs to the sample host page.
  public var isSample: Bool { false }

  /// The file.
  public var bytes: [UInt8] {
    switch self {
    case .page: PackageResources.page_html
    }
  }
}
