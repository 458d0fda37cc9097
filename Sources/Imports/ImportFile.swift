/// A file to import: its name for messages, and its text.
public struct ImportFile: Hashable, Sendable {
  /// The name an error message gives.
  public var name: String
  /// YAML.
  public var text: String

  /// A file from its parts.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}
