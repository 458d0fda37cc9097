/// A picture that was understood, part by part, and written anew without what a picture does not need.
public struct Picture: Hashable, Sendable {
  /// The kinds that every browser shows.
  public enum Kind: String, Sendable, CaseIterable, Codable {
    /// Portable Network Graphics, animated or not.
    case png
    /// JPEG, baseline or progressive.
    case jpeg
    /// GIF, animated or not.
    case gif
    /// WebP, animated or not.
    case webp

    /// The media type it is served with.
    public var mediaType: String { "image/" + rawValue }
  }

  /// What it is.
  public var kind: Kind
  /// Pixels across.
  public var width: Int
  /// Pixels down.
  public var height: Int
  /// The file, without metadata: no place, no camera, no time, no comments, nothing behind its end.
  public var bytes: [UInt8]

  /// Bounds on what is taken.
  public struct Limits: Hashable, Sendable {
    /// Bytes at most.
    public var bytes: Int
    /// Pixels at most, over all frames.
    public var pixels: Int
    /// Pixels along a side at most.
    public var side: Int

    /// Bounds from their parts.
    public init(bytes: Int = 10 << 20, pixels: Int = 40_000_000, side: Int = 16_384) {
      self.bytes = bytes
      self.pixels = pixels
      self.side = side
    }
  }

  /// Reads a file by its content, whatever it is called. Throws when it is no picture, is damaged, or is beyond the limits. One that `isUpright` is
  /// shown as its pixels lie, whatever it says of a camera that was turned.
  public static func read(
    _ bytes: [UInt8], limits: Limits = Limits(), isUpright: Bool = false
  ) throws(PictureProblem) -> Picture {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
    let picture: Picture
    if bytes.starts(with: PNGFile.signature) {
      picture = try PNGFile.read(bytes, limits)
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      picture = try JPEGFile.read(bytes, isUpright: isUpright)
    } else if bytes.starts(with: Array("GIF87a".utf8)) || bytes.starts(with: Array("GIF89a".utf8)) {
      picture = try GIFFile.read(bytes, limits)
    } else if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      picture = try WebPFile.read(bytes, limits)
    } else {
      guard HEIFFile.matches(bytes) else { throw .unknown }
      try HEIFFile.check(bytes, limits)
      throw .heic
    }
    try limits.check(picture.width, picture.height)
    return picture
  }
}

extension Picture.Limits {
  /// Throws unless a picture of that size may be shown so often.
  func check(_ width: Int, _ height: Int, frames: Int = 1) throws(PictureProblem) {
    guard width > 0, height > 0 else { throw .damaged }
    guard width <= side, height <= side, width * height <= pixels / max(1, frames) else {
      throw .tooManyPixels(width: width, height: height, limit: pixels)
    }
  }
}

/// Why a file is not taken as a picture.
public enum PictureProblem: Error, Hashable, Sendable {
  /// There are no bytes.
  case empty
  /// It is none of the kinds that are shown.
  case unknown
  /// It is HEIC or AVIF, which not every browser shows.
  case heic
  /// It begins like a picture and is not one to its end.
  case damaged
  /// It is HEIC or AVIF, and could not be made into what every browser shows.
  case notConverted
  /// It has more bytes than are taken.
  case tooLarge(limit: Int)
  /// It has more pixels than are shown.
  case tooManyPixels(width: Int, height: Int, limit: Int)
}

/// Reads numbers and stretches out of a file, never past its end.
struct ByteReader {
  let bytes: [UInt8]
  var place = 0

  init(_ bytes: [UInt8], at place: Int = 0) {
    self.bytes = bytes
    self.place = place
  }

  var isAtEnd: Bool { place >= bytes.count }

  mutating func byte() throws(PictureProblem) -> UInt8 {
    guard place < bytes.count else { throw .damaged }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func take(_ count: Int) throws(PictureProblem) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - place else { throw .damaged }
    defer { place += count }
    return bytes[place..<(place + count)]
  }

  /// A number, the most significant byte first.
  mutating func big(_ count: Int) throws(PictureProblem) -> Int {
    try take(count).reduce(0) { $0 << 8 | Int($1) }
  }

  /// A number, the least significant byte first.
  mutating func little(_ count: Int) throws(PictureProblem) -> Int {
    try take(count).reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
