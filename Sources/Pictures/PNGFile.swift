/// PNG (ISO/IEC 15948): chunks with checksums, of which those that draw are kept.
enum PNGFile {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Chunks that draw. Text, time, Exif and everything unknown are left out; so are colour profiles, which may unpack to any size.
  private static let kept: Set<String> = [
    "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT",
  ]

  static func read(_ bytes: [UInt8], _ limits: Picture.Limits) throws(PictureProblem) -> Picture {
    var reader = ByteReader(bytes, at: signature.count)
    var clean = signature
    var size: (width: Int, height: Int)?
    var hasPixels = false
    while true {
      let start = reader.place
      let length = try reader.big(4)
      let name = String(decoding: try reader.take(4), as: UTF8.self)
      let body = reader.place
      _ = try reader.take(length)
      let sum = try reader.big(4)
      guard UInt32(sum) == CRC32.of(bytes[(start + 4)..<(body + length)]) else { throw .damaged }
      if size == nil {
        guard name == "IHDR", length == 13 else { throw .damaged }
        var header = ByteReader(bytes, at: body)
        size = (try header.big(4), try header.big(4))
      } else if name == "IHDR" {
        throw .damaged
      }
      if name == "IDAT" { hasPixels = true }
      if name == "acTL", let size {
        var header = ByteReader(bytes, at: body)
        try limits.check(size.width, size.height, frames: max(1, try header.big(4)))
      }
      if kept.contains(name) { clean += bytes[start..<reader.place] }
      if name == "IEND" { break }
    }
    guard let size, hasPixels else { throw .damaged }
    return Picture(kind: .png, width: size.width, height: size.height, bytes: clean)
  }
}

/// The checksum of PNG and zip.
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var value = UInt32.max
    for byte in bytes { value = table[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8) }
    return ~value
  }
}
