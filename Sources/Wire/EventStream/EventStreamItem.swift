/// One message of an event stream.
public struct EventStreamItem: Hashable, Sendable {
  /// Its `event` field; `message` when it had none.
  public var type: String
  /// Its `data` fields, joined by LF.
  public var data: String
  /// The last `id` field up to here; empty when there was none.
  public var id: String

  /// A message from its parts.
  public init(type: String, data: String, id: String) {
    self.type = type
    self.data = data
    self.id = id
  }
}
