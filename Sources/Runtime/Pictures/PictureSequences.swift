import Console
import Foundation

/// Reads what a decoder writes, by an allow-list: nothing of its output reaches the terminal that is not known here.
enum PictureSequences {
  /// An image as a terminal takes it.
  struct Image: Hashable {
    var width: Int
    var height: Int
    var bytes: [UInt8]
  }

  private static let escape: UInt8 = 0x1B

  // MARK: - Half blocks

  /// Rows of half blocks in colours (SGR 0, 7, 27, 38, 39, 48, 49).
  static func cells(_ output: [UInt8], room: Size) -> PictureCells? {
    var rows: [[(UInt32, UInt32)]] = [[]]
    var pen = Pen()
    var scalars = String(decoding: output, as: UTF8.self).unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\u{1B}":
        guard scalars.popFirst() == "[" else { return nil }
        let parameters = scalars.prefix { $0 != "m" && ("0"..."?").contains($0) }
        scalars = scalars.dropFirst(parameters.count)
        // Other sequences hide or show the cursor: of no use here.
        guard let final = scalars.popFirst() else { return nil }
        if final == "m" { pen.take(String(parameters)) }
      case "\n": rows.append([])
      case "\u{2580}": rows[rows.count - 1].append((pen.front, pen.back))
      case "\u{2584}": rows[rows.count - 1].append((pen.back, pen.front))
      case "\u{2588}": rows[rows.count - 1].append((pen.front, pen.front))
      case " ": rows[rows.count - 1].append((pen.back, pen.back))
      default: return nil
      }
    }
    rows = rows.filter { !$0.isEmpty }
    let columns = rows.map(\.count).max() ?? 0
    guard columns > 0, columns <= room.columns, rows.count <= room.rows else { return nil }
    var pixels: [UInt32] = []
    for row in rows {
      let filled = row + Array(repeating: (PictureCells.clear, PictureCells.clear), count: columns - row.count)
      pixels += filled.map(\.0) + filled.map(\.1)
    }
    return PictureCells(size: Size(columns: columns, rows: rows.count), pixels: pixels)
  }

  private struct Pen {
    private var foreground = PictureCells.clear
    private var background = PictureCells.clear
    private var isReversed = false

    var front: UInt32 { isReversed ? background : foreground }
    var back: UInt32 { isReversed ? foreground : background }

    mutating func take(_ parameters: String) {
      var numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { UInt32($0) ?? 0 }[...]
      while let number = numbers.popFirst() {
        switch number {
        case 0: self = Pen()
        case 7: isReversed = true
        case 27: isReversed = false
        case 30...37: foreground = PictureCells.indexed + number - 30
        case 38: foreground = Self.color(&numbers) ?? foreground
        case 39: foreground = PictureCells.clear
        case 40...47: background = PictureCells.indexed + number - 40
        case 48: background = Self.color(&numbers) ?? background
        case 49: background = PictureCells.clear
        case 90...97: foreground = PictureCells.indexed + number - 82
        case 100...107: background = PictureCells.indexed + number - 92
        default: break
        }
      }
    }

    private static func color(_ numbers: inout ArraySlice<UInt32>) -> UInt32? {
      switch numbers.popFirst() {
      case 2:
        guard let red = numbers.popFirst(), let green = numbers.popFirst(), let blue = numbers.popFirst() else {
          return nil
        }
        return min(255, red) << 16 | min(255, green) << 8 | min(255, blue)
      case 5: return numbers.popFirst().map { PictureCells.indexed + min(255, $0) }
      default: return nil
      }
    }
  }

  // MARK: - kitty

  /// The pixels of a kitty image, sent anew under a number of ours and without being placed.
  static func kitty(_ output: [UInt8], number: UInt32) -> Image? {
    var width = 0
    var height = 0
    var pixels = Data()
    for chunk in chunks(output) {
      guard chunk.first == UInt8(ascii: "G"), let end = chunk.firstIndex(of: UInt8(ascii: ";")) ?? chunk.indices.last
      else { continue }
      for pair in chunk[chunk.index(after: chunk.startIndex)..<end].split(separator: UInt8(ascii: ",")) {
        let value = Int(String(decoding: pair.dropFirst(2), as: UTF8.self)) ?? 0
        if pair.starts(with: Array("s=".utf8)) { width = value }
        if pair.starts(with: Array("v=".utf8)) { height = value }
        if pair.starts(with: Array("f=".utf8)), value != 32 { return nil }
      }
      guard chunk.contains(UInt8(ascii: ";")) else { continue }
      // Each piece is filled up by itself: joined as they are they would be no base64.
      guard let piece = Data(base64Encoded: Data(chunk[chunk.index(after: end)...]), options: .ignoreUnknownCharacters)
      else { return nil }
      pixels += piece
    }
    guard width > 0, height > 0, width <= 16_384, height <= 16_384, pixels.count == width * height * 4 else {
      return nil
    }
    let payload = [UInt8](pixels.base64EncodedData())
    var bytes: [UInt8] = []
    var place = 0
    while place < payload.count {
      let part = payload[place..<min(payload.count, place + 4_096)]
      place += part.count
      let more = place < payload.count ? 1 : 0
      let head =
        place == part.count ? "a=t,f=32,t=d,i=\(number),s=\(width),v=\(height),q=2,m=\(more)" : "q=2,m=\(more)"
      bytes += Array("\u{1B}_G\(head);".utf8) + part + [escape, UInt8(ascii: "\\")]
    }
    return Image(width: width, height: height, bytes: bytes)
  }

  /// What stands between each APC and its end.
  private static func chunks(_ output: [UInt8]) -> [ArraySlice<UInt8>] {
    var chunks: [ArraySlice<UInt8>] = []
    var place = 0
    while let start = output[place...].firstIndex(of: escape) {
      guard start + 1 < output.count, output[start + 1] == UInt8(ascii: "_") else {
        place = start + 1
        continue
      }
      guard let end = output[(start + 2)...].firstIndex(of: escape) else { break }
      chunks.append(output[(start + 2)..<end])
      place = end + 1
    }
    return chunks
  }

  // MARK: - Sixel

  /// A sixel drawing, whose size its raster attributes tell: one device control string and nothing else.
  static func sixel(_ output: [UInt8]) -> Image? {
    let starts = output.indices.dropLast().first { output[$0] == escape && output[$0 + 1] == UInt8(ascii: "P") }
    guard let start = starts,
      let end = output[(start + 2)...].firstIndex(of: escape)
    else { return nil }
    let body = output[(start + 2)..<end]
    // Sixels are printable ASCII.
    guard body.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x0D }),
      let quote = body.firstIndex(of: UInt8(ascii: "\""))
    else { return nil }
    let numbers = body[(quote + 1)...].prefix { $0 == UInt8(ascii: ";") || (0x30...0x39).contains($0) }
      .split(separator: UInt8(ascii: ";")).map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    guard numbers.count >= 4, numbers[2] > 0, numbers[3] > 0 else { return nil }
    return Image(
      width: numbers[2], height: numbers[3],
      bytes: [escape, UInt8(ascii: "P")] + body + [escape, UInt8(ascii: "\\")])
  }
}
