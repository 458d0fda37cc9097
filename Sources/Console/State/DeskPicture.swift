import Desk

/// A picture that goes along with what is being written.
public struct DeskPicture: Hashable, Sendable {
  /// Where it lies on this machine.
  public var path: String
  /// What it is called.
  public var name: String
  /// The picture at the backend, once it is there.
  public var image: ImageReference?

  /// A picture on its way.
  public init(path: String, name: String) {
    self.path = path
    self.name = name
  }
}

extension State {
  /// The pictures of the marked item's entries, oldest first.
  public var deskPictures: [(number: Int, image: ImageReference)] { desk.map(pictures(on:)) ?? [] }

  /// The pictures of the entries a screen shows, oldest first.
  func pictures(on desk: PromiseDesk) -> [(number: Int, image: ImageReference)] {
    desk.entries.flatMap { $0.images ?? [] }.enumerated().map { (number: $0.offset, image: $0.element) }
  }
}
