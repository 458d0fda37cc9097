import Console
import Desk
import Foundation
import Testing

@testable import Runtime

@Suite("What a picture's decoder writes")
struct PictureSequencesTests {
  private let room = Size(columns: 4, rows: 2)

  private func cells(_ text: String) -> PictureCells? { PictureSequences.cells(Array(text.utf8), room: room) }

  @Test("half blocks in full colour, of the palette, reversed and clear become pixels")
  func halfBlocks() throws {
    let red: UInt32 = 0xFF0000
    let blue: UInt32 = 0x0000FF
    let text =
      "\u{1B}[?25l\u{1B}[0m\u{1B}[38;2;255;0;0;48;2;0;0;255m▀▄█\u{1B}[0m \n\u{1B}[7m\u{1B}[38;5;200m▀\u{1B}[27;91m█\n"
    let found = try #require(cells(text))
    #expect(found.size == Size(columns: 4, rows: 2))
    #expect(found[0, 0] == (red, blue) && found[1, 0] == (blue, red) && found[2, 0] == (red, red))
    #expect(found[3, 0] == (PictureCells.clear, PictureCells.clear))
    #expect(found[0, 1] == (PictureCells.clear, PictureCells.indexed + 200))
    #expect(found[1, 1] == (PictureCells.indexed + 9, PictureCells.indexed + 9))
    #expect(found[3, 1] == (PictureCells.clear, PictureCells.clear))
  }

  @Test(
    "anything else is refused whole",
    arguments: ["", "文", "\u{1B}]52;c;eA==\u{07}", "▀▀▀▀▀", "▀\n▀\n▀", "\u{1B}[38;2;1", "\u{1B}P0q~\u{1B}\\"])
  func foreign(_ text: String) { #expect(cells(text) == nil) }

  @Test(
    "a kitty image is sent anew under our number, not placed, in pieces; what is short or of another form is refused")
  func kitty() throws {
    // 30×70 pixels in pieces of 512 bytes, each filled up by itself, as chafa writes them.
    let pixels = (0..<30 * 70 * 4).map { UInt8(truncatingIfNeeded: $0) }
    let pieces = stride(from: 0, to: pixels.count, by: 512).map {
      "\u{1B}_Gm=1;" + Data(pixels[$0..<min(pixels.count, $0 + 512)]).base64EncodedString() + "\u{1B}\\"
    }
    let payload = pieces.joined()
    #expect(payload.contains("=\u{1B}"))
    let text = "\u{1B}[?25l\u{1B}_Ga=T,f=32,s=30,v=70,c=3,r=3,m=1;\u{1B}\\\(payload)\u{1B}_Gm=0;\u{1B}\\\n"
    let image = try #require(PictureSequences.kitty(Array(text.utf8), number: 7))
    let made = String(decoding: image.bytes, as: UTF8.self)
    #expect(image.width == 30 && image.height == 70)
    #expect(made.hasPrefix("\u{1B}_Ga=t,f=32,t=d,i=7,s=30,v=70,q=2,m=1;AAEC"))
    #expect(made.components(separatedBy: "\u{1B}_G").count == 4 && made.contains("q=2,m=0;"))
    let joined = made.components(separatedBy: "\u{1B}\\").map { $0.components(separatedBy: ";").last ?? "" }.joined()
    #expect(Data(base64Encoded: joined) == Data(pixels), "every pixel, whatever the pieces")
    #expect(!made.contains("a=T"))
    for wrong in [
      text.replacingOccurrences(of: "s=30,", with: "s=300,"), "\u{1B}_Ga=T,f=100,s=1,v=1;AAAAAAAA\u{1B}\\", "x", "",
    ] {
      #expect(PictureSequences.kitty(Array(wrong.utf8), number: 7) == nil, "\(wrong.prefix(40))")
    }
  }

  @Test("a sixel drawing tells its size; controls inside are refused")
  func sixel() throws {
    let image = try #require(
      PictureSequences.sixel(Array("\u{1B}[?25l\u{1B}P0;1;0q\"1;1;160;48#0;2;0;0;98~~-\u{1B}\\\n".utf8)))
    #expect(image.width == 160 && image.height == 48)
    #expect(String(decoding: image.bytes, as: UTF8.self).hasPrefix("\u{1B}P0;1;0q"))
    #expect(PictureSequences.sixel(Array("\u{1B}P0q\"1;1;160;48\u{07}~\u{1B}\\".utf8)) == nil)
    #expect(PictureSequences.sixel(Array("\u{1B}P0q~~\u{1B}\\".utf8)) == nil)
  }

  @Test(
    "file names are made of what a sender may say, and of nothing that leads elsewhere",
    arguments: [
      ("../../etc/passwd", "______etc_passwd.png"), ("屏幕 截图.jpeg", "屏幕_截图.png"), (".bashrc", "_bashrc.png"),
      ("", "zuoxi-cdefghij.png"), ("a\u{1B}[31m.png", "a__31m.png"), ("\u{202E}gnp.exe", "_gnp_exe.png"),
    ])
  func names(_ name: String, _ file: String) {
    let image = ImageReference(
      id: "abcdefghij", mediaType: "image/png", width: 1, height: 1, size: 1, name: name)
    let made = PictureFiles.name(of: image)
    #expect(!made.contains("/") && !made.hasPrefix("."))
    #expect(made == file)
  }
}
