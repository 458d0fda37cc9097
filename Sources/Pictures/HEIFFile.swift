/// HEIC and AVIF (ISO/IEC 23008-12): pictures, but not ones that every browser shows. Only how large they say they are is looked at.
enum HEIFFile {
  private static let brands: Set<String> = [
    "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1", "avif", "avis",
  ]

  static func matches(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 12, bytes[4..<8].elementsEqual("ftyp".utf8) else { return false }
    return brands.contains(String(decoding: bytes[8..<12], as: UTF8.self))
  }

  /// Throws when a picture in it says that it is beyond the limits; one that says nothing is left to whoever unpacks it.
  static func check(_ bytes: [UInt8], _ limits: Picture.Limits) throws(PictureProblem) {
    for box in boxes(bytes[...], within: ["meta", "iprp", "ipco"]) where box.count >= 12 {
      var reader = ByteReader(Array(box), at: 4)
      try limits.check(try reader.big(4), try reader.big(4))
    }
  }

  /// The contents of the boxes `ispe` that lie in boxes of these kinds, one within the other.
  private static func boxes(_ bytes: ArraySlice<UInt8>, within path: [String]) -> [ArraySlice<UInt8>] {
    let wanted = path.first ?? "ispe"
    var found: [ArraySlice<UInt8>] = []
    var rest = bytes
    while let (kind, content, after) = next(rest) {
      rest = after
      guard kind == wanted else { continue }
      // The box of metadata begins with its version.
      let inner = kind == "meta" ? content.dropFirst(4) : content
      found += path.isEmpty ? [content] : boxes(inner, within: Array(path.dropFirst()))
    }
    return found
  }

  private static func next(_ bytes: ArraySlice<UInt8>) -> (
    kind: String, content: ArraySlice<UInt8>, after: ArraySlice<UInt8>
  )? {
    guard bytes.count >= 8 else { return nil }
    var head = 8
    var size = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let kind = String(decoding: bytes.dropFirst(4).prefix(4), as: UTF8.self)
    switch size {
    // To the end of the file.
    case 0: size = bytes.count
    case 1:
      guard bytes.count >= 16, bytes[bytes.startIndex + 8] < 0x40 else { return nil }
      head = 16
      size = bytes.dropFirst(8).prefix(8).reduce(0) { $0 << 8 | Int($1) }
    default: break
    }
    guard size >= head else { return nil }
    return (kind, bytes.prefix(size).dropFirst(head), bytes.dropFirst(size))
  }
}
