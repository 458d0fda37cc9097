/// GIF (version 89a): frames and their timing are kept; comments, plain text and programs' own data are not.
enum GIFFile {
  static func read(_ bytes: [UInt8], _ limits: Picture.Limits) throws(PictureProblem) -> Picture {
    var reader = ByteReader(bytes, at: 6)
    let width = try reader.little(2)
    let height = try reader.little(2)
    let flags = try reader.byte()
    _ = try reader.take(2)
    if flags & 0x80 != 0 { _ = try reader.take(colours(flags)) }
    var clean = Array(bytes[..<reader.place])
    var frames = 0
    while true {
      let start = reader.place
      switch try reader.byte() {
      case 0x3B:
        guard frames > 0 else { throw .damaged }
        return Picture(kind: .gif, width: width, height: height, bytes: clean + [0x3B])
      case 0x21:
        let label = try reader.byte()
        let body = reader.place
        try blocks(&reader)
        let isLoop = bytes[body...].dropFirst().starts(with: Array("NETSCAPE2.0".utf8))
        if label == 0xF9 || label == 0xFF && isLoop { clean += bytes[start..<reader.place] }
      case 0x2C:
        frames += 1
        let left = try reader.little(2)
        let top = try reader.little(2)
        let across = try reader.little(2)
        let down = try reader.little(2)
        guard left + across <= width, top + down <= height else { throw .damaged }
        try limits.check(width, height, frames: (frames + 9) / 10)
        let flags = try reader.byte()
        if flags & 0x80 != 0 { _ = try reader.take(colours(flags)) }
        _ = try reader.byte()
        try blocks(&reader)
        clean += bytes[start..<reader.place]
      default: throw .damaged
      }
    }
  }

  private static func colours(_ flags: UInt8) -> Int { 3 << (Int(flags & 7) + 1) }

  private static func blocks(_ reader: inout ByteReader) throws(PictureProblem) {
    while true {
      let length = Int(try reader.byte())
      if length == 0 { return }
      _ = try reader.take(length)
    }
  }
}
