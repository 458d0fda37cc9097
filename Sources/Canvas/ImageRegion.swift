/// Where a frame shows an image that was given to the terminal; the cells beneath should be blank.
public struct ImageRegion: Hashable, Sendable {
  /// The number the image was given under.
  public var number: UInt32
  /// The cells it covers.
  public var rect: Rect

  /// A region from its parts.
  public init(number: UInt32, rect: Rect) {
    self.number = number
    self.rect = rect
  }
}
