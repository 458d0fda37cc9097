/// JPEG (ITU-T T.81): segments, of which those that draw are kept, with the one thing of Exif that changes what is seen: which way is up.
enum JPEGFile {
  static func read(_ bytes: [UInt8], isUpright: Bool = false) throws(PictureProblem) -> Picture {
    var reader = ByteReader(bytes, at: 2)
    var segments: [UInt8] = []
    var size: (width: Int, height: Int)?
    var orientation = 1
    var hasScan = false
    while true {
      guard try reader.byte() == 0xFF else { throw .damaged }
      var marker = try reader.byte()
      while marker == 0xFF { marker = try reader.byte() }
      if marker == 0xD9 { break }
      let start = reader.place
      let length = try reader.big(2)
      guard length >= 2 else { throw .damaged }
      let body = try reader.take(length - 2)
      switch marker {
      case 0xC0...0xC2:
        guard size == nil, body.count >= 6 else { throw .damaged }
        let first = body.startIndex
        size = (
          Int(body[first + 3]) << 8 | Int(body[first + 4]), Int(body[first + 1]) << 8 | Int(body[first + 2])
        )
      // Lossless, hierarchical and arithmetic coding: no browser shows them.
      case 0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF: throw .unknown
      case 0xE1:
        if !isUpright, let found = Exif.orientation(Array(body)) { orientation = found }
        continue
      // What makers add: previews, places, programs. Of these only JFIF, colour profiles and Adobe's colour transform draw.
      case 0xE3...0xED, 0xEF, 0xFE: continue
      case 0xE0 where !body.starts(with: Array("JFIF\0".utf8)): continue
      case 0xE2 where !body.starts(with: Array("ICC_PROFILE\0".utf8)): continue
      case 0xEE where !body.starts(with: Array("Adobe".utf8)): continue
      case 0xC4, 0xDA, 0xDB, 0xDD, 0xE0, 0xE2, 0xEE: break
      default: throw .damaged
      }
      segments += [0xFF, marker] + bytes[start..<reader.place]
      if marker == 0xDA {
        guard size != nil else { throw .damaged }
        hasScan = true
        segments += try scan(&reader)
      }
    }
    guard let size, hasScan else { throw .damaged }
    let turned = (5...8).contains(orientation)
    let head: [UInt8] = [0xFF, 0xD8] + (orientation == 1 ? [] : Exif.segment(orientation))
    return Picture(
      kind: .jpeg, width: turned ? size.height : size.width, height: turned ? size.width : size.height,
      bytes: head + segments + [0xFF, 0xD9])
  }

  /// The coded pixels up to the next marker that is none of theirs.
  private static func scan(_ reader: inout ByteReader) throws(PictureProblem) -> ArraySlice<UInt8> {
    let start = reader.place
    while true {
      guard reader.place + 1 < reader.bytes.count else { throw .damaged }
      let next = reader.bytes[reader.place + 1]
      if reader.bytes[reader.place] == 0xFF, next != 0, !(0xD0...0xD7).contains(next), next != 0xFF {
        return reader.bytes[start..<reader.place]
      }
      reader.place += 1
    }
  }
}

/// The orientation tag of Exif (CIPA DC-008), and a segment that holds nothing else.
enum Exif {
  private static let head = Array("Exif\0\0".utf8)
  private static let tag = 0x0112

  /// 1–8; `nil` when there is none.
  static func orientation(_ body: [UInt8]) -> Int? {
    guard body.starts(with: head) else { return nil }
    let tiff = Array(body.dropFirst(head.count))
    return (try? orientation(tiff: tiff)) ?? nil
  }

  private static func orientation(tiff: [UInt8]) throws(PictureProblem) -> Int? {
    let isLittle = tiff.starts(with: [0x49, 0x49])
    func number(_ reader: inout ByteReader, _ count: Int) throws(PictureProblem) -> Int {
      isLittle ? try reader.little(count) : try reader.big(count)
    }
    var reader = ByteReader(tiff, at: 4)
    reader.place = try number(&reader, 4)
    guard reader.place >= 0, reader.place < tiff.count else { return nil }
    for _ in 0..<(try number(&reader, 2)) {
      var entry = ByteReader(Array(try reader.take(12)))
      guard try number(&entry, 2) == tag else { continue }
      entry.place = 8
      let value = try number(&entry, 2)
      return (1...8).contains(value) ? value : nil
    }
    return nil
  }

  static func segment(_ orientation: Int) -> [UInt8] {
    let tiff: [UInt8] = [
      0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0, 0, 0, 0, 0,
    ]
    let length = 2 + head.count + tiff.count
    return [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + head + tiff
  }
}
