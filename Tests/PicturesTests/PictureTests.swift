import Testing

@testable import Pictures

@Suite("Pictures are understood before they are kept")
struct PictureTests {
  private static let all: [(Picture.Kind, [UInt8])] = [
    (.jpeg, Samples.jpeg), (.jpeg, Samples.progressive), (.png, Samples.png), (.webp, Samples.webp),
    (.webp, Samples.lossless), (.gif, Samples.gif),
  ]

  private func problem(_ bytes: [UInt8], _ limits: Picture.Limits = .init()) -> PictureProblem? {
    do {
      _ = try Picture.read(bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  private func contains(_ bytes: [UInt8], _ words: String) -> Bool {
    let pattern = Array(words.utf8)
    return bytes.indices.contains { bytes[$0...].starts(with: pattern) }
  }

  @Test(
    "what others wrote is read; camera, place and comments are gone; what is written is read again as the same",
    arguments: all)
  func cleaned(kind: Picture.Kind, bytes: [UInt8]) throws {
    #expect(contains(bytes, "SecretCam"))
    let picture = try Picture.read(bytes)
    #expect(picture.kind == kind)
    // The JPEG says that it lies on its side.
    #expect([picture.width, picture.height] == (kind == .jpeg ? [4, 6] : [6, 4]))
    #expect(!contains(picture.bytes, "SecretCam"))
    #expect(try Picture.read(picture.bytes) == picture)
  }

  @Test("a page, a script, an archive behind the picture's end is not kept", arguments: all)
  func polyglot(kind: Picture.Kind, bytes: [UInt8]) throws {
    let clean = try Picture.read(bytes)
    let tail = Array("<script>alert(1)</script>PK\u{3}\u{4}".utf8)
    #expect(try Picture.read(bytes + tail) == clean)
    #expect(try Picture.read(clean.bytes + tail) == clean)
  }

  @Test("cut off anywhere it is refused, never half kept, and nothing is read past its end", arguments: all)
  func truncated(kind: Picture.Kind, bytes: [UInt8]) throws {
    let clean = try Picture.read(bytes)
    for length in 0..<bytes.count {
      // Only what follows the last part that draws may be missing.
      if let short = try? Picture.read(Array(bytes[..<length])) { #expect(short == clean, "cut at \(length)") }
    }
    #expect(problem(Array(bytes[..<(bytes.count / 2)])) != nil)
  }

  @Test("no byte changed at random makes it crash", arguments: all)
  func changed(kind: Picture.Kind, bytes: [UInt8]) {
    for place in bytes.indices {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
        var copy = bytes
        copy[place] = value
        _ = problem(copy)
      }
    }
  }

  @Test("what is no picture is refused, whatever it is called")
  func foreign() {
    #expect(problem([]) == .empty)
    #expect(problem(Array("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".utf8)) == .unknown)
    #expect(problem(Array("%PDF-1.7".utf8)) == .unknown)
    #expect(problem(Array("GIF89a".utf8) + Array("/*<script>*/=1;alert(1)".utf8)) == .damaged)
    #expect(problem([0, 0, 0, 24] + Array("ftypheic0000".utf8)) == .heic)
    let avif: [UInt8] = [0, 0, 0, 24] + Array("ftypavif0000".utf8) + [0, 0, 0, 1] + Array("meta".utf8) + [0xFF]
    #expect(problem(avif) == .heic)
    #expect(problem(Array("RIFF\u{4}\0\0\0WEBP".utf8)) == .damaged)
    #expect(problem([0xFF, 0xD8, 0xFF, 0xD9]) == .damaged)
  }

  @Test("a picture of fifty megapixels, or of many bytes, is refused by its head: nothing is unpacked")
  func large() {
    var header = [UInt8]("IHDR".utf8) + [0, 0, 0x27, 0x10, 0, 0, 0x13, 0x88, 8, 2, 0, 0, 0]
    header = [0, 0, 0, 13] + header + big(CRC32.of(header))
    let data = [UInt8]("IDAT".utf8)
    let end = [UInt8]("IEND".utf8)
    let bomb =
      PNGFile.signature + header + [0, 0, 0, 0] + data + big(CRC32.of(data)) + [0, 0, 0, 0] + end + big(CRC32.of(end))
    #expect(problem(bomb) == .tooManyPixels(width: 10_000, height: 5_000, limit: 40_000_000))
    #expect(problem(bomb, Picture.Limits(pixels: 60_000_000)) == nil)
    #expect(problem(Samples.png, Picture.Limits(bytes: 10)) == .tooLarge(limit: 10))
  }

  private func big(_ number: UInt32) -> [UInt8] {
    (0..<4).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
