/// A file that goes to the backend before the message that shows it.
public struct OutboxAttachment: Hashable, Codable, Sendable {
  /// Where it lies on this machine.
  public var path: String
  /// What it is called on the screens of both sides.
  public var name: String

  /// A file from its parts.
  public init(path: String, name: String) {
    self.path = path
    self.name = name
  }
}
