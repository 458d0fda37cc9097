/// WebP (RFC 9649): chunks, of which those that draw are kept.
enum WebPFile {
  private static let kept: Set<String> = ["VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF"]

  static func read(_ bytes: [UInt8], _ limits: Picture.Limits) throws(PictureProblem) -> Picture {
    var reader = ByteReader(bytes, at: 4)
    let end = try reader.little(4) + 8
    guard end <= bytes.count, end >= 12 else { throw .damaged }
    reader.place = 12
    var clean: [UInt8] = []
    var canvas: (width: Int, height: Int)?
    var pixels: (width: Int, height: Int)?
    var frames = 0
    while reader.place < end {
      let start = reader.place
      let name = String(decoding: try reader.take(4), as: UTF8.self)
      let length = try reader.little(4)
      let body = reader.place
      _ = try reader.take(length)
      if length % 2 == 1, reader.place < end { _ = try reader.take(1) }
      guard reader.place <= end else { throw .damaged }
      guard kept.contains(name) else { continue }
      var chunk = Array(bytes[start..<reader.place])
      if length % 2 == 1, chunk.count == 8 + length { chunk.append(0) }
      switch name {
      case "VP8X":
        guard length >= 10, start == 12 else { throw .damaged }
        var header = ByteReader(bytes, at: body + 4)
        canvas = (try header.little(3) + 1, try header.little(3) + 1)
        // The flags of colour profile, Exif and XMP, which are left out.
        chunk[8] &= ~(0x20 | 0x08 | 0x04)
      case "VP8 ": pixels = try lossy(bytes, body, length)
      case "VP8L": pixels = try lossless(bytes, body, length)
      case "ANMF":
        frames += 1
        if let canvas { try limits.check(canvas.width, canvas.height, frames: (frames + 9) / 10) }
      default: break
      }
      clean += chunk
    }
    guard let size = canvas ?? pixels, pixels != nil || frames > 0 else { throw .damaged }
    if let pixels, pixels.width > size.width || pixels.height > size.height { throw .damaged }
    let count = clean.count + 4
    let head = Array("RIFF".utf8) + (0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) } + Array("WEBP".utf8)
    return Picture(kind: .webp, width: size.width, height: size.height, bytes: head + clean)
  }

  private static func lossy(
    _ bytes: [UInt8], _ body: Int, _ length: Int
  ) throws(PictureProblem) -> (width: Int, height: Int) {
    guard length >= 10 else { throw .damaged }
    var reader = ByteReader(bytes, at: body + 3)
    guard try reader.take(3).elementsEqual([0x9D, 0x01, 0x2A]) else { throw .damaged }
    return (try reader.little(2) & 0x3FFF, try reader.little(2) & 0x3FFF)
  }

  private static func lossless(
    _ bytes: [UInt8], _ body: Int, _ length: Int
  ) throws(PictureProblem) -> (width: Int, height: Int) {
    guard length >= 5 else { throw .damaged }
    var reader = ByteReader(bytes, at: body)
    guard try reader.byte() == 0x2F else { throw .damaged }
    let bits = try reader.little(4)
    return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
  }
}
