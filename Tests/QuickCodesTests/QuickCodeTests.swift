import Foundation
import TestPrograms
import Testing

@testable import QuickCodes

@Suite("QR codes")
struct QuickCodeTests {
  @Test("a reader that is not ours reads what was drawn", .enabled(if: hasReader))
  func read() throws {
    let text = "https://zuoxi.example/phone#Ab3-x_9中文"
    let code = try #require(QuickCode(text))
    let scale = 6
    let side = (code.size + 8) * scale
    var picture = Data("P5 \(side) \(side) 255\n".utf8)
    for y in 0..<side {
      for x in 0..<side { picture.append(code[x / scale - 4, y / scale - 4] ? 0 : 255) }
    }
    let file = NSTemporaryDirectory() + UUID().uuidString + ".pgm"
    try picture.write(to: URL(fileURLWithPath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    let read = try ChildProcess.run(["zbarimg", "-q", "--raw", file])
    #expect(read.text.trimmingCharacters(in: .newlines) == text)
  }

  @Test("nothing and too much cannot be drawn; outside is light")
  func bounds() throws {
    #expect(QuickCode("") == nil)
    #expect(QuickCode(String(repeating: "x", count: 5_000)) == nil)
    let code = try #require(QuickCode("a"))
    #expect(code.size == 21 && code[0, 0] && !code[-1, 0] && !code[21, 3])
  }

  private static var hasReader: Bool {
    let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    if paths.contains(where: { FileManager.default.isExecutableFile(atPath: $0 + "/zbarimg") }) { return true }
    if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("skipped: zbarimg is not installed") }
    return false
  }
}
